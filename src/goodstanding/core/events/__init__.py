"""What comes in and what goes out: events decoded from bytes, and outcomes as the outside contract fixes them."""
