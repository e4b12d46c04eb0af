"""What may be done to originals, one module an area; the README names the doors."""
