"""One case: its page, its lease, and what can be done with it short of deciding."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goodstanding.apps.review import selectors as review
from goodstanding.apps.review import services as reviewing
from goodstanding.apps.review.errors import ActionIncomplete
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.failures import refusal_page
from goodstanding.web.console.pages.case import case_page, standing_of
from goodstanding.web.console.pages.images import image_of_case

READ = ("cases:read", "cases:decide", "appeals:decide")
ACTIONS = frozenset({"claim", "release", "note", "hand_over", "escalate", "skip", "reopen"})
_LEAVES_THE_CASE = frozenset({"release", "hand_over", "escalate", "skip"})


@require_GET
@staff_page(*READ)
def case(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Show one case: who, what, and how to decide it."""
    try:
        page = case_page(ref, desk)
    except GoodstandingError as error:
        return refusal_page(request, desk, error, case_ref=ref)
    return show(request, desk, "case.html", section="queues", case=page)


@require_GET
@staff_page(*READ)
def image(request: HttpRequest, desk: Desk, ref: str, sha256: str) -> HttpResponse:
    """Show the small copy of an image the case rests on: a JPEG made by the reader, never the file as it was sent."""
    try:
        copy = image_of_case(review.case_file(ref, desk.user_id), sha256)
    except GoodstandingError as error:
        return refusal_page(request, desk, error, case_ref=ref)
    if not copy:
        raise Http404(sha256)
    return HttpResponse(copy, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


@require_POST
@staff_page("cases:decide", "appeals:decide")
def renew_lease(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Keep the case for the person who holds it, and return the part of the page that says so."""
    try:
        found = review.case(ref)
        found = reviewing.perform(ref, action="renew", expected_version=found.version, actor=desk.actor, at=desk.now)
    except GoodstandingError as error:
        return show(request, desk, "parts/case/lease_lost.html", status=error.status, sentence=refusals.sentence(error))
    return show(request, desk, "parts/case/lease.html", case={"ref": ref, "standing": standing_of(found, desk)})


@require_http_methods(["GET", "POST"])
@staff_page("cases:decide", "appeals:decide", "cases:assign", "decisions:approve")
def act(request: HttpRequest, desk: Desk, ref: str, action: str) -> HttpResponse:
    """Do something with a case; asked for without a form (no script), show the form."""
    if action not in ACTIONS:
        raise Http404(action)
    if request.method == "GET":
        return _form(request, desk, ref, action)
    details = {"note": request.POST.get("note", "")}
    if action == "hand_over":
        details["to_user"] = request.POST.get("to", "")
    try:
        reviewing.perform(ref, action=action, expected_version=_version(request), actor=desk.actor, at=desk.now, **details)
    except ActionIncomplete as error:
        return _form(request, desk, ref, action, problem=refusals.sentence(error), status=error.status)
    except GoodstandingError as error:
        return refusal_page(request, desk, error, case_ref=ref)
    return _onward(request, ref, action)


def _form(request: HttpRequest, desk: Desk, ref: str, action: str, *, problem: str = "", status: int = 200) -> HttpResponse:
    try:
        page = case_page(ref, desk)
    except GoodstandingError as error:
        return refusal_page(request, desk, error, case_ref=ref)
    note = request.POST.get("note", "")
    return show(request, desk, "act.html", section="queues", case=page, action=action, note=note, problem=problem, status=status)


def _onward(request: HttpRequest, ref: str, action: str) -> HttpResponse:
    said = {
        "release": _("The case went back to its queue."),
        "note": _("The note was added."),
        "hand_over": _("The case was handed over."),
        "escalate": _("The case was escalated."),
        "skip": _("The case was skipped; it is not offered to you again today."),
        "reopen": _("The case is open again."),
    }
    if action in said:
        messages.success(request, said[action])
    if action in _LEAVES_THE_CASE:
        return HttpResponseRedirect(reverse("console:queue", args=[review.case(ref).queue]))
    return HttpResponseRedirect(reverse("console:case", args=[ref]))


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0
