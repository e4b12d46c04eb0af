"""The rulebook."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.common import clock
from goodstanding.web.public.access import show
from goodstanding.web.public.pages.rules import rule_page, rulebook


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """List the rules in force under the clauses they serve."""
    now = clock.now()
    return show(request, "rules.html", section="rules", now=now, book=rulebook(request.LANGUAGE_CODE, at=now))


@require_safe
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Show one rule: why, under which clauses, what to do, what may follow."""
    page = rule_page(rule_id, request.LANGUAGE_CODE)
    if page is None:
        raise Http404(rule_id)
    return show(request, "rule.html", section="rules", page=page, rule=page.rule)
