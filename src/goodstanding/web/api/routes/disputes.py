"""Disputes about originality: filed by one author, answered by the other, followed by both."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from goodstanding.apps.identity.permissions import CASES_DECIDE, CASES_READ
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.pairs import read_pair
from goodstanding.apps.redress import listings
from goodstanding.apps.redress.dispute_records import DisputeRecord
from goodstanding.apps.redress.dispute_selectors import dispute
from goodstanding.apps.redress.errors import DisputeUnknown
from goodstanding.apps.redress.services import disputes as services
from goodstanding.apps.registry import listings as register
from goodstanding.web.api.auth import Caller, NotYours, known_caller
from goodstanding.web.api.door import keep_within
from goodstanding.web.api.shapes import disputes as shapes
from goodstanding.web.api.shapes.common import page
from goodstanding.web.api.shapes.originals import Wordings

router = Router(tags=["disputes"])
STAFF = (CASES_READ, CASES_DECIDE)
_MINUTE = 60


@router.get("/disputes", response=shapes.DisputePage, operation_id="list_disputes", exclude_unset=True)
def list_disputes(request: HttpRequest, query: Query[shapes.DisputeQuery]) -> dict[str, Any]:
    """List disputes, those filed last first. An operator signed in sees those its accounts are a side of.

    Scope: cases:read.
    """
    caller = known_caller(request)
    is_staff = caller.may(*STAFF)
    if caller.kind == "key":
        caller.need(*STAFF)
    found = listings.disputes_page(
        account_refs=_accounts(caller, query.account, is_staff=is_staff),
        state=query.state,
        hidden=caller.hidden.cases if is_staff else (),
        after=query.after,
        limit=query.limit,
    )
    return page(found, lambda one: shapes.dispute(one, language=caller.language, is_staff=is_staff))


@router.post("/disputes", response={201: shapes.DisputeInFull}, operation_id="file_dispute", exclude_unset=True)
def file_dispute(request: HttpRequest, body: shapes.NewDispute) -> Status[Any]:
    """Dispute a declared original as the author of an earlier content; the comparison of both is frozen with it.

    For the operator of the earlier content, signed in: a claim is a person's. The other side is asked to answer, until
    `answer_due_at`. At most 30 calls a minute.
    """
    caller = _person(request)
    made = services.file_dispute(body.content, earlier_ref=body.earlier, claim=body.claim, actor=caller.person, at=caller.at)
    return Status(201, _shaped(made, caller))


@router.get("/disputes/{ref}", response=shapes.DisputeInFull, operation_id="read_dispute", exclude_unset=True)
def read_dispute(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read a dispute with its clocks, both statements, the comparison both sides see, and its panels.

    Scope: cases:read; the operator of either side reads its own.
    """
    caller = known_caller(request)
    return _shaped(_seen(ref, caller), caller)


@router.post("/disputes/{ref}/answer", response=shapes.DisputeInFull, operation_id="answer_dispute", exclude_unset=True)
def answer_dispute(request: HttpRequest, ref: str, body: shapes.NewAnswer) -> dict[str, Any]:
    """Answer a dispute as the declarer, once and in time; then peers or a person judge. For the operator, signed in."""
    caller = _person(request)
    return _shaped(services.answer_dispute(ref, answer=body.answer, actor=caller.person, at=caller.at), caller)


@router.post("/disputes/{ref}/withdrawal", response=shapes.DisputeInFull, operation_id="withdraw_dispute", exclude_unset=True)
def withdraw_dispute(request: HttpRequest, ref: str, body: shapes.DisputeWithdrawal) -> dict[str, Any]:
    """Withdraw a dispute as the claimant; the declaration stands. For the operator, signed in."""
    caller = _person(request)
    return _shaped(services.withdraw_dispute(ref, reason=body.reason, actor=caller.person, at=caller.at), caller)


def _person(request: HttpRequest) -> Caller:
    caller = known_caller(request)
    keep_within(request, "dispute", limit=30, seconds=_MINUTE, at=caller.at)
    if caller.kind == "key":
        raise NotYours("A dispute is a person's: the operator's, signed in.", hint="Sign in as the operator of the account.")
    return caller


def _seen(ref: str, caller: Caller) -> DisputeRecord:
    """Return a dispute to staff it is not hidden from, or to whoever acts for one of its sides.

    Raises:
        DisputeUnknown: There is none, or it is hidden.
        ScopeMissing, NotYours: The caller is neither.
    """
    if caller.kind == "key":
        caller.need(*STAFF)
    found = dispute(ref)
    if caller.operates(found.account_ref) or caller.operates(found.claimant_ref):
        return found
    caller.need_or_operate(found.account_ref, *STAFF)
    if found.case_ref and found.case_ref in caller.hidden.cases:
        raise DisputeUnknown(f"There is no dispute “{ref}”.", hint="Check the reference.")
    return found


def _accounts(caller: Caller, asked: str, *, is_staff: bool) -> list[str] | None:
    if is_staff:
        return [asked] if asked else None
    return [ref for ref in register.accounts_acted_for(caller.user_id) if asked in ("", ref)]


def _shaped(found: DisputeRecord, caller: Caller) -> dict[str, Any]:
    pair = read_pair(found.evidence)
    mine, theirs = originality.wording(pair.examined), originality.wording(pair.match.other)
    texts = Wordings(mine[1] if mine else None, theirs[1] if theirs else None)
    return shapes.in_full(found, pair, texts, language=caller.language, is_staff=caller.may(*STAFF))
