"""When an unused account is warned and when a pause may be proposed. Pure: instants in, instants out.

The law counts calendar months: at exactly six nothing happens yet. Source: PA21:10.2, RQ-041
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from goodstanding.apps.registry.calendar_months import months_later

Stage = Literal["watched", "first", "second", "last", "proposed"]
ORDER: tuple[Stage, ...] = ("watched", "first", "second", "last", "proposed")


@dataclass(frozen=True, slots=True)
class DormancyClock:
    """The instants of one account's disuse.

    Args:
        first_at: From then on the first warning is due.
        over_at: The months are over *after* this instant, not at it.
        last_at: After this instant the last warning is due, which names a date.
        acts_at: From then on a pause may be proposed, if the last warning is old enough.
    """

    first_at: datetime
    over_at: datetime
    last_at: datetime
    acts_at: datetime

    def stage(self, at: datetime, /) -> Stage:
        """Say which step is due at an instant."""
        if at <= self.over_at:
            return "first" if at >= self.first_at else "watched"
        if at >= self.acts_at:
            return "proposed"
        return "last" if at > self.last_at or self.last_at <= self.over_at else "second"

    def next_look(self, at: datetime, /) -> datetime:
        """Return the next instant at which another step may be due; a day later where none is left."""
        moment = timedelta(seconds=1)
        steps = (self.first_at, self.over_at + moment, self.last_at + moment, self.acts_at)
        return min((step for step in steps if step > at), default=at + timedelta(days=1))


def dormancy_clock(counted_from: datetime, /, *, numbers: Mapping[str, int], notice_days: int) -> DormancyClock:
    """Return the instants that follow from the last sign-in or use.

    Args:
        numbers: The published numbers.
        notice_days: Days of notice the accepted agreement grants after the months are over, 1 or more.
    """
    over_at = months_later(counted_from, numbers["dormancy_months"])
    acts_at = over_at + timedelta(days=notice_days)
    return DormancyClock(
        first_at=months_later(counted_from, numbers["dormancy_first_warning_months"]),
        over_at=over_at,
        last_at=max(over_at, acts_at - timedelta(days=numbers["dormancy_last_warning_days"])),
        acts_at=acts_at,
    )
