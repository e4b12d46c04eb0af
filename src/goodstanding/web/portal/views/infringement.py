"""Notices of infringement forwarded to one's accounts: read whole, answered, followed to the end of their clock."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.apps.redress.services import takedown
from goodstanding.apps.redress.takedown_records import NewCounter, TakedownView
from goodstanding.apps.redress.takedown_selectors import find_takedown, takedowns_of
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.services.documents import open_document
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.infringement import notice_page, typed_counter
from goodstanding.web.portal.refusals import Problem, problem_of
from goodstanding.web.uploads import handed_in

_UNPROCESSABLE = 422


@require_safe
@portal_page
def notices(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """List the notices forwarded to the accounts of the person."""
    refs = [one.account_ref for one in registry.accounts_of(visitor.user_id)]
    found = tuple(notice_page(one, language=visitor.language) for one in takedowns_of(refs))
    return show(request, visitor, "copyright_notices.html", section="copyright", notices=found)


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def notice(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show a notice, and file the answer to it when it is sent."""
    found = _own(ref, visitor)
    if request.method != "POST":
        return _page(request, visitor, found)
    typed = typed_counter(request.POST)
    try:
        filed = takedown.file_counter(
            ref,
            new=typed,
            files={"counter_proof": handed_in(request.FILES.getlist("proof"))},
            actor=visitor.actor,
            at=visitor.now,
        )
    except GoodstandingError as error:
        return _page(request, visitor, _own(ref, visitor), typed=typed, problem=problem_of(error), status=_UNPROCESSABLE)
    if filed.state == "countered":
        messages.success(request, _("Your counter-statement was forwarded. The clock below runs."))
    else:
        messages.warning(request, _("Something is missing; what you wrote is kept. Add it below."))
    return HttpResponseRedirect(reverse("portal:copyright", args=[ref]))


@require_safe
@portal_page
def file(request: HttpRequest, visitor: Visitor, ref: str, file_ref: str) -> HttpResponse:
    """Hand out a file both parties see, as a download; that it was opened is written down."""
    del request
    found = next((one for one in _own(ref, visitor).files if one.ref == file_ref), None)
    if found is None:
        raise Http404(file_ref)
    _record, content = open_document(
        file_ref, purpose=_("Answering notice %(ref)s") % {"ref": ref}, actor=visitor.actor, at=visitor.now
    )
    response = HttpResponse(content, content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    return response


def _own(ref: str, visitor: Visitor) -> TakedownView:
    found = find_takedown(ref)
    if found is None or found.acted_at is None:
        raise Http404(ref)
    visitor.require_account(found.account_ref)
    return found


def _page(
    request: HttpRequest,
    visitor: Visitor,
    found: TakedownView,
    *,
    typed: NewCounter | None = None,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    page = notice_page(found, language=visitor.language)
    said = typed or NewCounter(statement=found.counter.statement if found.counter else "")
    return show(
        request,
        visitor,
        "copyright_notice.html",
        section="copyright",
        status=status,
        page=page,
        notice=found,
        typed=said,
        problem=problem,
    )
