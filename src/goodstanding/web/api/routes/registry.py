"""Operators, accounts, their credentials, and where an account stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity.permissions import REGISTRY_READ, REGISTRY_WRITE
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.registry import listings, selectors, services
from goodstanding.apps.registry.credential_form import CredentialForm
from goodstanding.apps.registry.services.credentials import hand_in_credential
from goodstanding.web.api.auth import known_caller
from goodstanding.web.api.shapes import registry as shapes
from goodstanding.web.api.shapes.common import Paging, page, whole

router = Router(tags=["registry"])
_DECISIONS_SHOWN = 20


@router.get("/operators", response=shapes.OperatorPage, operation_id="list_operators")
def list_operators(request: HttpRequest, query: Query[Paging]) -> dict[str, Any]:
    """List operators, the latest registered first. An operator signed in sees itself. Scope: registry:read."""
    caller = known_caller(request)
    mine = None if caller.may(REGISTRY_READ) else caller.user_id
    if caller.kind == "key":
        caller.need(REGISTRY_READ)
    return page(listings.operators_page(of_user=mine, after=query.after, limit=query.limit), shapes.operator)


@router.post("/operators", response={201: shapes.Operator}, operation_id="register_operator")
def register_operator(request: HttpRequest, body: shapes.NewOperator) -> Status[Any]:
    """Enter an operator into the register, unverified; what identifies a person is sealed. Scope: registry:write."""
    caller = known_caller(request)
    caller.need(REGISTRY_WRITE)
    return Status(201, shapes.operator(services.register_operator(**body.dict(), actor=caller.actor, at=caller.at)))


@router.get("/operators/{ref}", response=shapes.Operator, operation_id="read_operator")
def read_operator(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read one operator, without anything sealed. Scope: registry:read; an operator reads itself."""
    caller = known_caller(request)
    if caller.kind == "key" or not listings.is_member(caller.user_id, ref):
        caller.need(REGISTRY_READ)
    return shapes.operator(selectors.operator(ref))


@router.get("/accounts", response=shapes.AccountPage, operation_id="list_accounts")
def list_accounts(request: HttpRequest, query: Query[shapes.AccountQuery]) -> dict[str, Any]:
    """List accounts, the latest registered first. An operator signed in sees its own. Scope: registry:read."""
    caller = known_caller(request)
    mine = None if caller.may(REGISTRY_READ) else caller.user_id
    if caller.kind == "key":
        caller.need(REGISTRY_READ)
    found = listings.accounts_page(
        of_user=mine, operator_ref=query.operator, status=query.status, after=query.after, limit=query.limit
    )
    return page(found, shapes.account)


@router.post("/accounts", response={201: shapes.Account}, operation_id="register_account")
def register_account(request: HttpRequest, body: shapes.NewAccount) -> Status[Any]:
    """Enter an account into the register. Scope: registry:write."""
    caller = known_caller(request)
    caller.need(REGISTRY_WRITE)
    made = services.register_account(
        body.id,
        name=body.name,
        bio=body.bio,
        categories=body.categories,
        operator_ref=body.operator,
        followers=body.followers,
        registered_at=body.registered_at,
        actor=caller.actor,
        at=caller.at,
    )
    return Status(201, shapes.account(made))


@router.get("/accounts/{account}", response=shapes.Account, operation_id="read_account")
def read_account(request: HttpRequest, account: str) -> dict[str, Any]:
    """Read one account. Scope: registry:read; an operator reads its own."""
    known_caller(request).need_or_operate(account, REGISTRY_READ)
    return shapes.account(selectors.account(account))


@router.get("/accounts/{account}/standing", response=shapes.Standing, operation_id="read_standing")
def read_standing(request: HttpRequest, account: str) -> dict[str, Any]:
    """Say where an account stands: what is withheld from it, what is in force, and by which decisions.

    Scope: registry:read; an operator reads its own.
    """
    caller = known_caller(request)
    caller.need_or_operate(account, REGISTRY_READ)
    hidden = () if caller.operates(account) else caller.hidden.cases
    return shapes.standing(
        selectors.account(account),
        restrictions=selectors.restrictions_of(account, at=caller.at),
        measures=enforcement.measures_in_force(account),
        decisions=enforcement.decisions_of(account, hidden=hidden)[:_DECISIONS_SHOWN],
        open_appeals=[one.receipt for one in redress.appeals_of(account) if not one.outcome],
    )


@router.get("/accounts/{account}/credentials", response=shapes.CredentialPage, operation_id="list_credentials")
def list_credentials(request: HttpRequest, account: str) -> dict[str, Any]:
    """List the licences of an account and of its operator. Scope: registry:read; an operator lists its own."""
    caller = known_caller(request)
    caller.need_or_operate(account, REGISTRY_READ)
    selectors.account(account)
    day = caller.at.astimezone(LOCAL).date()
    return whole([shapes.credential(one, day=day) for one in selectors.credentials_of(account)])


@router.post("/accounts/{account}/credentials", response={201: shapes.CredentialPage}, operation_id="add_credential")
def add_credential(request: HttpRequest, account: str, body: shapes.NewCredential) -> Status[Any]:
    """Hand in a licence with its whole number, to be looked up by a person, or note one that was checked; answer with all.

    An operator hands in its own. A key hands in or notes. Scope: registry:write.
    """
    caller = known_caller(request)
    if body.number:
        caller.need_or_operate(account, REGISTRY_WRITE)
        form = CredentialForm(**body.dict(include=set(CredentialForm.__slots__) - {"forms"}), forms=tuple(body.forms))
        hand_in_credential(account_ref=account, form=form, actor=caller.actor, at=caller.at)
    else:
        caller.need(REGISTRY_WRITE)
        noted = body.dict(include={"domain", "kind", "number_tail", "scope", "valid_to", "verified_by"})
        services.add_credential(account_ref=account, **noted, register=body.register_consulted, actor=caller.actor, at=caller.at)
    day = caller.at.astimezone(LOCAL).date()
    return Status(201, whole([shapes.credential(one, day=day) for one in selectors.credentials_of(account)]))
