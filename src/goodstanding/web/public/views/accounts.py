"""Who is behind an account: search, the card, and the code that leads to it."""

from __future__ import annotations

import io
from typing import Literal
from urllib.parse import quote

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.common import clock
from goodstanding.apps.disclosure import budget
from goodstanding.apps.disclosure import selectors as disclosure
from goodstanding.apps.disclosure.errors import CardUnknown
from goodstanding.web.limits import client_key
from goodstanding.web.public.access import limited, show, too_many
from goodstanding.web.public.pages.card import card_page
from goodstanding.web.typed import one_line, plain

LONGEST_QUERY = 100
LONGEST_REF = 300
LOOKUPS, WINDOW = 60, 60
"""Searches and cards together that one visitor may ask for in so many seconds; `disclosure.budget` limits hours and days."""
_MONTH = 30 * 24 * 60 * 60


@require_safe
@limited("disclosure", LOOKUPS, WINDOW)
def search(request: HttpRequest) -> HttpResponse:
    """Find accounts by id or a part of their name."""
    query, asker, now = one_line(request.GET.get("q"), longest=LONGEST_QUERY), _asker(request), clock.now()
    is_too_short = 0 < len(query) < disclosure.SHORTEST_QUERY
    wait = budget.seconds_to_wait(asker, at=now) if query else 0
    if wait:
        budget.note_lookup(asker, face="page", outcome="refused", at=now)
        return too_many(request, wait, now=now)
    found = disclosure.search(query) if query else ()
    if query and (found or not is_too_short):
        budget.note_lookup(asker, face="page", outcome="search" if found else "missing", listed=len(found), at=now)
    return show(
        request,
        "accounts.html",
        section="accounts",
        now=now,
        query=query,
        found=found,
        most=disclosure.MOST_RESULTS,
        is_too_short=is_too_short,
    )


@require_safe
@limited("disclosure", LOOKUPS, WINDOW)
def card(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the public card of an account."""
    asker, now = _asker(request), clock.now()
    wait = budget.seconds_to_wait(asker, at=now)
    if wait:
        budget.note_lookup(asker, face="page", outcome="refused", at=now)
        return too_many(request, wait, now=now)
    try:
        found = disclosure.public_card(plain(ref), at=now)
    except CardUnknown as error:
        budget.note_lookup(asker, face="page", outcome="missing", at=now)
        raise Http404(ref) from error
    budget.note_lookup(asker, face="page", outcome="card", at=now)
    return show(request, "card.html", section="accounts", now=now, card=found, page=card_page(found), person=disclosure.A_PERSON)


@require_safe
@limited("disclosure", LOOKUPS, WINDOW)
def agency(request: HttpRequest, uscc: str) -> HttpResponse:
    """List the accounts an agency runs with their operators. Source: PA21:16.4, RQ-074."""
    asker, now = _asker(request), clock.now()
    wait = budget.seconds_to_wait(asker, at=now)
    found = None if wait else disclosure.agency(uscc)
    outcome: Literal["refused", "missing", "search"] = "refused" if wait else "search" if found else "missing"
    budget.note_lookup(asker, face="page", outcome=outcome, listed=len(found.accounts) if found else 0, at=now)
    if wait:
        return too_many(request, wait, now=now)
    if found is None:
        raise Http404(uscc)
    return show(request, "agency.html", section="accounts", now=now, agency=found)


@require_safe
def code(request: HttpRequest, ref: str) -> HttpResponse:
    """Draw the QR code of a card's address. It says nothing of the account, so it is drawn for any id and not counted."""
    del request
    if len(ref) > LONGEST_REF:
        raise Http404(ref)
    drawn = io.BytesIO()
    address = f"{settings.CONFIG.public_url}/accounts/{quote(plain(ref), safe='')}/"
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", scale=4, border=2, light="#fff", xmldecl=False, omitsize=True
    )
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={_MONTH}"
    return response


def _asker(request: HttpRequest) -> str:
    return f"net:{client_key(request)}"
