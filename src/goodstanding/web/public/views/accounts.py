"""Who is behind an account: search, and the card."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.common import clock
from goodstanding.apps.disclosure import selectors as disclosure
from goodstanding.apps.disclosure.errors import CardUnknown
from goodstanding.web.public.access import limited, show
from goodstanding.web.typed import one_line, plain

LONGEST_QUERY = 100
LOOKUPS, WINDOW = 60, 60
"""Searches and cards together that one visitor may ask for in so many seconds."""


@require_safe
@limited("disclosure", LOOKUPS, WINDOW)
def search(request: HttpRequest) -> HttpResponse:
    """Find accounts by id or a part of their name."""
    query = one_line(request.GET.get("q"), longest=LONGEST_QUERY)
    return show(
        request,
        "accounts.html",
        section="accounts",
        query=query,
        found=disclosure.search(query) if query else (),
        most=disclosure.MOST_RESULTS,
        is_too_short=0 < len(query) < disclosure.SHORTEST_QUERY,
    )


@require_safe
@limited("disclosure", LOOKUPS, WINDOW)
def card(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the public card of an account."""
    now = clock.now()
    try:
        found = disclosure.public_card(plain(ref), at=now)
    except CardUnknown as error:
        raise Http404(ref) from error
    return show(request, "card.html", section="accounts", now=now, card=found, person=disclosure.A_PERSON)
