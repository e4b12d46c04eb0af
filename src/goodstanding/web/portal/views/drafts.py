"""Drafts: the digest of a text recorded before it is published, and the proof of when. The text is hashed and forgotten."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.apps.ingest.services.content_book import content_sha256
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.errors import OriginalUnknown
from goodstanding.apps.originality.services.drafts import record_draft
from goodstanding.apps.registry import selectors as registry
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.portal.views.originals import proof_file
from goodstanding.web.typed import one_line, plain

_UNPROCESSABLE = 422
_LONGEST_TITLE = 500
_LONGEST_NOTE = 500
"""Longer than a note may be: what is too long is refused by its service, in words."""


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def drafts(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """List the drafts of the person's accounts; record one when it is sent."""
    problem = None
    if request.method == "POST":
        account = plain(request.POST.get("account"))
        visitor.require_account(account)
        note = one_line(request.POST.get("note"), longest=_LONGEST_NOTE)
        try:
            record_draft(account, sha256=_digest(request), note=note, actor=visitor.actor, at=visitor.now)
        except GoodstandingError as error:
            problem = problem_of(error)
        else:
            messages.success(request, _("Recorded. Keep the text and the proof together."))
            return HttpResponseRedirect(reverse("portal:drafts"))
    mine = registry.accounts_of(visitor.user_id)
    found = [(account, one) for account in mine for one in originality.drafts_of(account.account_ref)]
    found.sort(key=lambda pair: pair[1].recorded_at, reverse=True)
    return show(
        request,
        visitor,
        "drafts.html",
        section="originals",
        status=_UNPROCESSABLE if problem else 200,
        drafts=found,
        accounts=mine,
        typed=request.POST,
        problem=problem,
    )


@require_safe
@portal_page
def proof(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Hand out the proof of a draft as a file that is checked offline."""
    del request
    try:
        found = originality.draft(ref)
    except OriginalUnknown:
        raise Http404(ref) from None
    visitor.require_account(found.account_ref)
    return proof_file(found.ref, visitor)


def _digest(request: HttpRequest) -> str:
    """Return the digest of a file, of a text, or as it was typed; whichever was given first."""
    upload = request.FILES.get("file")
    if upload is not None:
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        return digest.hexdigest()
    body = plain(request.POST.get("body"))
    if body.strip():
        return content_sha256(one_line(request.POST.get("title"), longest=_LONGEST_TITLE), body)
    return one_line(request.POST.get("sha256"), longest=_LONGEST_NOTE)
