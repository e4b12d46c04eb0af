"""An entry is known by its id and rests on a clause the pack holds, its own or its bank's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem, did_you_mean
from goodstanding.core.policy.model import Bank, BankEntry, Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Look for clauses the pack does not hold, and for ids given twice."""
    for bank in pack.banks.values():
        if bank.clause not in pack.clauses:
            message = f"bank “{bank.id}” rests on {bank.clause}, which sources.yaml does not hold."
            yield Problem(message, bank.where, did_you_mean(bank.clause, pack.clauses))
        yield from _entries(bank, pack)


def _entries(bank: Bank, pack: Pack) -> Iterator[Problem]:
    known: dict[str, BankEntry] = {}
    for entry in bank.entries:
        if entry.clause and entry.clause not in pack.clauses:
            message = f"“{entry.pattern}” of bank “{bank.id}” rests on {entry.clause}, which sources.yaml does not hold."
            yield Problem(message, bank.place_of(entry), did_you_mean(entry.clause, pack.clauses))
        if entry.id and known.setdefault(entry.id, entry) is not entry:
            message = f"bank “{bank.id}” gives the id “{entry.id}” twice."
            yield Problem(message, bank.place_of(entry), f"It stands first on line {known[entry.id].line}: give each its own.")
