"""The days on which a pack changes: between two of them every act is judged alike, so one compiled engine serves."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from goodstanding.core.policy.model import Pack


def change_days(pack: Pack, /) -> tuple[date, ...]:
    """Return, in order, the days on which a rule begins or ends, a parameter changes or a bank entry expires."""
    days = {rule.effective_from for rule in pack.rules}
    days |= {rule.effective_to for rule in pack.rules if rule.effective_to is not None}
    days |= {since for parameter in pack.parameters.values() for since, _ in parameter.values}
    return tuple(sorted(days.union(expiry_days(pack))))


def expiry_days(pack: Pack, /) -> tuple[date, ...]:
    """Return, in order, the days on which a bank entry expires."""
    return tuple(sorted({entry.expires for bank in pack.banks.values() for entry in bank.entries if entry.expires is not None}))


def period_of(days: tuple[date, ...], day: date, /) -> int:
    """Return which period a day falls into: 0 before the first change, then 1, 2 and so on.

    Args:
        days: What ``change_days`` or ``expiry_days`` returned.
    """
    return bisect_right(days, day)
