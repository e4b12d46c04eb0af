"""How long redress may take. Published defaults (PA21:20.2; practice); the clock starts when something is stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goodstanding.apps.review.limits import APPEAL, ORDINARY, URGENT_APPEAL, Limit, due_time
from goodstanding.core.kernel.labels import VIOLATION_LABELS

SPECIAL_CATEGORIES = ("minors", "personal_rights", "copyright", "other")
"""Report categories that are no violation label."""

CATEGORIES = (*VIOLATION_LABELS, *SPECIAL_CATEGORIES)

_LIMITS = {"minors": Limit(12, "hours"), "personal_rights": Limit(24, "hours"), "copyright": Limit(7, "working_days")}


def report_limit(category: str, /) -> Limit:
    """Return the limit of a report by category; five working days where none is special."""
    return _LIMITS.get(category, ORDINARY)


def report_due(category: str, /, *, at: datetime) -> datetime:
    """Say when a report must be answered."""
    return due_time(report_limit(category), at=at)


def appeal_due(ends: Iterable[datetime | None], /, *, at: datetime) -> tuple[datetime, bool]:
    """Say when an appeal must be answered, and whether it is urgent.

    Args:
        ends: When the measures in force end; None for those that do not. One that would be over before the ordinary answer
            makes the appeal urgent: an answer that comes after the measure is no redress.
    """
    ordinary = due_time(APPEAL, at=at)
    is_urgent = any(end is not None and end <= ordinary for end in ends)
    return (due_time(URGENT_APPEAL, at=at), True) if is_urgent else (ordinary, False)
