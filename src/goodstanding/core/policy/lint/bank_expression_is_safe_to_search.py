"""An expression that cannot be read, matches every text, or unfolds into thousands of instructions is refused before it runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack
from goodstanding.core.text.patterns import refusal_of


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Judge every expression by itself."""
    for bank in pack.banks.values():
        if bank.kind != "expressions":
            continue
        for entry in bank.entries:
            refused = refusal_of(entry.pattern)
            if refused is not None:
                yield Problem(f"bank “{bank.id}”: {refused.message}", bank.place_of(entry), refused.hint)
