"""Word lists in the source: written as running lines, read as tuples."""

from __future__ import annotations


def words(*lines: str) -> tuple[str, ...]:
    """Return the words of lines separated by spaces, in order."""
    return tuple(word for line in lines for word in line.split())
