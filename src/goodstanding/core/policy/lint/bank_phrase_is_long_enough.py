"""A phrase of one character finds itself everywhere, and one of signs alone finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.plain import is_plain

SHORTEST = 2
"""Characters: two carry a word in Chinese."""


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Check every phrase's length, as it is written and in normal form."""
    for bank in pack.banks.values():
        if bank.kind != "phrases":
            continue
        for entry in bank.entries:
            written = entry.pattern.strip()
            searched = written if is_plain(written) else normalise(written).text.strip()
            if len(written) < SHORTEST or len(searched) < SHORTEST:
                message = f"bank “{bank.id}” holds the phrase “{entry.pattern}”, which is too short to mean anything."
                hint = f"A phrase has at least {SHORTEST} characters, also without the marks normalising takes away."
                yield Problem(message, bank.place_of(entry), hint)
