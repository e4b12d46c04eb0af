"""A report as whoever holds its receipt may follow it: never the reporter's words, files or contact; receipts get passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress.values import StageView
from goodstanding.web.matters import StageMark, stage_marks
from goodstanding.web.typed import one_line


@dataclass(frozen=True, slots=True)
class FollowedReport:
    """One report from receipt to feedback."""

    receipt: str
    kind: str
    category: str
    filed_at: datetime
    due_at: datetime
    closed_at: datetime | None
    outcome: str
    feedback: str
    stages: tuple[StageMark, ...]
    steps: tuple[StageView, ...]


def followed_report(receipt: str, /) -> FollowedReport | None:
    """Return a report by its receipt, or None."""
    found = redress.find_report(receipt)
    if found is None:
        return None
    return FollowedReport(
        receipt=found.receipt,
        kind=found.kind,
        category=found.category,
        filed_at=found.filed_at,
        due_at=found.due_at,
        closed_at=found.closed_at,
        outcome=found.outcome,
        feedback=found.feedback,
        stages=stage_marks(found.stage),
        steps=redress.stages_of(receipt),
    )


def tidy_receipt(typed: str, /) -> str:
    """Read a receipt as people type it: small letters, spaces, a long dash."""
    return one_line(typed, longest=80).upper().replace("－", "-").replace("—", "-").replace(" ", "")
