"""Findings of coordination and faked engagement. Empty until the detectors are built."""
