"""A phrase of one character finds itself everywhere; a phrase written twice counts twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack

SHORTEST = 2
"""Characters: two carry a word in Chinese."""


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Check every phrase's length and that it stands once in its bank."""
    for bank in pack.banks.values():
        seen: set[str] = set()
        for entry in bank.entries:
            if bank.kind == "phrases" and len(entry.pattern.strip()) < SHORTEST:
                message = f"bank “{bank.id}” holds the phrase “{entry.pattern}”, which is too short to mean anything."
                yield Problem(message, bank.where, f"A phrase has at least {SHORTEST} characters.")
            if entry.pattern in seen:
                yield Problem(f"bank “{bank.id}” holds “{entry.pattern}” twice.", bank.where, "Remove one.")
            seen.add(entry.pattern)
