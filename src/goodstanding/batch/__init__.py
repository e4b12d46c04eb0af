"""Columnar jobs over the event lake. Empty until the detectors are built."""
