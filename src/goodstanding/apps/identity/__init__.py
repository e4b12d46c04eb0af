"""People and programs that may act here, their roles, keys, and signing in."""
