"""The inbox, and one notice."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.notices import services as noticing
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.notices import inbox_page, letter_page


@require_safe
@portal_page
def inbox(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """List the notices to the person and their accounts, newest first."""
    page = inbox_page(visitor.user_id, after=request.GET.get("after", ""))
    return show(request, visitor, "notices.html", section="notices", page=page)


@require_safe
@portal_page
def notice(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show a notice exactly as it was sent, and note that it was opened."""
    if letter_page(ref, visitor.user_id) is None:
        raise Http404(ref)
    noticing.mark_read(ref, at=visitor.now)
    return show(request, visitor, "notice.html", section="notices", page=letter_page(ref, visitor.user_id))
