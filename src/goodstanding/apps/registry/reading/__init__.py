"""What may be asked of the registry's larger areas, one module an area; the everyday questions are in ``selectors``."""
