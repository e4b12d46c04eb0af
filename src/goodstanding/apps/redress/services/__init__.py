"""Writing reports and appeals: stored first, answered by the due date, nothing lost between."""

from __future__ import annotations

from goodstanding.apps.redress.services.appeals import file_appeal, withdraw_appeal
from goodstanding.apps.redress.services.panel import decide_appeal
from goodstanding.apps.redress.services.reports import advance_report, close_report, file_report, open_reporter_contact

__all__ = [
    "advance_report",
    "close_report",
    "decide_appeal",
    "file_appeal",
    "file_report",
    "open_reporter_contact",
    "withdraw_appeal",
]
