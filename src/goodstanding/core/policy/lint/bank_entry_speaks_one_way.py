"""A phrase that stands both for a finding and against it settles nothing: a warning, since a weighed bank may mean it so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Bank, Pack, SignalSpec


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare the banks a signal reads with those it reads as excuses."""
    told: set[tuple[str, str, str]] = set()
    for signal in pack.signals.values():
        excuses = _banks(pack, signal, "excuses")
        if not excuses:
            continue
        speaking = _banks(pack, signal, "bank", "banks", "expressions")
        spoken = {entry.pattern: bank.id for bank in speaking for entry in bank.entries}
        for bank in excuses:
            for entry in bank.entries:
                told_as = bank.id, entry.pattern, spoken.get(entry.pattern, "")
                if entry.pattern in spoken and told_as not in told:
                    told.add(told_as)
                    message = (
                        f"“{entry.pattern}” excuses in bank “{bank.id}” what it gives away in bank “{spoken[entry.pattern]}”, "
                        f"both read by signal “{signal.name}”."
                    )
                    yield Problem(message, bank.place_of(entry), "Keep it in one of the two banks.", severity="warning")


def _banks(pack: Pack, signal: SignalSpec, *options: str) -> list[Bank]:
    """Return the banks some of a signal's options name, as far as they exist."""
    given = [signal.options.get(option, ()) for option in options]
    names = [name for value in given for name in ((value,) if isinstance(value, str) else value)]
    return [pack.banks[name] for name in names if name in pack.banks]
