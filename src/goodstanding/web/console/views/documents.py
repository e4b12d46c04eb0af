"""Sealed documents and words, opened for a stated purpose by whoever decides about them; the subject is shown who did."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.apps.identity.security import confirmed_again
from goodstanding.apps.registry.errors import DocumentUnknown
from goodstanding.apps.registry.reading.documents import document as find_document
from goodstanding.apps.registry.reading.personal import data_request
from goodstanding.apps.registry.services.data_requests import open_request_words
from goodstanding.apps.registry.services.documents import open_document
from goodstanding.apps.review import selectors as review
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.failures import refusal_page
from goodstanding.web.console.pages.documents import grant_of, marked_pages
from goodstanding.web.typed import one_line

LONGEST_PURPOSE = 200
_INVALID = 422


@require_http_methods(["GET", "POST"])
@confirmed_again
@staff_page("cases:decide", "personal_data:read")
def document(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Ask what a document is needed for; then show it under the reader's name. Nothing of it has an address of its own."""
    found = find_document(ref)
    if found is None:
        return refusal_page(request, desk, DocumentUnknown(f"There is no document {ref}."))
    grant = grant_of(found, desk)
    context: dict[str, Any] = {"document": found, "grant": grant, "pages": (), "problem": "", "purpose": ""}
    if request.method != "POST" or not grant.is_allowed or found.purged_at is not None:
        return show(request, desk, "document.html", section="queues", **context)
    purpose = one_line(request.POST.get("purpose"), longest=LONGEST_PURPOSE)
    if not purpose:
        problem = _("Say what you need it for; the subject reads it.")
        return show(request, desk, "document.html", section="queues", status=_INVALID, **{**context, "problem": problem})
    try:
        _record, content = open_document(ref, purpose=purpose, case_ref=grant.case_ref, actor=desk.actor, at=desk.now)
    except GoodstandingError as error:
        return refusal_page(request, desk, error)
    pages = marked_pages(content, found.media_type, desk=desk)
    is_opened = {"pages": pages, "purpose": purpose, "cannot_draw": not pages}
    return show(request, desk, "document.html", section="queues", **{**context, **is_opened})


@require_http_methods(["GET", "POST"])
@confirmed_again
@staff_page("cases:decide")
def words(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Show what a subject wrote about its data to the person who holds the case about it."""
    try:
        found = data_request(ref)
        case = review.case(found.case_ref)
        holds = case.is_held_by(desk.user_id, at=desk.now)
        value, text = "", ""
        if request.method == "POST" and holds:
            value, text = open_request_words(ref, purpose=_PURPOSE, actor=desk.actor, at=desk.now)
    except GoodstandingError as error:
        return refusal_page(request, desk, error)
    told: dict[str, Any] = {"found": found, "case": case, "holds": holds, "value": value, "text": text}
    return show(request, desk, "request_words.html", section="queues", **told)


_PURPOSE = "答复个人信息申请 / to answer the request about personal data"
