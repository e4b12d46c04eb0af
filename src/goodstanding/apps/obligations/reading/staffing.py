"""How many people did what, by month. Source: RQ-007."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.obligations.models import StaffingMonth
from goodstanding.apps.obligations.values import StaffingRecord
from goodstanding.apps.policies.selectors import day_of


def staffing(first: str, last: str, /) -> dict[str, StaffingRecord]:
    """Return what was noted for the months of a span, both ends included; months nobody noted are left out."""
    rows = StaffingMonth.objects.filter(month__gte=first, month__lte=last).order_by("month")
    return {row.month: staffing_record(row) for row in rows}


def month_of(at: datetime, /) -> str:
    """Return the local month of an instant, as ``2026-11``."""
    return day_of(at).strftime("%Y-%m")


def staffing_record(row: StaffingMonth, /) -> StaffingRecord:
    """Freeze a month."""
    return StaffingRecord(row.month, dict(row.headcount), tuple(row.languages), row.noted_at)
