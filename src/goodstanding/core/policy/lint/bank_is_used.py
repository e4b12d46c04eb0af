"""A bank no signal reads finds nothing, though its owner believes otherwise; a signal's bank exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem, did_you_mean
from goodstanding.core.policy.lint.reading import banks_of
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare banks with the signals' options."""
    used = set()
    for signal in pack.signals.values():
        for name in banks_of(signal):
            used.add(name)
            if name not in pack.banks:
                message = f"signal “{signal.name}” reads bank “{name}”, which does not exist."
                yield Problem(message, signal.where, did_you_mean(name, pack.banks))
    for bank in pack.banks.values():
        if bank.id not in used:
            yield Problem(f"no signal reads bank “{bank.id}”.", bank.where, "Name it in a signal's options.", severity="warning")
