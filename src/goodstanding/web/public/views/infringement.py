"""Sending a notice of infringement without signing in; following, completing, proving, withdrawing it by receipt and contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.apps.common import clock
from goodstanding.apps.redress.services import takedown
from goodstanding.apps.redress.takedown_records import FileLot, TakedownView
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.limits import allow, client_key
from goodstanding.web.public.access import TOO_MANY, actor_of, limited, show
from goodstanding.web.public.pages.following import tidy_receipt
from goodstanding.web.public.pages.infringement import (
    FILE_KINDS,
    NoticeForm,
    file_lot,
    followed_notice,
    prefilled_notice,
    typed_notice,
)
from goodstanding.web.public.refusals import Problem, notice_problem
from goodstanding.web.typed import one_line
from goodstanding.web.uploads import handed_in

SENT, SENT_WINDOW = 20, 3600
"""Notices and additions one visitor may send in so many seconds."""
FOLLOWED, FOLLOWED_WINDOW = 30, 60
_UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    """Ask for a notice; store it when it is sent."""
    if request.method != "POST":
        return _form(request, prefilled_notice(request.GET))
    form, now = typed_notice(request.POST), clock.now()
    if not form.target or not form.contact:
        says = _("Say which content infringes.") if not form.target else _("Say where you are answered.")
        return _form(request, form, Problem("contact" if form.target else "target", says), status=_UNPROCESSABLE)
    if not allow(f"copyright:{client_key(request)}", SENT, SENT_WINDOW, now):
        says = _("Many notices came from your network within an hour.")
        return _form(request, form, Problem("", says, _("Keep this text and send it a little later.")), status=TOO_MANY)
    try:
        filed = takedown.file_notice(
            form.notice, files=_files(request, FILE_KINDS), language=request.LANGUAGE_CODE, actor=actor_of(request), at=now
        )
    except GoodstandingError as error:
        return _form(request, form, notice_problem(error), status=_UNPROCESSABLE)
    messages.success(request, _("Your notice is stored. Keep the receipt number."))
    return HttpResponseRedirect(reverse("public:copyright_notice", args=[filed.ref]))


@never_cache
@require_safe
@limited("receipt", FOLLOWED, FOLLOWED_WINDOW)
def followed(request: HttpRequest, ref: str) -> HttpResponse:
    """Show where a notice stands, its clocks, and what its sender can do."""
    return _page(request, tidy_receipt(ref))


@never_cache
@require_POST
@limited("receipt", FOLLOWED, FOLLOWED_WINDOW)
def complete(request: HttpRequest, ref: str) -> HttpResponse:
    """Add what was missing."""

    def act(now: datetime) -> TakedownView:
        return takedown.complete_notice(
            tidy_receipt(ref),
            contact=_contact(request),
            new=typed_notice(request.POST).notice,
            files=_files(request, FILE_KINDS),
            actor=actor_of(request),
            at=now,
        )

    return _act(request, ref, act, _("What you added is stored."))


@never_cache
@require_POST
@limited("receipt", FOLLOWED, FOLLOWED_WINDOW)
def prove(request: HttpRequest, ref: str) -> HttpResponse:
    """Hand in a proof of a suit, a complaint or a delay."""

    def act(now: datetime) -> TakedownView:
        kind = request.POST.get("kind", "")
        return takedown.file_proof(
            tidy_receipt(ref),
            contact=_contact(request),
            kind=kind,
            text=one_line(request.POST.get("text"), longest=1_000),
            files=file_lot({kind: handed_in(request.FILES.getlist("proof"))}),
            actor=actor_of(request),
            at=now,
        )

    return _act(request, ref, act, _("Your proof is stored; a person looks at it within one working day."))


@never_cache
@require_POST
@limited("receipt", FOLLOWED, FOLLOWED_WINDOW)
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Withdraw a notice."""

    def act(now: datetime) -> TakedownView:
        return takedown.withdraw_notice(tidy_receipt(ref), contact=_contact(request), actor=actor_of(request), at=now)

    return _act(request, ref, act, _("The notice is withdrawn; what was done on it has ended."))


def _act(request: HttpRequest, ref: str, act: Callable[[datetime], TakedownView], done: str) -> HttpResponse:
    now = clock.now()
    if not allow(f"copyright:{client_key(request)}", SENT, SENT_WINDOW, now):
        problem = Problem("", _("Many notices came from your network within an hour."), _("Come back a little later."))
        return _page(request, tidy_receipt(ref), problem, status=TOO_MANY)
    try:
        act(now)
    except GoodstandingError as error:
        return _page(request, tidy_receipt(ref), notice_problem(error), status=_UNPROCESSABLE)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("public:copyright_notice", args=[tidy_receipt(ref)]))


def _files(request: HttpRequest, kinds: tuple[str, ...]) -> FileLot:
    return file_lot({kind: handed_in(request.FILES.getlist(kind)) for kind in kinds})


def _contact(request: HttpRequest) -> str:
    return one_line(request.POST.get("contact"), longest=200)


def _page(request: HttpRequest, ref: str, problem: Problem | None = None, *, status: int = 200) -> HttpResponse:
    found = followed_notice(ref, language=request.LANGUAGE_CODE)
    if found is None:
        return show(request, "follow.html", section="follow", status=404, typed=ref)
    return show(
        request, "copyright_notice.html", section="copyright", status=status, page=found, notice=found.view, problem=problem
    )


def _form(request: HttpRequest, form: NoticeForm, problem: Problem | None = None, *, status: int = 200) -> HttpResponse:
    return show(request, "copyright_form.html", section="copyright", status=status, form=form, problem=problem)
