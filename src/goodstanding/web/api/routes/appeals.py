"""Appeals: filed by the account, decided by somebody who took no part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from goodstanding.apps.identity.permissions import APPEALS_DECIDE
from goodstanding.apps.redress import selectors, services
from goodstanding.apps.redress.standing import Refused
from goodstanding.apps.redress.values import AppealView
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.api.auth import Caller, NotYours, known_caller
from goodstanding.web.api.routes.decisions import STAFF, open_decision
from goodstanding.web.api.shapes import matters as shapes
from goodstanding.web.api.shapes.common import whole

router = Router(tags=["appeals"])


class AppealRefused(GoodstandingError):
    """The appeal cannot be filed: too late, replaced, waiting or answered before. Its code says which."""

    code = "appeal:refused"

    def __init__(self, refused: Refused) -> None:
        hint = f"Appeal against {refused.other_ref}." if refused.other_ref else ""
        super().__init__(refused.message, hint=hint, clause=refused.clause)
        self.code = refused.code
        self.status = 403 if refused.code == "appeal:not_a_party" else 409


@router.post("/decisions/{ref}/appeals", response={201: shapes.Appeal}, operation_id="file_appeal", exclude_unset=True)
def file_appeal(request: HttpRequest, ref: str, body: shapes.NewAppeal) -> Status[Any]:
    """Appeal against a decision about your account. The receipt and the due date come back at once.

    For the operator, signed in: an appeal is a person's. 409 where it is too late, waits, was answered, or the decision replaced.
    """
    caller = known_caller(request)
    if caller.kind == "key":
        raise NotYours("An appeal is filed by the operator, signed in.", hint="Sign in as the operator of the account.")
    filed = services.file_appeal(
        ref,
        grounds=[ground.new() for ground in body.grounds],
        attachments=[file.attachment() for file in body.attachments],
        language=body.language,
        actor=caller.person,
        at=caller.at,
    )
    if isinstance(filed, Refused):
        raise AppealRefused(filed)
    return Status(201, _shaped(filed, caller))


@router.get("/decisions/{ref}/appeals", response=shapes.AppealPage, operation_id="list_appeals", exclude_unset=True)
def list_appeals(request: HttpRequest, ref: str) -> dict[str, Any]:
    """List the appeals against a decision, oldest first. Scope: cases:read; the operator lists its own."""
    caller = known_caller(request)
    found = open_decision(ref, caller)
    return whole([_shaped(one, caller) for one in selectors.appeals_against(found.ref)])


@router.get("/appeals/{receipt}", response=shapes.Appeal, operation_id="read_appeal", exclude_unset=True)
def read_appeal(request: HttpRequest, receipt: str) -> dict[str, Any]:
    """Read one appeal with its stages and answers. Scope: cases:read; the operator reads its own."""
    caller = known_caller(request)
    if caller.kind == "key":
        caller.need(*STAFF)
    found = selectors.appeal(receipt)
    caller.need_or_operate(found.account_ref, *STAFF)
    if not caller.operates(found.account_ref):
        found = selectors.appeal(receipt, hidden=caller.hidden.cases)
    return _shaped(found, caller)


@router.post("/appeals/{receipt}/withdrawal", response=shapes.Appeal, operation_id="withdraw_appeal", exclude_unset=True)
def withdraw_appeal(request: HttpRequest, receipt: str, body: shapes.Withdrawal) -> dict[str, Any]:
    """Withdraw your appeal; the decision stands. For the operator, signed in."""
    caller = known_caller(request)
    if caller.kind == "key":
        raise NotYours("An appeal is withdrawn by the operator, signed in.", hint="Sign in as the operator of the account.")
    return _shaped(services.withdraw_appeal(receipt, reason=body.reason, actor=caller.person, at=caller.at), caller)


@router.post("/appeals/{receipt}/decision", response=shapes.Appeal, operation_id="decide_appeal", exclude_unset=True)
def decide_appeal(request: HttpRequest, receipt: str, body: shapes.AppealAnswer) -> dict[str, Any]:
    """Decide an appeal whose case you hold, answering each ground; whoever took part before is refused with 403.

    Upholding undoes every effect of the decision in the same transaction. Scope: appeals:decide.
    """
    caller = known_caller(request)
    caller.need(APPEALS_DECIDE)
    decided = services.decide_appeal(
        receipt,
        outcome=body.outcome,
        answers=body.answers,
        reasons=body.reasons,
        measures=[measure.draft() for measure in body.measures],
        actor=caller.person,
        at=caller.at,
        expected_version=body.expected_version,
    )
    return _shaped(decided, caller)


def _shaped(found: AppealView, caller: Caller) -> dict[str, Any]:
    return shapes.appeal(found, selectors.stages_of(found.receipt), is_staff=caller.may(*STAFF))
