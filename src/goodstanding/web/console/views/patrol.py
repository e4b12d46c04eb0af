"""How the patrol stands: how much is overdue, what falls due next, and what the looks of a month found."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.patrol import due_accounts, patrol_report
from goodstanding.web.console.access import Desk, show, staff_page

_SHOWN = 60
_WINDOW = timedelta(days=30)


@require_safe
@staff_page("cases:read", "cases:decide")
def patrol(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the overdue share, the intervals by grade, and the accounts that are due."""
    report = patrol_report(since=desk.now - _WINDOW, at=desk.now)
    due = due_accounts(limit=_SHOWN)
    names = registry.accounts([one.account_ref for one in due])
    rows = [(one, names[one.account_ref].name if one.account_ref in names else "") for one in due]
    grades = [(grade, number(f"reverification_months_{grade}"), report.by_grade.get(grade, 0)) for grade in ("a", "b", "c")]
    return show(request, desk, "patrol.html", section="queues", report=report, rows=rows, grades=grades)
