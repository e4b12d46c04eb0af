"""Decisions: one door, measures with both ways, statements of reasons, reversal."""
