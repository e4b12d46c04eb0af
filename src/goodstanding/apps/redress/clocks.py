"""How long redress may take: the limits the pack in force publishes for its queues. The clock starts when something is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from goodstanding.apps.review.limits import Limit, due_time, queue_limit
from goodstanding.apps.review.values import APPEAL_QUEUE, ORDINARY_QUEUE, REPORT_QUEUE, URGENT_APPEAL_QUEUE
from goodstanding.core.kernel.labels import VIOLATION_LABELS

SPECIAL_CATEGORIES = ("minors", "personal_rights", "copyright", "other")
"""Report categories that are no violation label."""

CATEGORIES = (*VIOLATION_LABELS, *SPECIAL_CATEGORIES)

QUEUES: Mapping[str, str] = {"minors": "minors", "personal_rights": "personal-rights", "copyright": "copyright"}
"""Queues whose published limit is the limit of a report, by category; that of the ordinary queue for all other categories."""


def report_limit(category: str, /) -> Limit:
    """Return the limit of a report by category, as the pack in force publishes it."""
    return queue_limit(QUEUES.get(category, ORDINARY_QUEUE))


def report_due(category: str, /, *, at: datetime) -> datetime:
    """Say when a report must be answered."""
    return due_time(report_limit(category), at=at)


def case_due(queue: str, /, *, answer_due: datetime, at: datetime) -> datetime:
    """Say when the case a report opens must be settled: by the report's own due date, or the queue's limit where that is shorter.

    Args:
        queue: Where the case goes. The limit of the queue for reports is that of taking them up, which is done at once.
        answer_due: When the report must be answered.
    """
    return answer_due if queue == REPORT_QUEUE else min(answer_due, due_time(queue_limit(queue), at=at))


def appeal_due(ends: Iterable[datetime | None], /, *, at: datetime) -> tuple[datetime, bool]:
    """Say when an appeal must be answered, and whether it is urgent.

    Args:
        ends: When the measures in force end; None for those that do not. One that would be over before the ordinary answer
            makes the appeal urgent: an answer that comes after the measure is no redress.
    """
    ordinary = due_time(queue_limit(APPEAL_QUEUE), at=at)
    is_urgent = any(end is not None and end <= ordinary for end in ends)
    return (due_time(queue_limit(URGENT_APPEAL_QUEUE), at=at), True) if is_urgent else (ordinary, False)
