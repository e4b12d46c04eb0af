"""Deciding a matter of a register."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.errors import CaseChanged
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.failures import refusal_page
from goodstanding.web.console.pages.case import Kept, case_page
from goodstanding.web.console.pages.matters.kinds import KINDS, matter_of
from goodstanding.web.console.pages.matters.panel import Given

_INVALID = 422


@require_POST
@staff_page("cases:decide")
def settle(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Decide the matter a case is about, as it stood when the page was made."""
    given = Given.read(request.POST)
    try:
        file = review.case_file(ref, desk.user_id)
        kind, matter = matter_of(file)
        if kind not in KINDS:
            raise Http404(ref)
        if file.case.version != int(request.POST.get("version", "0") or 0):
            raise CaseChanged(f"The case {ref} changed since you opened it.", hint="Look at it again.")
        if not given.choice or not given.reasons:
            return _again(request, desk, ref, given, (_("Choose what to decide and give the reason; the applicant reads it."),))
        done = KINDS[kind].decide(matter, given, case=file.case, desk=desk)
    except GoodstandingError as error:
        if error.status != _INVALID:
            return refusal_page(request, desk, error, case_ref=ref)
        return _again(request, desk, ref, given, tuple(text for text in (refusals.sentence(error), refusals.hint(error)) if text))
    messages.success(request, done)
    return HttpResponseRedirect(reverse("console:case", args=[ref]))


def _again(request: HttpRequest, desk: Desk, ref: str, given: Given, problems: tuple[str, ...]) -> HttpResponse:
    page = case_page(ref, desk, kept=Kept(given=given, problems=problems))
    return show(request, desk, "case.html", section="queues", case=page, status=_INVALID)
