"""Filing, following and withdrawing an appeal."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress import services as redressing
from goodstanding.apps.redress.services.appeals import standing_of
from goodstanding.apps.redress.standing import Refused
from goodstanding.apps.redress.values import AppealView
from goodstanding.apps.review.limits import queue_limit
from goodstanding.apps.review.values import URGENT_APPEAL_QUEUE
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.appeals import AppealForm, appeal_page, empty_form, typed_form
from goodstanding.web.portal.pages.decisions import decision_page
from goodstanding.web.portal.refusals import Problem, problem_of
from goodstanding.web.portal.views.decisions import own_decision
from goodstanding.web.rulebook import limit_words
from goodstanding.web.typed import one_line
from goodstanding.web.uploads import handed_in

_UNPROCESSABLE = 422
_MAY_STILL = frozenset({"appeal:answered"})
"""Refusals that new evidence overcomes, so that the form is shown all the same."""


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def appeal_form(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Ask for the reasons of an appeal; file it when they are sent."""
    own_decision(ref, visitor)
    if request.method != "POST":
        standing = standing_of(ref, actor=visitor.actor, has_new_evidence=False, at=visitor.now)
        problem = problem_of(standing) if isinstance(standing, Refused) else None
        return _form(request, visitor, ref, empty_form(), problem)
    typed = typed_form(request.POST)
    try:
        filed = redressing.file_appeal(
            ref,
            grounds=typed.grounds,
            attachments=handed_in(request.FILES.getlist("files")),
            language=visitor.language,
            actor=visitor.actor,
            at=visitor.now,
        )
    except GoodstandingError as error:
        return _form(request, visitor, ref, typed, problem_of(error), status=_UNPROCESSABLE)
    if isinstance(filed, Refused):
        return _form(request, visitor, ref, typed, problem_of(filed), status=409)
    messages.success(request, _("Your appeal is filed. Keep the receipt number."))
    return HttpResponseRedirect(reverse("portal:receipt", args=[filed.receipt]))


@require_safe
@portal_page
def appeal(request: HttpRequest, visitor: Visitor, receipt: str) -> HttpResponse:
    """Show an appeal: its receipt, when it is answered, where it stands, and the answers."""
    page = appeal_page(_own_appeal(receipt, visitor))
    return show(request, visitor, "appeal.html", section="accounts", page=page, appeal=page.view)


@require_POST
@portal_page
def withdraw(request: HttpRequest, visitor: Visitor, receipt: str) -> HttpResponse:
    """Withdraw an appeal."""
    _own_appeal(receipt, visitor)
    try:
        redressing.withdraw_appeal(
            receipt, actor=visitor.actor, at=visitor.now, reason=one_line(request.POST.get("reason"), longest=500)
        )
    except GoodstandingError as error:
        messages.error(request, problem_of(error).sentence)
    else:
        messages.success(request, _("The appeal is withdrawn. You can file another while there is time."))
    return HttpResponseRedirect(reverse("portal:receipt", args=[receipt]))


@require_safe
@portal_page
def attachment(request: HttpRequest, visitor: Visitor, receipt: str, sha256: str) -> HttpResponse:
    """Hand back a file handed in with an appeal, always as a download."""
    del request
    _own_appeal(receipt, visitor)
    found = next((one for one in redress.attachments_of(receipt) if one.sha256 == sha256), None)
    if found is None:
        raise Http404(sha256)
    response = HttpResponse(redress.attachment_bytes(receipt, sha256), content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    return response


def _own_appeal(receipt: str, visitor: Visitor) -> AppealView:
    found = redress.find_appeal(receipt)
    if found is None:
        raise Http404(receipt)
    visitor.require_account(found.account_ref)
    return found


def _form(
    request: HttpRequest, visitor: Visitor, ref: str, form: AppealForm, problem: Problem | None, *, status: int = 200
) -> HttpResponse:
    page = decision_page(own_decision(ref, visitor), visitor)
    is_closed = problem is not None and isinstance(page.standing, Refused) and page.standing.code not in _MAY_STILL
    return show(
        request,
        visitor,
        "appeal_form.html",
        section="accounts",
        status=status,
        page=page,
        decision=page.view,
        form=form,
        problem=problem,
        is_closed=is_closed,
        urgent_limit=limit_words(queue_limit(URGENT_APPEAL_QUEUE)),
    )
