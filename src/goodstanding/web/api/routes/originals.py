"""Originals: declared, compared, challenged, licensed and proved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from goodstanding.apps.identity.permissions import CASES_DECIDE, CASES_READ, CONTENT_READ, EVENTS_WRITE
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.services.content_book import content_sha256
from goodstanding.apps.originality import asking, listings, proofs, selectors
from goodstanding.apps.originality.errors import DraftRefused, OriginalUnknown
from goodstanding.apps.originality.services import challenges, declaring, drafts, licensing
from goodstanding.apps.originality.services.telling import reasons_for
from goodstanding.apps.originality.values import CheckView, OriginalView
from goodstanding.apps.registry import listings as register
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.api.auth import Caller, known_caller, scope_missing
from goodstanding.web.api.shapes import originals as shapes
from goodstanding.web.api.shapes.common import page, whole

router = Router(tags=["originals"])
STAFF = (CONTENT_READ, CASES_READ, CASES_DECIDE)


class TextMissing(GoodstandingError):
    """Neither a text nor a content is given, or both."""

    code = "api:text_missing"
    status = 422


@router.get("/originals", response=shapes.OriginalPage, operation_id="list_originals")
def list_originals(request: HttpRequest, query: Query[shapes.OriginalQuery]) -> dict[str, Any]:
    """List what was declared original, what was first declared last first. An operator signed in sees its own.

    Scope: content:read.
    """
    caller = known_caller(request)
    is_staff = caller.may(*STAFF)
    if caller.kind == "key":
        caller.need(*STAFF)
    found = listings.originals_page(
        account_refs=_accounts(caller, query.account, is_staff=is_staff),
        content_ref=query.content,
        status=query.status,
        hidden=caller.hidden.contents if is_staff else (),
        after=query.after,
        limit=query.limit,
    )
    return page(found, shapes.original)


@router.post("/originals", response={201: shapes.Original}, operation_id="declare_original")
def declare_original(request: HttpRequest, body: shapes.NewOriginal) -> Status[Any]:
    """Declare a published content original as it stands. It is compared next; read it again for the answer.

    Scope: events:write; an operator signed in declares its own.
    """
    caller = known_caller(request)
    caller.need_or_operate(ingest.content(body.content).account_ref, EVENTS_WRITE)
    declared = declaring.declare_original(body.content, via="api", actor=caller.actor, at=caller.at)
    return Status(201, shapes.original(declared))


@router.post("/originals/matches", response=shapes.Comparisons, operation_id="find_matches")
def find_matches(request: HttpRequest, body: shapes.NewComparison) -> dict[str, Any]:
    """Find what a text, or a content, shares with those published before it, with the passages on both sides.

    Nothing is stored. A wording that was taken down is shown to staff only. Scope: content:read; an operator signed in asks for
    its own accounts.
    """
    caller = known_caller(request)
    if bool(body.text) == bool(body.content):
        raise TextMissing("Give a text or a content.", hint="One of the two.")
    return _matches(caller, body)


@router.get("/originals/matches", response=shapes.Comparisons, operation_id="read_matches")
def read_matches(request: HttpRequest, content: str) -> dict[str, Any]:
    """Find what a content shares with those published before it. Scope: content:read; an operator reads its own."""
    return _matches(known_caller(request), shapes.NewComparison(text="", content=content, account=""))


@router.post("/originals/drafts", response={201: shapes.RecordedDraft}, operation_id="record_draft")
def record_draft(request: HttpRequest, body: shapes.NewDraft) -> Status[Any]:
    """Record the digest of a text before it is published, as proof of when it existed. A text sent is hashed and forgotten.

    Scope: events:write; an operator signed in records its own.
    """
    caller = known_caller(request)
    caller.need_or_operate(body.account, EVENTS_WRITE)
    if bool(body.sha256) == bool(body.body):
        raise DraftRefused("Give the SHA-256 or the text.", hint="One of the two.")
    digest = body.sha256 or content_sha256(body.title, body.body)
    made = drafts.record_draft(body.account, sha256=digest, note=body.note, actor=caller.actor, at=caller.at)
    return Status(201, shapes.draft(made))


@router.get("/originals/drafts", response=shapes.DraftPage, operation_id="list_drafts")
def list_drafts(request: HttpRequest, account: str) -> dict[str, Any]:
    """List the drafts an account recorded, the latest first. Scope: content:read; an operator lists its own."""
    known_caller(request).need_or_operate(account, *STAFF)
    return whole([shapes.draft(one) for one in selectors.drafts_of(account)])


@router.get("/originals/licences", response=shapes.LicencePage, operation_id="list_licences")
def list_licences(request: HttpRequest, account: str) -> dict[str, Any]:
    """List what an account lets others do and what others let it do. Scope: content:read; an operator lists its own."""
    known_caller(request).need_or_operate(account, *STAFF)
    both = (*selectors.licences_given(account), *selectors.licences_received(account))
    return whole([shapes.licence(one) for one in both])


@router.post("/originals/licences", response={201: shapes.Licence}, operation_id="grant_licence")
def grant_licence(request: HttpRequest, body: shapes.NewLicence) -> Status[Any]:
    """Let another account reuse one text, or all. Scope: events:write; an operator signed in grants for its own."""
    caller = known_caller(request)
    caller.need_or_operate(body.grantor, EVENTS_WRITE)
    told = body.dict()
    content = told.pop("content")
    made = licensing.grant_licence(**told, content_ref=content, actor=caller.actor, at=caller.at)
    return Status(201, shapes.licence(made))


@router.post("/originals/licences/{ref}/revocation", response=shapes.Licence, operation_id="revoke_licence")
def revoke_licence(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Take a licence back from now on. Scope: events:write; an operator signed in takes back its own."""
    caller = known_caller(request)
    grantor = selectors.licence(ref).grantor
    caller.need_or_operate(grantor, EVENTS_WRITE)
    return shapes.licence(licensing.revoke_licence(ref, grantor=grantor, actor=caller.actor, at=caller.at))


@router.get("/originals/reposts", response=shapes.Repost, operation_id="read_repost")
def read_repost(request: HttpRequest, content: str) -> dict[str, Any]:
    """Read the repost form of a content, with the source line readers are shown. Scope: content:read or events:write."""
    caller = known_caller(request)
    found = selectors.repost_of(ingest.content(content, hidden=caller.hidden.contents if caller.may(*STAFF) else ()).content_ref)
    if found is None:
        raise OriginalUnknown(f"“{content}” was not published as a repost.", hint="Check the content's id.")
    caller.need_or_operate(found.account_ref, *STAFF, EVENTS_WRITE)
    return shapes.repost(found, selectors.source_look(content), language=caller.language)


@router.get("/originals/{ref}", response=shapes.OriginalInFull, operation_id="read_original")
def read_original(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read an original with the evidence of every check and its challenges. Scope: content:read; an operator reads its own."""
    caller = known_caller(request)
    found = _open(ref, caller)
    is_staff, checks = caller.may(*STAFF), selectors.checks_of(ref)
    return {
        **shapes.original(found),
        "reasons": _reasons(found, checks, caller.language),
        "checks": [_check(one, caller, is_staff=is_staff) for one in checks],
        "challenges": [shapes.challenge(one, is_staff=is_staff) for one in selectors.challenges_of(ref)],
    }


@router.get("/originals/{ref}/proof", response=shapes.PriorityProof, operation_id="prove_priority")
def prove_priority(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Prove since when a declared original (OR-…) or a draft (OF-…) existed; the file is checked offline.

    Scope: content:read; an operator proves its own.
    """
    caller = known_caller(request)
    if ref.startswith("OF-"):
        caller.need_or_operate(selectors.draft(ref).account_ref, *STAFF)
    else:
        _open(ref, caller)
    return proofs.priority_proof(ref, at=caller.at)


@router.post("/originals/{ref}/challenge", response={201: shapes.Challenge}, operation_id="challenge_refusal")
def challenge_refusal(request: HttpRequest, ref: str, body: shapes.NewChallenge) -> Status[Any]:
    """Challenge a refusal: a person looks at the same passages. Only the operator of the account, signed in."""
    caller = known_caller(request)
    _need_operator(selectors.original(ref), caller)
    made = challenges.challenge_refusal(ref, statement=body.statement, actor=caller.person, at=caller.at)
    return Status(201, shapes.challenge(made, is_staff=False))


@router.post("/originals/{ref}/withdrawal", response=shapes.Original, operation_id="withdraw_original")
def withdraw_original(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Take a declaration back. Scope: events:write; an operator signed in takes back its own."""
    caller = known_caller(request)
    caller.need_or_operate(selectors.original(ref).account_ref, EVENTS_WRITE)
    return shapes.original(declaring.withdraw_declaration(ref, actor=caller.actor, at=caller.at))


def _open(ref: str, caller: Caller) -> OriginalView:
    """Return an original to staff it is not hidden from, or to whoever acts for its account."""
    if caller.kind == "key":
        caller.need(*STAFF)
    found = selectors.original(ref)
    caller.need_or_operate(found.account_ref, *STAFF)
    if not caller.operates(found.account_ref):
        ingest.content(found.content_ref, hidden=caller.hidden.contents)
    return found


def _reasons(found: OriginalView, checks: Sequence[CheckView], language: str) -> str:
    """Say why an original stands so: what the comparison answered in the caller's language, what people wrote as it is."""
    if found.status != "refused" or not checks or found.reason != checks[-1].reason or found.checked_at != checks[-1].checked_at:
        return found.reasons
    told = reasons_for(checks[-1])
    is_machines = found.reasons == "\n".join(one.in_language("zh") for one in told)
    return "\n".join(one.in_language(language) for one in told) if is_machines else found.reasons


def _need_operator(found: OriginalView, caller: Caller) -> None:
    if not caller.operates(found.account_ref):
        if caller.kind == "key":
            raise scope_missing(("a person signed in",), prefix=caller.prefix)
        caller.need_or_operate(found.account_ref, "operator")


def _accounts(caller: Caller, asked: str, *, is_staff: bool) -> list[str] | None:
    if is_staff:
        return [asked] if asked else None
    return [ref for ref in register.accounts_acted_for(caller.user_id) if asked in ("", ref)]


def _check(found: CheckView, caller: Caller, *, is_staff: bool) -> dict[str, Any]:
    """Show a check with the very wordings that were compared: who is refused sees what the judge sees."""
    declared = selectors.wording(found.declared)
    mine = declared[1] if declared else None
    texts = []
    for match in found.matches:
        theirs = selectors.wording(match.other) if match.counts or is_staff else None
        texts.append(shapes.Wordings(mine, theirs[1] if theirs else asking.shown_wording(match.other, is_staff=is_staff)))
    return shapes.check(found, texts, language=caller.language)


def _matches(caller: Caller, body: shapes.NewComparison) -> dict[str, Any]:
    is_staff = caller.may(*STAFF)
    if body.content:
        content = ingest.content(body.content, hidden=caller.hidden.contents if is_staff else ())
        caller.need_or_operate(content.account_ref, *STAFF)
        asked = asking.ask_about_content(body.content)
    else:
        caller.need_or_operate(body.account, *STAFF)
        asked = asking.ask_about_text(body.text, account_ref=body.account, at=caller.at)
    hidden = frozenset(caller.hidden.contents)
    items = [
        shapes.comparison(
            match,
            shapes.Wordings(asked.body, asking.shown_wording(match.other, is_staff=is_staff)),
            language=caller.language,
        )
        for match in asked.matches
        if match.other.content_ref not in hidden
    ]
    return shapes.comparisons(items, asked.freshness, shared=asked.shared)
