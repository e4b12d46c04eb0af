"""The review desk: where staff work through cases, decide them, and read what was decided."""
