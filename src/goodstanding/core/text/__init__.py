"""Seeing through disguise: one normal form of a text, with an exact way back to the original offsets."""
