"""Transfers: offered by the subject of an account, agreed to by the other, withdrawn by either. Source: PA21:11.2, RQ-044."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Status

from goodstanding.apps.identity.permissions import REGISTRY_READ, REGISTRY_WRITE
from goodstanding.apps.registry import listings
from goodstanding.apps.registry.reading.transfers import transfer, transfers_of
from goodstanding.apps.registry.selectors import account as known_account
from goodstanding.apps.registry.services.transferring import agree_to_transfer, offer_transfer, withdraw_transfer
from goodstanding.apps.registry.transfer_records import TransferRecord
from goodstanding.web.api.auth import Caller, known_caller
from goodstanding.web.api.door import keep_within
from goodstanding.web.api.shapes import applications as shapes
from goodstanding.web.api.shapes.common import whole

router = Router(tags=["registry"])
TRIES_A_MINUTE = 30
"""Offers, and guesses at codes, one caller may make in a minute."""


@router.get("/accounts/{account}/transfers", response=shapes.TransferPage, operation_id="list_transfers")
def list_transfers(request: HttpRequest, account: str) -> dict[str, Any]:
    """List the transfers of an account, latest first. Scope: registry:read; an operator lists its own."""
    known_caller(request).need_or_operate(account, REGISTRY_READ)
    known_account(account)
    return whole([shapes.transfer(one) for one in transfers_of(account)])


@router.post("/accounts/{account}/transfers", response={201: shapes.OfferedTransfer}, operation_id="offer_transfer")
def offer(request: HttpRequest, account: str, body: shapes.NewTransfer) -> Status[Any]:
    """Offer an account to another subject; the answer holds the code that lets it agree, once.

    Acts in the name of a person of the account's subject: whoever is signed in, or the owner of the key. Scope: registry:write.
    """
    caller = _writer(request)
    caller.need_or_operate(account, REGISTRY_WRITE)
    known_account(account)
    made, code = offer_transfer(account, reason=body.reason, actor=caller.person, at=caller.at)
    return Status(201, shapes.transfer(made) | {"code": code})


@router.get("/transfers/{ref}", response=shapes.Transfer, operation_id="read_transfer")
def read(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read one transfer. Scope: registry:read; either party reads its own."""
    caller = known_caller(request)
    found = transfer(ref)
    _require_party(found, caller, REGISTRY_READ)
    return shapes.transfer(found)


@router.post("/transfers/{ref}/agree", response=shapes.Transfer, operation_id="agree_to_transfer")
def agree(request: HttpRequest, ref: str, body: shapes.Agreement) -> dict[str, Any]:
    """Agree to take the account, with the code the giver passed on; a person then looks at the whole. Scope: registry:write."""
    caller = _writer(request)
    done = agree_to_transfer(ref, code=body.code, operator_ref=body.operator, actor=caller.person, at=caller.at)
    return shapes.transfer(done)


@router.post("/transfers/{ref}/withdraw", response=shapes.Transfer, operation_id="withdraw_transfer")
def withdraw(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Withdraw it, by either party, until it completes. Scope: registry:write."""
    caller = _writer(request)
    _require_party(transfer(ref), caller, REGISTRY_WRITE)
    return shapes.transfer(withdraw_transfer(ref, actor=caller.person, at=caller.at))


def _writer(request: HttpRequest) -> Caller:
    caller = known_caller(request)
    if caller.kind == "key":
        caller.need(REGISTRY_WRITE)
    keep_within(request, "transfers", limit=TRIES_A_MINUTE, seconds=60, at=caller.at)
    return caller


def _require_party(found: TransferRecord, caller: Caller, scope: str) -> None:
    """Let a key with the scope and either party see a transfer; for anybody else it does not exist."""
    if caller.kind == "key":
        caller.need(scope)
        return
    parties = [ref for ref in (found.giver, found.taker) if ref]
    if not caller.may(scope) and not any(listings.is_member(caller.user_id, ref) for ref in parties):
        raise Http404(found.ref)
