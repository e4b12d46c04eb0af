"""Disputes about originality for both sides, and the page on which an invited juror votes."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.apps.originality.selectors import original_of
from goodstanding.apps.redress.dispute_records import DisputeRecord
from goodstanding.apps.redress.dispute_selectors import dispute as read_dispute
from goodstanding.apps.redress.dispute_selectors import disputes_of, panel_rule, seat, seats_of, why_it_ended
from goodstanding.apps.redress.disputing import Choice
from goodstanding.apps.redress.errors import DisputeUnknown
from goodstanding.apps.redress.services import disputes as disputing
from goodstanding.apps.registry import selectors as registry
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.comparing import comparison
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.refusals import Problem, problem_of
from goodstanding.web.typed import one_line, plain

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def disputes(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """List the disputes and invitations of the person; file a dispute when it is sent."""
    problem = None
    if request.method == "POST":
        try:
            filed = disputing.file_dispute(
                one_line(request.POST.get("content"), longest=512),
                earlier_ref=one_line(request.POST.get("earlier"), longest=512),
                claim=plain(request.POST.get("claim")),
                actor=visitor.actor,
                at=visitor.now,
            )
        except GoodstandingError as error:
            problem = problem_of(error)
        else:
            messages.success(request, _("The dispute is filed; the other side is asked to answer."))
            return HttpResponseRedirect(reverse("portal:dispute", args=[filed.ref]))
    mine = [one.account_ref for one in registry.accounts_of(visitor.user_id)]
    return show(
        request,
        visitor,
        "disputes.html",
        section="disputes",
        status=_UNPROCESSABLE if problem else 200,
        disputes=disputes_of(mine),
        seats=seats_of(visitor.user_id),
        typed=request.POST,
        asked=request.GET,
        problem=problem,
    )


@require_safe
@portal_page
def dispute(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show a dispute to its sides: both statements, both texts, the panel, and the clocks."""
    return _page(request, visitor, _own(ref, visitor))


@require_POST
@portal_page
def answer(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Answer a dispute as the declarer."""
    said = plain(request.POST.get("answer"))

    def act() -> None:
        disputing.answer_dispute(ref, answer=said, actor=visitor.actor, at=visitor.now)

    return _act(request, visitor, ref, act, _("Your answer was given to the other side."), typed=said)


@require_POST
@portal_page
def withdraw(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Withdraw a dispute as the claimant."""

    def act() -> None:
        disputing.withdraw_dispute(ref, actor=visitor.actor, at=visitor.now)

    return _act(request, visitor, ref, act, _("The dispute is withdrawn; the declaration stands."))


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def panel(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Let an invited juror read both texts and statements, without names, and vote once."""
    found, problem = seat(ref, visitor.user_id), None
    if found is None:
        raise Http404(ref)
    if request.method == "POST":
        try:
            disputing.cast_vote(
                ref,
                choice=request.POST.get("choice", ""),
                reason=plain(request.POST.get("reason")),
                actor=visitor.actor,
                at=visitor.now,
            )
        except GoodstandingError as error:
            problem = problem_of(error)
        else:
            messages.success(request, _("Your vote is cast. Thank you."))
            return HttpResponseRedirect(reverse("portal:panel", args=[ref]))
    return show(
        request,
        visitor,
        "panel.html",
        section="disputes",
        status=_UNPROCESSABLE if problem else 200,
        seat=found,
        is_open=found.is_open(at=visitor.now),
        both=comparison(found.evidence, visitor.language),
        choices=tuple(Choice),
        rule=panel_rule(),
        typed=request.POST,
        problem=problem,
    )


def _own(ref: str, visitor: Visitor) -> DisputeRecord:
    try:
        found = read_dispute(ref)
    except DisputeUnknown:
        raise Http404(ref) from None
    if not any(registry.may_act_for(visitor.user_id, side) for side in (found.account_ref, found.claimant_ref)):
        raise Http404(ref)
    return found


def _act(
    request: HttpRequest, visitor: Visitor, ref: str, act: Callable[[], None], done: str, *, typed: str = ""
) -> HttpResponse:
    _own(ref, visitor)
    try:
        act()
    except GoodstandingError as error:
        return _page(request, visitor, _own(ref, visitor), problem=problem_of(error), typed=typed)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("portal:dispute", args=[ref]))


def _page(
    request: HttpRequest, visitor: Visitor, found: DisputeRecord, *, problem: Problem | None = None, typed: str = ""
) -> HttpResponse:
    is_declarer = registry.may_act_for(visitor.user_id, found.account_ref)
    original = original_of(found.content_ref)
    return show(
        request,
        visitor,
        "dispute.html",
        section="disputes",
        status=_UNPROCESSABLE if problem else 200,
        dispute=found,
        both=comparison(found.evidence, visitor.language),
        is_declarer=is_declarer,
        is_claimant=registry.may_act_for(visitor.user_id, found.claimant_ref),
        may_answer=is_declarer and found.state == "answering" and not found.answered_at and visitor.now <= found.answer_due_at,
        why=why_it_ended(found, visitor.language),
        has_badge=original is not None and original.has_badge,
        rule=panel_rule(),
        typed=typed,
        problem=problem,
    )
