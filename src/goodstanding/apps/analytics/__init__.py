"""Figures and reports read from the records. Empty until the reports are built."""
