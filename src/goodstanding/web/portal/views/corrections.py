"""Correcting what does not match: what is wrong, what to hand in, until when, and the way to say it is done.

Source: PA21:8.2, RQ-028
"""

from __future__ import annotations

from itertools import islice

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.correction_selectors import correction as find_correction
from goodstanding.apps.redress.correction_selectors import steps_of_correction
from goodstanding.apps.redress.errors import CorrectionUnknown
from goodstanding.apps.redress.services.corrections import extend_correction, hand_in_correction
from goodstanding.apps.redress.values import NewAttachment
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.registry.services.documents import MOST_BYTES
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.refusals import Problem, problem_of
from goodstanding.web.typed import one_line, plain

MOST_FILES = 5
_UNPROCESSABLE = 422


@require_safe
@portal_page
def correction(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show a correction: what is wrong, what to hand in, its clock, and what happened so far."""
    return _page(request, visitor, _own(ref, visitor))


@require_POST
@portal_page
def hand_in(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Take what was corrected, and the documents that prove it."""
    found, answer = _own(ref, visitor), plain(request.POST.get("answer")).strip()
    files = [
        NewAttachment(one.name or "", one.read(MOST_BYTES + 1)) for one in islice(request.FILES.getlist("files"), MOST_FILES)
    ]
    try:
        hand_in_correction(ref, answer=answer, documents=files, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        return _page(request, visitor, found, problem_of(error), answer=answer)
    messages.success(request, _("Handed in. A person looks at it; the deadline stands still meanwhile."))
    return HttpResponseRedirect(reverse("portal:correction", args=[ref]))


@require_POST
@portal_page
def extend(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Give more time, once."""
    found = _own(ref, visitor)
    reason = one_line(request.POST.get("reason"), longest=500)
    try:
        extend_correction(ref, reason=reason, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        return _page(request, visitor, found, problem_of(error), reason=reason)
    messages.success(request, _("You have more time. The new deadline is shown below."))
    return HttpResponseRedirect(reverse("portal:correction", args=[ref]))


def _own(ref: str, visitor: Visitor) -> CorrectionView:
    try:
        found = find_correction(ref)
    except CorrectionUnknown as fault:
        raise Http404(ref) from fault
    visitor.require_account(found.account_ref)
    if found.state in {"found", "dismissed"}:
        raise Http404(ref)
    return found


def _page(
    request: HttpRequest,
    visitor: Visitor,
    found: CorrectionView,
    problem: Problem | None = None,
    *,
    answer: str = "",
    reason: str = "",
) -> HttpResponse:
    account = registry.find_account(found.account_ref)
    return show(
        request,
        visitor,
        "correction.html",
        section="accounts",
        status=_UNPROCESSABLE if problem else 200,
        correction=found,
        name=account.name if account else found.account_ref,
        steps=steps_of_correction(found.ref),
        documents=[one for one in documents_of(found.ref) if one.purged_at is None],
        needs_document="identity" in found.fields,
        more_days=number("correction_extension_days"),
        problem=problem,
        answer=answer,
        reason=reason,
    )
