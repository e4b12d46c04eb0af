"""Whether an account looks as if it changed hands: what must come together, and what clears it. Pure.

Somebody who buys a phone changes the device; who moves changes the number. Only device and number together with the account
money is paid to, or a credential of somebody else, all new within the published days, while nothing old is used any more, ask
for a person. Source: PA21:11.1, RQ-043
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.apps.registry.life_records import Changed

CREDENTIAL = "credential"
TOGETHER = frozenset({"device", "phone"})
"""Kinds that must both be new."""
WITH_ONE_OF = frozenset({"payout", CREDENTIAL})
"""At least one of these must be new besides."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing an account is used with, and from when to when."""

    kind: str
    first_at: datetime
    last_at: datetime


def owner_signs(traces: Iterable[Trace], /, *, window: timedelta, at: datetime) -> tuple[Changed, ...]:
    """Return what changed where an account looks as if it changed hands; nothing where it does not.

    A kind counts as changed when its newest came within the window, a former one was known before the window, and no former
    one was used since the newest came.
    """
    since = at - window
    changed = {kind: found for kind, held in _by_kind(traces).items() if (found := _changed(kind, held, since)) is not None}
    if not changed.keys() >= TOGETHER or changed.keys().isdisjoint(WITH_ONE_OF):
        return ()
    return tuple(sorted(changed.values(), key=lambda one: (one.new_at, one.kind)))


def _by_kind(traces: Iterable[Trace]) -> Mapping[str, Sequence[Trace]]:
    held: dict[str, list[Trace]] = {}
    for one in traces:
        held.setdefault(one.kind, []).append(one)
    return held


def _changed(kind: str, held: Sequence[Trace], since: datetime) -> Changed | None:
    newest = max(held, key=lambda one: one.first_at)
    former = [one for one in held if one.first_at < since]
    if newest.first_at < since or not former:
        return None
    old_at = max(one.last_at for one in former)
    return None if old_at > newest.first_at else Changed(kind, newest.first_at, old_at)
