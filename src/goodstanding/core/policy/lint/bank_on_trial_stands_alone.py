"""A bank that acts on a share of events is the only one its signals read, so that they can fall silent outside the share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.lint.reading import banks_of
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Look at the signals that read a bank with a roll-out below 1."""
    for signal in pack.signals.values():
        named = banks_of(signal)
        for name in named:
            bank = pack.banks.get(name)
            if bank is not None and bank.rollout < 1.0 and len(set(named)) > 1:
                message = f"signal “{signal.name}” reads bank “{name}”, which is in roll-out, together with others."
                yield Problem(message, signal.where, "Give the bank in roll-out a signal of its own, and name it in the rule.")
