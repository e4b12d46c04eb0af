"""Licences and whitelists between accounts, as staff look them up, and ending one with a reason. Source: PA21:14.2, RQ-064."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.originality import listings
from goodstanding.apps.originality.services.licensing import end_licence
from goodstanding.apps.originality.values import LicenceState, LicenceView
from goodstanding.apps.registry import selectors as registry
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.typed import one_line, plain

PAGE = 50
_INVALID = 422


@dataclass(frozen=True, slots=True)
class Line:
    """A licence with the names of both sides and of who gave and ended it; empty for what no person did."""

    view: LicenceView
    state: str
    grantor: str
    grantee: str
    granted_by: str
    ended_by: str


@require_safe
@staff_page("cases:read", "cases:decide")
def licences(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List licences, those granted last first; ``?q=`` keeps to an account, a text or a licence, ``?state=`` to a standing."""
    return _page(request, desk)


@require_POST
@staff_page("cases:decide")
def end(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """End a licence from now on; both sides are told why."""
    reason = plain(request.POST.get("reason"))
    try:
        end_licence(ref, reason=reason, actor=desk.actor, at=desk.now)
    except GoodstandingError as error:
        sentence = " ".join(text for text in (refusals.sentence(error), refusals.hint(error)) if text)
        return _page(request, desk, only=ref, reason=reason, problem=sentence, status=_INVALID)
    messages.success(request, _("Ended. Both sides are told; what was used before stays covered."))
    return HttpResponseRedirect(f"{reverse('console:licences')}?{urlencode({'q': ref})}")


def _page(
    request: HttpRequest, desk: Desk, *, only: str = "", reason: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    query, state = one_line(request.GET.get("q"), longest=512) or only, request.GET.get("state", "")
    state = state if state in set(LicenceState) else ""
    try:
        found = listings.licences_page(
            about=_about(query) if query else None,
            state=state,
            hidden=desk.hidden.contents,
            after=one_line(request.GET.get("after"), longest=40),
            limit=PAGE,
            at=desk.now,
        )
    except GoodstandingError:
        return HttpResponseRedirect(reverse("console:licences"))
    more = f"?{urlencode({'q': query, 'state': state, 'after': found.last})}" if found.last else ""
    context = {"query": query, "state": state, "states": tuple(LicenceState), "reason": reason, "problem": problem}
    lines = _lines(found.items, desk)
    return show(request, desk, "licences.html", section="patrol", status=status, lines=lines, next_page=more, **context)


def _about(query: str) -> list[str]:
    return [query, query.upper(), *(account.account_ref for account in registry.accounts_named(query, limit=100))]


def _lines(found: tuple[LicenceView, ...], desk: Desk) -> tuple[Line, ...]:
    accounts = registry.accounts([side for one in found for side in (one.grantor, one.grantee)])
    people = identity.names_of(
        {person for one in found for actor in (one.granted_by, one.revoked_by) if (person := _person(actor))}
    )

    def named(ref: str) -> str:
        return accounts[ref].name if ref in accounts else ""

    return tuple(
        Line(
            one,
            str(one.state(desk.now)),
            named(one.grantor),
            named(one.grantee),
            people.get(_person(one.granted_by), ""),
            people.get(_person(one.revoked_by), ""),
        )
        for one in found
    )


def _person(actor: str) -> int:
    """Return the person behind ``kind:ref``; 0 for a program or nobody."""
    kind, _, ref = actor.partition(":")
    return int(ref) if kind == "user" and ref.isdecimal() else 0
