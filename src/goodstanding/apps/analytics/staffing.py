"""People against volumes, month by month. People are noted by a person; volumes are counted from the records, never typed.

Source: PA21:6.1, RQ-007
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goodstanding.apps.audit.selectors import counts_by_action
from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.ingest.selectors import count_of_posts
from goodstanding.apps.obligations.reading.staffing import staffing
from goodstanding.apps.obligations.values import StaffingRecord
from goodstanding.apps.registry.reading.counts import accounts_at

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class StaffingLine:
    """One month.

    Args:
        reviewers: Full posts of review; None where nobody noted the month, which is not zero.
        accounts: Accounts at the end of the month.
        posts_per_reviewer_day: Posts a day for each reviewer; None where it cannot be said.
    """

    month: str
    reviewers: int | None
    languages: tuple[str, ...]
    accounts: int
    posts_per_day: Decimal
    reports_per_day: Decimal
    posts_per_reviewer_day: Decimal | None
    reports_per_reviewer_day: Decimal | None
    accounts_per_reviewer: Decimal | None

    @property
    def is_missing(self) -> bool:
        """Whether nobody noted the people of the month."""
        return self.reviewers is None


def staffing_report(first: str, last: str, /) -> tuple[StaffingLine, ...]:
    """Return every month of a span, both ends included, those nobody noted as well.

    Args:
        first: Like ``2026-09``; ``last`` likewise.
    """
    noted = staffing(first, last)
    return tuple(_line(month, noted.get(month)) for month in _months(first, last))


def _line(month: str, record: StaffingRecord | None) -> StaffingLine:
    start, end = _start(month), _start(_next(month))
    days = Decimal((end - start).days)
    posts = Decimal(count_of_posts(since=start, until=end))
    reports = Decimal(counts_by_action(start=start, end=end).get("report:filed", 0))
    people = record.headcount.get("reviewers") if record else None
    accounts = accounts_at(end)
    return StaffingLine(
        month=month,
        reviewers=people,
        languages=record.languages if record else (),
        accounts=accounts,
        posts_per_day=(posts / days).quantize(_TENTH),
        reports_per_day=(reports / days).quantize(_TENTH),
        posts_per_reviewer_day=_per(posts / days, people),
        reports_per_reviewer_day=_per(reports / days, people),
        accounts_per_reviewer=_per(Decimal(accounts), people),
    )


def _per(volume: Decimal, people: int | None) -> Decimal | None:
    return (volume / people).quantize(_TENTH) if people else None


def _months(first: str, last: str) -> Iterator[str]:
    month = first
    while month <= last:
        yield month
        month = _next(month)


def _next(month: str) -> str:
    year, n = int(month[:4]), int(month[5:])
    return f"{year + n // 12:04d}-{n % 12 + 1:02d}"


def _start(month: str) -> datetime:
    return datetime(int(month[:4]), int(month[5:]), 1, tzinfo=LOCAL)
