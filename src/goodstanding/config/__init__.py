"""Settings, read once into one typed object; middleware; where each face answers."""
