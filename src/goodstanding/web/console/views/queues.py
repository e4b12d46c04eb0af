"""Queues, lists, search, and beginning to review."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review import services as reviewing
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import searching
from goodstanding.web.console.access import STAFF, Desk, show, staff_page
from goodstanding.web.console.pages import measures, proposals
from goodstanding.web.console.pages.queues import case_lines, next_up, queue_line, queue_lines

PAGE = 50
_READ = ("cases:read", "cases:decide", "appeals:decide")


@require_GET
@staff_page(*_READ)
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every queue open to the person, and what is in their hands."""
    lines = queue_lines(desk)
    return show(
        request,
        desk,
        "home.html",
        section="queues",
        queues=lines,
        next=next_up(lines, desk),
        mine=case_lines(review.cases_held(desk.user_id, at=desk.now), desk),
        awaiting=proposals.count_awaiting(desk),
        unconfirmed=measures.count_unconfirmed(desk),
        waiting=policies.waiting_engine(),
    )


@require_GET
@staff_page(*_READ)
def queue(request: HttpRequest, desk: Desk, queue_id: str) -> HttpResponse:
    """List the open cases of one queue, most urgent first."""
    if not review.viewer(desk.user_id).may_see_queue(queue_id):
        raise Http404(queue_id)
    offset = _offset(request)
    cases = review.queue_cases(queue_id, desk.user_id, at=desk.now, limit=PAGE + 1, offset=offset)
    more = f"?offset={offset + PAGE}" if len(cases) > PAGE else ""
    line = queue_line(queue_id, desk)
    return show(
        request,
        desk,
        "queue.html",
        section="queues",
        queue=line,
        next=next_up([line], desk, queue=queue_id),
        cases=case_lines(cases[:PAGE], desk),
        next_page=more,
    )


@require_GET
@staff_page(*_READ)
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Find cases by account, or by the number of a case, decision, draft or receipt; a single exact hit opens itself."""
    query = request.GET.get("q", "").strip()
    address = searching.exact(query, desk)
    if address:
        return HttpResponseRedirect(address)
    lines = case_lines(searching.cases(query, desk), desk)
    return show(request, desk, "search.html", section="queues", query=query, cases=lines)


@require_POST
@staff_page("cases:decide", "appeals:decide")
def start(request: HttpRequest, desk: Desk, queue_id: str | None = None) -> HttpResponse:
    """Claim the most urgent case the person can take, and open it."""
    for _attempt in range(3):
        found = review.next_case(queue_id, desk.user_id, at=desk.now)
        if found is None:
            messages.info(request, _("Nothing waits that you can take now."))
            return HttpResponseRedirect(reverse("console:queue", args=[queue_id]) if queue_id else reverse("console:home"))
        try:
            reviewing.perform(found.ref, action="claim", expected_version=found.version, actor=desk.actor, at=desk.now)
        except GoodstandingError:
            continue  # somebody was quicker
        return HttpResponseRedirect(reverse("console:case", args=[found.ref]))
    messages.info(request, _("Colleagues were quicker each time; please try again."))
    return HttpResponseRedirect(reverse("console:home"))


@staff_page(*STAFF)
def missing(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    """Say within the desk that there is no such page."""
    del request, desk
    raise Http404(address)


def _offset(request: HttpRequest) -> int:
    given = request.GET.get("offset", "0")
    return int(given) if given.isdecimal() and len(given) < 7 else 0
