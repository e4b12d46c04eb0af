"""Claims: rumours and their corrections. Empty until they are built."""
