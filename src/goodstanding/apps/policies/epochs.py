"""Days on which a pack changes by itself: between two of them every day has the same rules, parameters and phrases."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from goodstanding.core.policy.model import Pack


def first_like(pack: Pack, day: date, /) -> date:
    """Return the first day from which the pack has stood as it stands on ``day``; ``day`` itself before every dated change."""
    changes = sorted(set(_changes(pack)))
    position = bisect_right(changes, day)
    return changes[position - 1] if position else day


def _changes(pack: Pack) -> Iterator[date]:
    for rule in pack.rules:
        yield rule.effective_from
        if rule.effective_to is not None:
            yield rule.effective_to
    for parameter in pack.parameters.values():
        for since, _ in parameter.values:
            yield since
    for bank in pack.banks.values():
        for entry in bank.entries:
            if entry.expires is not None:
                yield entry.expires
                yield entry.expires + timedelta(days=1)
