"""Deciding an appeal."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress import services as redressing
from goodstanding.apps.review import selectors as review
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.failures import refusal_page
from goodstanding.web.console.pages.appeals import TypedAnswer, what_is_missing
from goodstanding.web.console.pages.case import Kept, case_page

_INVALID = 422


@require_POST
@staff_page("appeals:decide")
def answer(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Decide the appeal a case is about, answering each of its grounds."""
    try:
        file = review.case_file(ref, desk.user_id)
        receipt = next((source.ref for source in file.sources if source.kind == "appeal"), "")
        appeal = redress.appeal(receipt)
        typed = TypedAnswer.read(request.POST, grounds=len(appeal.grounds))
        missing = what_is_missing(typed)
        if missing:
            return _again(request, desk, ref, typed, (missing,))
        former = enforcement.decision(appeal.decision_ref)
        decided = redressing.decide_appeal(
            receipt,
            outcome=typed.outcome,
            answers=typed.answers,
            reasons=typed.reasons,
            measures=typed.lighter_measures(former) if typed.outcome == "partly_upheld" else (),
            actor=desk.actor,
            at=desk.now,
            expected_version=int(request.POST.get("version", "0") or 0),
        )
    except GoodstandingError as error:
        if error.status != _INVALID:
            return refusal_page(request, desk, error, case_ref=ref)
        return _again(request, desk, ref, typed, tuple(text for text in (refusals.sentence(error), refusals.hint(error)) if text))
    messages.success(request, _("The appeal %(receipt)s is decided and the answer is on the way.") % {"receipt": decided.receipt})
    return HttpResponseRedirect(reverse("console:case", args=[ref]))


def _again(request: HttpRequest, desk: Desk, ref: str, typed: TypedAnswer, problems: tuple[str, ...]) -> HttpResponse:
    page = case_page(ref, desk, kept=Kept(answer=typed, problems=problems))
    return show(request, desk, "case.html", section="queues", case=page, status=_INVALID)


@require_GET
@staff_page("appeals:decide", "cases:decide")
def attachment(request: HttpRequest, desk: Desk, ref: str, receipt: str, sha256: str) -> HttpResponse:
    """Hand out a file that came with a report or appeal of this case: always to be saved, never shown as a page of ours."""
    try:
        file = review.case_file(ref, desk.user_id)
        if receipt not in {source.ref for source in file.sources}:
            raise Http404(receipt)
        held = next((one for one in redress.attachments_of(receipt) if one.sha256 == sha256), None)
        content = redress.attachment_bytes(receipt, sha256)
    except GoodstandingError as error:
        return refusal_page(request, desk, error, case_ref=ref)
    name = held.name if held else sha256
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response
