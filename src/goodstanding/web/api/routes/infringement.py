"""Notices of infringement: sent by anybody, answered by the account, followed by receipt to the end of their clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from goodstanding.apps.common.clock import now
from goodstanding.apps.common.refs import read_ref
from goodstanding.apps.identity.actors import PUBLIC
from goodstanding.apps.identity.permissions import CASES_DECIDE, CASES_READ
from goodstanding.apps.redress import listings
from goodstanding.apps.redress.services import takedown as services
from goodstanding.apps.redress.takedown_records import TakedownView
from goodstanding.apps.redress.takedown_selectors import takedown
from goodstanding.apps.registry import listings as register
from goodstanding.web.api.auth import Caller, NotYours, caller_of, known_caller
from goodstanding.web.api.door import keep_within
from goodstanding.web.api.shapes import infringement as shapes
from goodstanding.web.api.shapes.common import page

router = Router(tags=["copyright"])
STAFF = (CASES_READ, CASES_DECIDE)
_MINUTE, _HOUR = 60, 3_600


@router.get("/copyright-notices", response=shapes.NoticePage, operation_id="list_copyright_notices", exclude_unset=True)
def list_notices(request: HttpRequest, query: Query[shapes.NoticeQuery]) -> dict[str, Any]:
    """List notices of infringement, those sent last first. An operator signed in sees those forwarded to its accounts.

    Scope: cases:read.
    """
    caller = known_caller(request)
    is_staff = caller.may(*STAFF)
    if caller.kind == "key":
        caller.need(*STAFF)
    found = listings.takedowns_page(
        forwarded_to=_accounts(caller, query.account, is_staff=is_staff),
        content_ref=query.content,
        state=query.state,
        hidden=caller.hidden.cases if is_staff else (),
        after=query.after,
        limit=query.limit,
    )
    return page(found, lambda one: shapes.for_party(one, language=caller.language, is_staff=is_staff))


@router.post(
    "/copyright-notices",
    response={201: shapes.CopyrightNotice},
    operation_id="file_copyright_notice",
    auth=None,
    exclude_unset=True,
)
def file_notice(request: HttpRequest, body: shapes.NewCopyrightNotice) -> Status[Any]:
    """Send a notice that a content infringes. The receipt comes back at once, with what is missing; keep it and your contact.

    No sign-in. A whole notice is acted on the same day. At most 20 an hour and 5 a minute from one network.
    """
    at = _limited(request)
    made = services.file_notice(
        body.new(body.content, body.contact), files=body.lot(), language=body.language, actor=PUBLIC, at=at
    )
    return Status(201, shapes.notice(made))


@router.get(
    "/copyright-notices/{ref}",
    response=shapes.CopyrightNotice,
    operation_id="read_copyright_notice",
    auth=None,
    exclude_unset=True,
)
def read_notice(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Follow a notice by its receipt: where it stands and its clocks, at most 60 calls a minute from one network.

    The account it was forwarded to, signed in, and staff also read what both parties say.
    """
    keep_within(request, "copyright.read", limit=60, seconds=_MINUTE, at=now())
    found, caller = takedown(read_ref(ref)), caller_of(request)
    if caller is None or not _is_party(found, caller):
        return shapes.notice(found)
    return shapes.for_party(found, language=caller.language, is_staff=caller.may(*STAFF))


@router.post(
    "/copyright-notices/{ref}/completion",
    response=shapes.CopyrightNotice,
    operation_id="complete_copyright_notice",
    auth=None,
    exclude_unset=True,
)
def complete_notice(request: HttpRequest, ref: str, body: shapes.NoticeAddition) -> dict[str, Any]:
    """Add what was missing to a returned notice, with the contact it was sent with. Limited like sending: 5 a minute."""
    at, receipt = _limited(request), read_ref(ref)
    new = body.new("", body.contact)
    return shapes.notice(services.complete_notice(receipt, contact=body.contact, new=new, files=body.lot(), at=at))


@router.post(
    "/copyright-notices/{ref}/proofs",
    response={201: shapes.CopyrightNotice},
    operation_id="prove_copyright_notice",
    auth=None,
    exclude_unset=True,
)
def prove_notice(request: HttpRequest, ref: str, body: shapes.NewProof) -> Status[Any]:
    """Prove that a court or an authority was asked, or a delay, before the window ends. Limited like sending: 5 a minute."""
    at, receipt = _limited(request), read_ref(ref)
    files = {str(body.kind): [file.attachment() for file in body.files]}
    made = services.file_proof(receipt, contact=body.contact, kind=body.kind, text=body.text, files=files, at=at)
    return Status(201, shapes.notice(made))


@router.post(
    "/copyright-notices/{ref}/withdrawal",
    response=shapes.CopyrightNotice,
    operation_id="withdraw_copyright_notice",
    auth=None,
    exclude_unset=True,
)
def withdraw_notice(request: HttpRequest, ref: str, body: shapes.SenderWithdrawal) -> dict[str, Any]:
    """Withdraw a notice as its sender; what was done on it ends at once. Limited like sending: 5 a minute."""
    at = _limited(request)
    return shapes.notice(services.withdraw_notice(read_ref(ref), contact=body.contact, at=at))


@router.post(
    "/copyright-notices/{ref}/counter-statement",
    response=shapes.CopyrightNotice,
    operation_id="file_counter_statement",
    exclude_unset=True,
)
def file_counter(request: HttpRequest, ref: str, body: shapes.NewCounterStatement) -> dict[str, Any]:
    """State that your content does not infringe. A whole statement is forwarded at once, and `window_ends_at` runs.

    For the operator of the account, signed in: an answer is a person's. What is missing is named; send the rest again.
    """
    caller = known_caller(request)
    if caller.kind == "key":
        raise NotYours("A counter-statement is the operator's, signed in.", hint="Sign in as the operator of the account.")
    files = {"counter_proof": [file.attachment() for file in body.proof]}
    made = services.file_counter(read_ref(ref), new=body.new(), files=files, actor=caller.person, at=caller.at)
    return shapes.for_party(made, language=caller.language, is_staff=False)


def _limited(request: HttpRequest) -> datetime:
    at = now()
    keep_within(request, "copyright", limit=5, seconds=_MINUTE, at=at)
    keep_within(request, "copyright.hour", limit=20, seconds=_HOUR, at=at)
    return at


def _is_party(found: TakedownView, caller: Caller) -> bool:
    """Whether the caller reads both parties' words: the account once it was forwarded, staff it is not hidden from."""
    if found.acted_at is not None and caller.operates(found.account_ref):
        return True
    return caller.may(*STAFF) and not (found.case_ref and found.case_ref in caller.hidden.cases)


def _accounts(caller: Caller, asked: str, *, is_staff: bool) -> list[str] | None:
    if is_staff:
        return [asked] if asked else None
    return [ref for ref in register.accounts_acted_for(caller.user_id) if asked in ("", ref)]
