"""Tries the texts banks and their entries promise to see or to leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from goodstanding.core.policy.model import Bank, BankEntry, Examples, Pack, SignalSpec
from goodstanding.core.signals.base import Document, Signal
from goodstanding.core.signals.registry import build_signals

Said = Literal["hit", "miss"]
_KINDS = {"phrases": "phrase_bank", "expressions": "expression_bank"}
_NAME, _FIELD = "tried", "body"


@dataclass(frozen=True, slots=True)
class Tried:
    """One text, tried.

    Args:
        entry: The entry that promised it; None where the bank as a whole did.
    """

    bank: Bank
    entry: BankEntry | None
    text: str
    expect: Said
    found: Said

    @property
    def passed(self) -> bool:
        """Whether the promise was kept."""
        return self.expect == self.found


def try_banks(pack: Pack, /, *, at: date) -> Iterator[Tried]:
    """Try every example of every bank of phrases or expressions, each entry's with that entry alone.

    Args:
        at: Entries that expired before this day see nothing, and their examples are left out.

    Raises:
        SignalError: A bank cannot be searched.
    """
    for bank in pack.banks.values():
        if bank.kind not in _KINDS:
            continue
        if bank.examples is not None:
            yield from _tried(bank, None, bank.examples, at=at)
        for entry in bank.entries:
            if entry.examples is not None and (entry.expires is None or entry.expires > at):
                yield from _tried(replace(bank, entries=(entry,)), entry, entry.examples, at=at)


def _tried(bank: Bank, entry: BankEntry | None, examples: Examples, *, at: date) -> Iterator[Tried]:
    signal = _signal(bank, at=at)
    promised: tuple[tuple[Said, tuple[str, ...]], ...] = (("hit", examples.hits), ("miss", examples.misses))
    for expect, texts in promised:
        for text in texts:
            seen = signal.read(Document({_FIELD: text}, {})).hit
            yield Tried(bank, entry, text, expect, "hit" if seen else "miss")


def _signal(bank: Bank, *, at: date) -> Signal:
    spec = SignalSpec(_NAME, _KINDS[bank.kind], {"bank": bank.id, "fields": [_FIELD]}, bank.where)
    return build_signals({_NAME: spec}, {bank.id: bank}, at=at)[_NAME]
