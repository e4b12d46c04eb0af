"""Calendar months in local time: the law counts months, not days. Pure."""

from __future__ import annotations

import calendar
from datetime import datetime

from goodstanding.apps.registry.account_facts import LOCAL


def months_later(at: datetime, months: int, /) -> datetime:
    """Return the same local time of day so many calendar months later; the last day where the month is too short.

    Args:
        months: May be negative.
    """
    local = at.astimezone(LOCAL)
    place = local.year * 12 + local.month - 1 + months
    year, month = divmod(place, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)
