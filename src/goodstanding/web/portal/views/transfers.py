"""Passing an account on: the offer, the other party's agreement, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.errors import TransferUnknown
from goodstanding.apps.registry.listings import operators_of
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.transfers import transfer as read_transfer
from goodstanding.apps.registry.reading.transfers import transfers_of, transfers_to
from goodstanding.apps.registry.services.transferring import agree_to_transfer, offer_transfer, withdraw_transfer
from goodstanding.apps.registry.transfer_records import TransferRecord
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.typed import one_line, plain


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def offer(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show the transfers of an account and offer it to another subject."""
    visitor.require_account(ref)
    code, offered, problem = "", None, ""
    if request.method == "POST":
        try:
            offered, code = offer_transfer(ref, reason=plain(request.POST.get("reason")), actor=visitor.actor, at=visitor.now)
        except GoodstandingError as error:
            problem = _sentence(error)
    return show(
        request,
        visitor,
        "transfers.html",
        section="accounts",
        status=409 if problem else 200,
        account=registry.account(ref),
        transfers=transfers_of(ref),
        offered=offered,
        code=code,
        problem=problem,
        cooling_days=number("transfer_cooling_days"),
        unpaid_months=number("transfer_unpaid_months"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def take(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Agree to take an account that was offered, by its reference and code."""
    problem, mine = "", operators_of(visitor.user_id)
    if request.method == "POST":
        try:
            agreed = agree_to_transfer(
                one_line(request.POST.get("ref"), longest=40).upper(),
                code=one_line(request.POST.get("code"), longest=40),
                operator_ref=one_line(request.POST.get("operator"), longest=40),
                actor=visitor.actor,
                at=visitor.now,
            )
        except GoodstandingError as error:
            problem = _sentence(error)
        else:
            messages.success(request, _("You agreed. A person now looks at the transfer; this page says what happens."))
            return HttpResponseRedirect(reverse("portal:transfer", args=[agreed.ref]))
    return show(
        request,
        visitor,
        "transfer_take.html",
        section="accounts",
        status=409 if problem else 200,
        operators=mine,
        waiting=transfers_to(visitor.user_id),
        problem=problem,
        typed=request.POST,
    )


@require_safe
@portal_page
def transfer(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show one transfer to its parties."""
    found = _own(ref, visitor)
    account = registry.account(found.account_ref)
    return show(request, visitor, "transfer.html", section="accounts", transfer=found, account=account)


@require_POST
@portal_page
def withdraw(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Withdraw a transfer."""
    _own(ref, visitor)
    try:
        withdraw_transfer(ref, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        messages.error(request, _sentence(error))
    else:
        messages.success(request, _("The transfer is withdrawn; the account stays where it is."))
    return HttpResponseRedirect(reverse("portal:transfer", args=[ref]))


def _own(ref: str, visitor: Visitor) -> TransferRecord:
    try:
        found = read_transfer(ref)
    except TransferUnknown:
        raise Http404(ref) from None
    mine = {one.ref for one in operators_of(visitor.user_id)}
    if mine.isdisjoint({found.giver, found.taker}):
        raise Http404(ref)
    return found


def _sentence(error: GoodstandingError) -> str:
    said = problem_of(error)
    return f"{said.sentence} {said.hint}".strip()
