"""Originals, declarations and disputes. Empty until they are built."""
