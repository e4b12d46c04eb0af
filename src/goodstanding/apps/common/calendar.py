"""Time limits: working days by the published Chinese calendar, days that begin and end in Shanghai.

A limit of n days ends at the last instant of the n-th day after the day it began on, so that nobody loses the rest of a day.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal

import chinese_calendar
from chinese_calendar.constants import holidays

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.common.errors import CalendarUnknown

Unit = Literal["hours", "days", "working_days"]

_LAST_INSTANT = time(23, 59, 59)


def last_known_day() -> date:
    """Name the last day whose working status has been published and shipped."""
    return date(max(holidays).year, 12, 31)


def is_working_day(day: date, /) -> bool:
    """Say whether offices are open: ordinary weekdays without holidays, and weekend days worked in exchange.

    Raises:
        CalendarUnknown: The year's calendar is not shipped yet.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as fault:
        raise CalendarUnknown(
            f"The working calendar ends on {last_known_day()}; {day} lies outside it.",
            hint="Update the chinesecalendar package, which follows the State Council's yearly notice.",
        ) from fault


def add_working_days(at: datetime, n: int, /) -> datetime:
    """End of the n-th working day after the local day of ``at``.

    Where the calendar of that year has not been published, plain weekdays are counted: a limit is never left without an end.

    Args:
        at: Time-zone aware.
        n: Working days, 0 or more; 0 is the end of the same day.
    """
    day = at.astimezone(LOCAL).date()
    while n > 0:
        day += timedelta(days=1)
        n -= _counts(day)
    return _end_of(day)


def due(at: datetime, limit: int, unit: Unit, /) -> datetime:
    """Say when a limit that begins at ``at`` ends.

    Args:
        at: Time-zone aware.
        limit: How many units, 0 or more.
        unit: ``hours`` run on without regard to days; ``days`` and ``working_days`` end at the end of a local day.
    """
    if unit == "hours":
        return at + timedelta(hours=limit)
    if unit == "days":
        return _end_of(at.astimezone(LOCAL).date() + timedelta(days=limit))
    return add_working_days(at, limit)


def _counts(day: date) -> bool:
    try:
        return is_working_day(day)
    except CalendarUnknown:
        return day.isoweekday() <= 5


def _end_of(day: date) -> datetime:
    return datetime.combine(day, _LAST_INSTANT, tzinfo=LOCAL)
