"""Cases: what is before a person, under which clock, held by whom, and every step taken."""
