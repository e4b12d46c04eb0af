"""How much of the register one asker may look up: it is for looking up accounts, not for copying it or guessing ids.

The counts stand in the database, so that all server processes count together, and they last a day, so that waiting a minute does
not start them anew. Source: PA21:9.2, RQ-037
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db.models import F, QuerySet

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.disclosure.models import LookupBudget, LookupCount

HOUR, DAY = 3600, 86_400
Face = Literal["page", "api"]
Outcome = Literal["card", "search", "missing", "refused"]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so much of something in a window of so many seconds."""

    measure: str
    most: int
    seconds: int


LIMITS = (
    Limit("lookups", 300, HOUR),
    Limit("misses", 30, HOUR),
    Limit("lookups", 1_000, DAY),
    Limit("misses", 100, DAY),
    Limit("listed", 3_000, DAY),
)
"""What one asker may do: look-ups of both kinds, look-ups that found nothing (guessing), accounts listed by searches."""


def seconds_to_wait(asker: str, /, *, at: datetime) -> int:
    """Say after how many seconds an asker may look something up again; 0 where it may now.

    Args:
        asker: Network or key; kept as a digest only.
    """
    digest = _digest(asker, at)
    rows = LookupBudget.objects.filter(asker=digest, window_starts_at__in={_start(at, one.seconds) for one in LIMITS})
    spent = {(row.measure, row.window_starts_at): row.spent for row in rows}
    waits = [_left(at, one.seconds) for one in LIMITS if spent.get((_name(one), _start(at, one.seconds)), 0) >= one.most]
    return max(waits, default=0)


def note_lookup(asker: str, /, *, face: Face, outcome: Outcome, listed: int = 0, at: datetime) -> None:
    """Count a look-up against its asker's budget, and in the sum of the day.

    Args:
        listed: Accounts a search showed.
    """
    cost: Mapping[str, int] = (
        {} if outcome == "refused" else {"lookups": 1, "misses": int(outcome == "missing"), "listed": listed}
    )
    digest = _digest(asker, at)
    with immediate():
        for one in LIMITS:
            if cost.get(one.measure):
                key = {"asker": digest, "measure": _name(one), "window_starts_at": _start(at, one.seconds)}
                _add(LookupBudget.objects.all(), key, "spent", cost[one.measure])
        _add(LookupCount.objects.all(), {"day": _today(at), "face": face, "outcome": outcome}, "times", 1)


def forget_spent(*, at: datetime) -> int:
    """Delete the budgets of windows that are over; return how many."""
    return LookupBudget.objects.filter(window_starts_at__lt=at - timedelta(seconds=DAY)).delete()[0]


@dataclass(frozen=True, slots=True)
class DayOfLookups:
    """How often the register was looked up on a day."""

    day: date
    face: str
    outcome: str
    times: int


def lookups_since(day: date, /) -> tuple[DayOfLookups, ...]:
    """Return how often the register was looked up, by day, the latest first."""
    rows = LookupCount.objects.filter(day__gte=day).order_by("-day", "face", "outcome")
    return tuple(DayOfLookups(row.day, row.face, row.outcome, row.times) for row in rows)


def _add(table: QuerySet[Any], key: Mapping[str, object], column: str, n: int) -> None:
    """Add to a counter inside the database, so that two processes never lose one another's count."""
    rows = table.filter(**key)
    if not rows.update(**{column: F(column) + n}):
        table.bulk_create([table.model(**key, **{column: 0})], ignore_conflicts=True)
        rows.update(**{column: F(column) + n})


def _digest(asker: str, at: datetime) -> str:
    return blind_index(asker, context=f"disclosure.asker.{_today(at).isoformat()}")


def _name(limit: Limit) -> str:
    """Name a budget with its window: the first hour of a day begins when the day does."""
    return f"{limit.measure}/{'h' if limit.seconds == HOUR else 'd'}"


def _today(at: datetime) -> date:
    return at.astimezone(LOCAL).date()


def _start(at: datetime, seconds: int) -> datetime:
    local = at.astimezone(LOCAL).replace(minute=0, second=0, microsecond=0)
    return local if seconds == HOUR else local.replace(hour=0)


def _left(at: datetime, seconds: int) -> int:
    """Return the seconds to the end of a window, 1 or more."""
    return math.ceil((_start(at, seconds) + timedelta(seconds=seconds) - at).total_seconds())
