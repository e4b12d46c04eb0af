"""Work that comes after an answer: thin duties that call services."""
