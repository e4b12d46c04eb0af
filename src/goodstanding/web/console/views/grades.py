"""Grades at the desk: how accounts are spread, why one has its grade, and the table they follow."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.errors import GradeTableUnknown
from goodstanding.apps.registry.reading.grades import account_grade, grade_counts, grade_steps, table_in_force, tables
from goodstanding.apps.registry.reading.grades import table as read_table
from goodstanding.apps.registry.services.grading import activate_table, compare_table, withdraw_table
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.design.grading import input_line, obligation_words, rule_words
from goodstanding.web.typed import one_line

_READERS = ("cases:read", "cases:decide", "policies:install", "duties:read")
_STEPS = {"compare": compare_table, "activate": activate_table, "withdraw": withdraw_table}


@require_safe
@staff_page(*_READERS)
def grades(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the spread, the table in force, its versions, and one account explained. Source: RQ-016, RQ-017."""
    current = table_in_force(at=desk.now)
    asked = one_line(request.GET.get("account"), longest=200)
    account = registry.find_account(asked) if asked else None
    found = account_grade(asked, at=desk.now) if account else None
    return show(
        request,
        desk,
        "grades.html",
        section="patrol",
        counts=[(letter, n) for letter, n in grade_counts().items()],
        current=current,
        duties=[(letter, obligation_words(one)) for letter, one in current.obligations.items()],
        rules=rule_words(current),
        versions=tables(),
        asked=asked,
        account=account,
        grade=found,
        lines=[input_line(one, found.details.get(one.input, {})) for one in found.contributions] if found else [],
        steps=grade_steps(asked) if account else (),
    )


@require_safe
@staff_page(*_READERS)
def table(request: HttpRequest, desk: Desk, version: str) -> HttpResponse:
    """Show one version: weights, obligations, and which accounts it would change."""
    try:
        found = read_table(version)
    except GradeTableUnknown:
        raise Http404(version) from None
    current = table_in_force(at=desk.now)
    return show(
        request,
        desk,
        "grade_table.html",
        section="patrol",
        record=found,
        weights=[(name, f"{found.table.weights[name] / 10:g} %") for name in found.table.weights],
        duties=[
            (letter, obligation_words(current.obligations[letter]), obligation_words(found.table.obligations[letter]))
            for letter in found.table.obligations
        ],
        rules=rule_words(found.table),
        may_change=desk.may("policies:install"),
        may_activate=desk.may("policies:install") and found.proposed_by != f"user:{desk.user_id}" and found.diff_at is not None,
    )


@require_POST
@staff_page("policies:install")
def act(request: HttpRequest, desk: Desk, version: str, step: str) -> HttpResponse:
    """Compare, activate or withdraw a version."""
    if step not in _STEPS:
        raise Http404(step)
    try:
        _STEPS[step](version, actor=desk.actor, at=desk.now)
    except GoodstandingError as error:
        messages.error(request, " ".join(text for text in (refusals.sentence(error), refusals.hint(error)) if text))
    else:
        said = {
            "compare": _("Compared. Below is what it would change."),
            "activate": _("Activated. It is in force from its day on."),
            "withdraw": _("Withdrawn. Nothing changes."),
        }
        messages.success(request, said[step])
    return HttpResponseRedirect(reverse("console:grade_table", args=[version]))
