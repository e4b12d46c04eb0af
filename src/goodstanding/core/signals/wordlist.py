"""Word lists in the source: written as running lines, read as tuples."""

from __future__ import annotations

from collections.abc import Mapping


def words(*lines: str) -> tuple[str, ...]:
    """Return the words of lines separated by spaces, in order."""
    return tuple(word for line in lines for word in line.split())


def by_family(families: Mapping[str, tuple[str, ...]], /) -> dict[str, str]:
    """Return each word with the first family that lists it."""
    found: dict[str, str] = {}
    for family, listed in families.items():
        for word in listed:
            found.setdefault(word, family)
    return found
