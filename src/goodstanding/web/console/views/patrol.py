"""How the patrol stands: what is overdue, what falls due next, what was found; registrations in bulk; accuracy of verdicts."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.accuracy import accuracy, quarter_before, quarter_of, waiting_samples
from goodstanding.apps.registry.reading.grades import table_in_force
from goodstanding.apps.registry.reading.patrol import due_accounts, patrol_report
from goodstanding.apps.registry.reading.rings import ring_report, rings
from goodstanding.core.scoring.grades import GRADES
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.pages.accuracy import accuracy_line, share_words

_SHOWN = 60
_RINGS = 20
_WINDOW = timedelta(days=30)


@require_safe
@staff_page("cases:read", "cases:decide")
def patrol(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the overdue share, the intervals by grade, and the accounts that are due."""
    report = patrol_report(since=desk.now - _WINDOW, at=desk.now)
    due = due_accounts(limit=_SHOWN)
    names = registry.accounts([one.account_ref for one in due])
    rows = [(one, names[one.account_ref].name if one.account_ref in names else "") for one in due]
    obligations = table_in_force(at=desk.now).obligations
    grades = [(letter, obligations[letter].verification_months, report.by_grade.get(letter, 0)) for letter in GRADES]
    bulk = ring_report()
    return show(
        request,
        desk,
        "patrol.html",
        section="patrol",
        report=report,
        rows=rows,
        grades=grades,
        rings=rings(limit=_RINGS),
        ring_precision=share_words(bulk.doubtful),
    )


@require_safe
@staff_page("cases:read", "cases:decide", "duties:read")
def accuracies(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how right identity verdicts were, by provider, in this quarter and the last. Source: RQ-023."""
    running = quarter_of(desk.now)
    parts = [(quarter, [accuracy_line(one) for one in accuracy(quarter)]) for quarter in (running, quarter_before(running))]
    floor = f"{number('accuracy_floor_permille') / 10:g}"
    least, share = number("accuracy_least_samples"), f"{number('accuracy_sample_permille') / 10:g}"
    return show(
        request,
        desk,
        "accuracy.html",
        section="patrol",
        parts=parts,
        floor=floor,
        least=least,
        sampled=share,
        waiting=waiting_samples(),
    )
