"""Machine-made reasons read again in the reader's language, whichever they were written down in. Pure.

What a person wrote, and what was issued, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

Pair = tuple[str, str]
"""A sentence in Chinese and in English."""


def in_reading_language(stored: str, machine_made: Iterable[Pair], language: str, /) -> str:
    """Return a reason in a language where a machine made it: stored in either language, or in both; else as it is."""
    for zh, en in machine_made:
        if stored in (zh, en, in_both((zh, en))):
            return zh if language.lower().startswith("zh") else en
    return stored


def in_both(pair: Pair, /) -> str:
    """Write a sentence down in both languages, where several people read one record."""
    return " / ".join(pair)
