"""Licences of texts: what one's accounts let others do, and what others let them do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.errors import LicenceRefused, LicenceUnknown
from goodstanding.apps.originality.services.licensing import grant_licence, revoke_licence
from goodstanding.apps.originality.values import LicenceKind, LicenceScope, LicenceView
from goodstanding.apps.registry import selectors as registry
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.refusals import Problem, problem_of
from goodstanding.web.typed import one_line, plain

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Line:
    """A licence in a list, with both accounts' names, and who of one's own side gave it."""

    view: LicenceView
    grantor: str
    grantee: str
    state: str
    granted_by: str


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def licences(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """List licences given and received; grant one when it is sent."""
    problem = None
    if request.method == "POST":
        try:
            _grant(request, visitor)
        except GoodstandingError as error:
            problem = problem_of(error)
        else:
            messages.success(request, _("Granted. The other account is told."))
            return HttpResponseRedirect(reverse("portal:licences"))
    return _page(request, visitor, problem)


@require_POST
@portal_page
def revoke(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Take a licence back from now on."""
    try:
        grantor = originality.licence(ref).grantor
        visitor.require_account(grantor)
        revoke_licence(ref, grantor=grantor, actor=visitor.actor, at=visitor.now)
    except LicenceUnknown:
        raise Http404(ref) from None
    except GoodstandingError as error:
        return _page(request, visitor, problem_of(error))
    messages.success(request, _("Taken back. What was used before stays covered; the other account is told."))
    return HttpResponseRedirect(reverse("portal:licences"))


def _grant(request: HttpRequest, visitor: Visitor) -> None:
    form = request.POST
    grantor = plain(form.get("grantor"))
    visitor.require_account(grantor)
    kind = plain(form.get("kind"))
    ends = _day(form.get("ends"))
    grant_licence(
        grantor=grantor,
        grantee=one_line(form.get("grantee"), longest=128),
        kind=kind,
        content_ref=one_line(form.get("content"), longest=512),
        scopes=[plain(one) for one in form.getlist("scopes")] if kind == LicenceKind.LICENCE else (),
        terms=plain(form.get("terms")),
        starts_at=_day(form.get("starts")),
        ends_at=ends + timedelta(days=1) if ends else None,
        actor=visitor.actor,
        at=visitor.now,
    )


def _day(text: str | None) -> datetime | None:
    """Read a day as its first instant; the last day of a licence is part of it.

    Raises:
        LicenceRefused: It is no date.
    """
    typed = plain(text).strip()
    try:
        return datetime.combine(date.fromisoformat(typed), time(), tzinfo=LOCAL) if typed else None
    except ValueError:
        raise LicenceRefused(f"“{typed[:20]}” is no date.", hint="Write 2026-01-31.") from None


def _page(request: HttpRequest, visitor: Visitor, problem: Problem | None) -> HttpResponse:
    mine = registry.accounts_of(visitor.user_id)
    given = [one for account in mine for one in originality.licences_given(account.account_ref)]
    received = [one for account in mine for one in originality.licences_received(account.account_ref)]
    return show(
        request,
        visitor,
        "text_licences.html",
        section="originals",
        status=_UNPROCESSABLE if problem else 200,
        given=_lines(given, at=visitor.now),
        received=_lines(received, at=visitor.now),
        accounts=mine,
        scopes=tuple(LicenceScope),
        typed=request.POST,
        chosen=request.POST.getlist("scopes"),
        problem=problem,
    )


def _lines(found: list[LicenceView], *, at: datetime) -> tuple[Line, ...]:
    names = registry.accounts([side for one in found for side in (one.grantor, one.grantee)])
    people = identity.names_of({_person(one) for one in found})

    def named(ref: str) -> str:
        return names[ref].name if ref in names else ref

    return tuple(
        Line(one, named(one.grantor), named(one.grantee), str(one.state(at)), people.get(_person(one), "")) for one in found
    )


def _person(one: LicenceView) -> int:
    kind, _sep, ref = one.granted_by.partition(":")
    return int(ref) if kind == "user" and ref.isdecimal() else 0
