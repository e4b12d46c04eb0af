"""The grade of an account, as its operator may check it: every input, its weight, and what follows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.grades import account_grade, grade_steps, table_in_force
from goodstanding.core.scoring.grades import obligations_of
from goodstanding.web.design.grading import input_line, obligation_words, rule_words
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.typed import plain


@require_safe
@portal_page
def grade(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Explain the grade of an account (PA21:7.2, RQ-016)."""
    visitor.require_account(plain(ref))
    account = registry.account(plain(ref))
    found, current = account_grade(account.account_ref, at=visitor.now), table_in_force(at=visitor.now)
    table = found.table if found else current
    duties = found.obligations if found else obligations_of("", current)
    return show(
        request,
        visitor,
        "grade.html",
        section="accounts",
        account=account,
        grade=found,
        lines=[input_line(one, found.details.get(one.input, {})) for one in found.contributions] if found else [],
        duties=obligation_words(duties),
        rules=rule_words(table),
        window=table.window_days,
        version=table.version,
        steps=grade_steps(account.account_ref),
    )
