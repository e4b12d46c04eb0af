"""Template tags of the page of operations."""
