"""What goes in and out of the API, as pydantic schemas: the only classes the outside sees."""
