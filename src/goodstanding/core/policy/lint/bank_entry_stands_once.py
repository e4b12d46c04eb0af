"""An entry written twice counts twice; written with two weights it says two things.

Phrases that only read alike in normal form are a warning: the first of them is the one that is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Bank, BankEntry, Pack
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.plain import is_plain


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare the entries of each bank; phrases in normal form, since that is how they are searched."""
    for bank in pack.banks.values():
        seen: dict[str, BankEntry] = {}
        for entry in bank.entries:
            first = seen.setdefault(_searched(bank, entry), entry)
            if first is not entry:
                yield _problem(bank, first, entry)


def _problem(bank: Bank, first: BankEntry, entry: BankEntry) -> Problem:
    is_same = first.pattern == entry.pattern
    severity: Literal["error", "warning"] = "error" if is_same else "warning"
    again = "" if is_same else f", which reads as “{first.pattern}” does,"
    if (first.weight, first.expires, first.readings) == (entry.weight, entry.expires, entry.readings):
        message = f"bank “{bank.id}” holds “{entry.pattern}”{again} twice."
        return Problem(message, bank.place_of(entry), f"It stands first on line {first.line}: remove one.", severity=severity)
    message = (
        f"bank “{bank.id}” says two things of “{entry.pattern}”{again or ':'} another weight, expiry or reading stands above."
    )
    hint = f"It stands first on line {first.line}: keep the one that is meant."
    return Problem(message, bank.place_of(entry), hint, severity=severity)


def _searched(bank: Bank, entry: BankEntry) -> str:
    if bank.kind != "phrases" or is_plain(entry.pattern):
        return entry.pattern
    return normalise(entry.pattern).text
