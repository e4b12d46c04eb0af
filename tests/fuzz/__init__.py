"""Fuzzing: inputs nobody would write, thrown at the doors where text, numbers, images and events come in."""
