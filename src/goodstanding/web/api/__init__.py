"""The HTTP API under /api/v1, as the outside contract fixes it."""
