"""Decisions: the list, and each in full."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.webhooks import selectors as webhooks
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.failures import refusal_page
from goodstanding.web.console.pages.decisions import decision_lines, decision_page
from goodstanding.web.console.pages.measures import unconfirmed_lines

PAGE = 50
_READ = ("cases:read", "cases:decide", "appeals:decide", "decisions:approve", "audit:verify")


@require_GET
@staff_page(*_READ)
def decisions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List decisions, latest first; ``?account=`` keeps to one account."""
    account, given = request.GET.get("account", ""), request.GET.get("offset", "0")
    offset = int(given) if given.isdecimal() and len(given) < 7 else 0
    hidden = desk.hidden.cases
    if account:
        found = enforcement.decisions_of(account, hidden=hidden)[offset : offset + PAGE + 1]
    else:
        found = enforcement.latest_decisions(limit=PAGE + 1, offset=offset, hidden=hidden)
    more = f"?account={account}&offset={offset + PAGE}" if len(found) > PAGE else ""
    pages = decision_lines(found[:PAGE])
    return show(request, desk, "decisions.html", section="decisions", decisions=pages, account=account, next_page=more)


@require_GET
@staff_page(*_READ)
def decision(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Show one decision with everything it rests on and how to prove it."""
    try:
        page = decision_page(enforcement.decision(ref, hidden=desk.hidden.cases), language=desk.language)
    except GoodstandingError as error:
        return refusal_page(request, desk, error)
    return show(request, desk, "decision.html", section="decisions", decision=page)


@require_GET
@staff_page("cases:read", "cases:decide", "appeals:decide")
def measures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the measures in force that the platform has not confirmed, the longest waiting first."""
    told = webhooks.is_told("measure.apply")
    return show(request, desk, "measures.html", section="queues", measures=unconfirmed_lines(desk), is_told=told)
