"""The signed checklists of the conduct duty by year. Source: RQ-003."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.obligations.models import ConductChecklist
from goodstanding.apps.obligations.values import ConductRecord, ConductState
from goodstanding.apps.policies.selectors import day_of


def conduct(*, at: datetime) -> tuple[ConductState, ...]:
    """Return this year's checklist, red while nobody signed it, and those signed before, latest first."""
    signed = {row.year: conduct_record(row) for row in ConductChecklist.objects.all()}
    years = sorted({day_of(at).year, *signed}, reverse=True)
    return tuple(ConductState(year, signed.get(year)) for year in years)


def conduct_record(row: ConductChecklist, /) -> ConductRecord:
    """Freeze a checklist."""
    items = {name: (bool(one["done"]), str(one["note"])) for name, one in row.items.items()}
    return ConductRecord(row.year, items, row.sha256, row.signed_by_id, row.signed_at)
