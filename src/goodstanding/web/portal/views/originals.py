"""Declared originals: declared, answered with both texts side by side, challenged, taken back, and proved."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.apps.common.paging import PositionUnknown
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.errors import ContentUnknown
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.errors import OriginalUnknown
from goodstanding.apps.originality.listings import originals_page
from goodstanding.apps.originality.proofs import priority_proof
from goodstanding.apps.originality.services.challenges import challenge_refusal
from goodstanding.apps.originality.services.declaring import declare_original, withdraw_declaration
from goodstanding.apps.originality.values import OriginalView
from goodstanding.apps.registry import selectors as registry
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.originals import original_lines, original_page
from goodstanding.web.portal.refusals import Problem, problem_of
from goodstanding.web.typed import one_line, plain

_UNPROCESSABLE = 422
_LONGEST_REF = 512
_LONGEST_STATEMENT = 5000


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def originals(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """List what the person's accounts declared; declare a content when it is sent."""
    problem = None
    if request.method == "POST":
        try:
            declared = _declare(one_line(request.POST.get("content"), longest=_LONGEST_REF), visitor)
        except GoodstandingError as error:
            problem = problem_of(error)
        else:
            messages.success(request, _("Declared. It is being compared with earlier texts; look here again in a few minutes."))
            return HttpResponseRedirect(reverse("portal:original", args=[declared.ref]))
    mine = registry.accounts_of(visitor.user_id)
    asked = plain(request.GET.get("account"))
    chosen = [one.account_ref for one in mine if asked in ("", one.account_ref)]
    try:
        page = originals_page(account_refs=chosen, after=plain(request.GET.get("after")))
    except PositionUnknown:
        raise Http404 from None
    bans = [ban for one in mine if (ban := originality.declaring_ban(one.account_ref, at=visitor.now))]
    return show(
        request,
        visitor,
        "originals.html",
        section="originals",
        status=_UNPROCESSABLE if problem else 200,
        lines=original_lines(page.items),
        last=page.last,
        account=asked,
        bans=bans,
        typed=request.POST,
        problem=problem,
    )


@require_safe
@portal_page
def original(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show where an original stands, why, and both texts side by side."""
    return _page(request, visitor, _own(ref, visitor))


@require_POST
@portal_page
def challenge(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Put a refusal before a person."""
    found, said = _own(ref, visitor), plain(request.POST.get("statement"))[:_LONGEST_STATEMENT]
    try:
        challenge_refusal(found.ref, statement=said, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        return _page(request, visitor, _own(ref, visitor), problem=problem_of(error), typed=said)
    messages.success(request, _("A person will look at both texts and what you said. You will get a notice."))
    return HttpResponseRedirect(reverse("portal:original", args=[found.ref]))


@require_POST
@portal_page
def withdraw(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Take a declaration back."""
    found = _own(ref, visitor)
    try:
        withdraw_declaration(found.ref, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        return _page(request, visitor, _own(ref, visitor), problem=problem_of(error))
    messages.success(request, _("The declaration is taken back. Nothing is held against you."))
    return HttpResponseRedirect(reverse("portal:original", args=[found.ref]))


@require_safe
@portal_page
def proof(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Hand out the proof of priority as a file that is checked offline."""
    del request
    return proof_file(_own(ref, visitor).ref, visitor)


@require_safe
@portal_page
def text(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Hand out the very bytes the proof's digest covers: title, NUL, body of the first declaration."""
    del request
    found = _own(ref, visitor)
    first = originality.declarations_of(found.ref)[0]
    wording = ingest.content_version(first.content_ref, first.content_sha256)
    if wording is None:
        raise Http404(ref)
    content = f"{wording.title}\0{wording.body}".encode()
    return _download(content, f"text-{found.ref}.bin", "application/octet-stream")


def proof_file(ref: str, visitor: Visitor, /) -> HttpResponse:
    """Answer with the proof of an original or a draft as a download."""
    made = priority_proof(ref, at=visitor.now)
    content = json.dumps(made, ensure_ascii=False, indent=1).encode()
    return _download(content, f"proof-{ref}.json", "application/json")


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _declare(content_ref: str, visitor: Visitor) -> OriginalView:
    """Declare a content of one of the person's accounts; another's is as unknown as none."""
    found = ingest.find_content(content_ref)
    if found is None or not registry.may_act_for(visitor.user_id, found.account_ref):
        raise ContentUnknown("You published no such content.", hint="Check its id.")
    return declare_original(content_ref, via="portal", actor=visitor.actor, at=visitor.now)


def _own(ref: str, visitor: Visitor) -> OriginalView:
    try:
        found = originality.original(ref)
    except OriginalUnknown:
        raise Http404(ref) from None
    visitor.require_account(found.account_ref)
    return found


def _page(
    request: HttpRequest, visitor: Visitor, found: OriginalView, *, problem: Problem | None = None, typed: str = ""
) -> HttpResponse:
    return show(
        request,
        visitor,
        "original.html",
        section="originals",
        status=_UNPROCESSABLE if problem else 200,
        page=original_page(found, language=visitor.language, at=visitor.now),
        typed=typed,
        problem=problem,
    )
