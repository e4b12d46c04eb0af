"""Operators, accounts, credentials, and where an account stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ninja import Field, Schema

from goodstanding.apps.enforcement.values import DecisionView, MeasureStateView
from goodstanding.apps.registry.records import AccountRecord, CredentialRecord, OperatorRecord, RestrictionRecord
from goodstanding.web.api.shapes.common import Given, GivenMoment, Moment, Page, Paging
from goodstanding.web.api.shapes.decisions import MeasureInForce, measure_in_force


class NewOperator(Given):
    """An operator to be registered. What identifies a person is sealed and never given out here."""

    subject_class: str = Field(description="person, enterprise, individual_business, government, public_institution …")
    name: str = Field(min_length=1, max_length=200, description="Registered name; of a person the full name.")
    uscc: str = Field("", max_length=18, description="Unified social credit code; its check digit is checked.")
    responsible_person: str = Field("", max_length=200)
    contact: str = Field("", max_length=200)
    registered_place: str = Field("", max_length=200)
    operating_place: str = Field("", max_length=200)
    business_scope: str = Field("", max_length=2000)


class Operator(Schema):
    """An operator, without anything sealed. A person's name is shortened."""

    id: str
    subject_class: str
    name: str
    uscc: str
    registered_place: str
    operating_place: str
    business_scope: str
    verified_at: Moment | None


class OperatorPage(Page[Operator]):
    """One page of operators."""


class NewAccount(Given):
    """An account to be registered."""

    id: str = Field(min_length=1, max_length=255, description="The platform's own id.")
    name: str = Field(min_length=1, max_length=200)
    bio: str = Field("", max_length=5000)
    categories: list[str] = Field(default_factory=list, max_length=20)
    operator: str | None = Field(None, max_length=40, description="Reference of its operator.")
    followers: int = Field(0, ge=0, le=2**31 - 1)
    registered_at: GivenMoment | None = Field(None, description="When it came into being on the platform; now when absent.")


class Account(Schema):
    """An account as it stands."""

    id: str
    name: str
    bio: str
    categories: list[str]
    status: str = Field(description="active, limited, suspended or closed")
    paused_at: Moment | None = Field(description="Since when it rests, by its operator's wish or for disuse; null: it does not")
    followers: int
    agency: str = Field(description="The agency (MCN) linked by an agreement in force; empty where none is")
    ip_region: str
    registered_at: Moment | None
    closed_at: Moment | None
    operator: Operator | None


class AccountPage(Page[Account]):
    """One page of accounts."""


class AccountQuery(Paging):
    """Which accounts."""

    operator: str = Field("", max_length=40)
    status: str = Field("", max_length=16)


class NewCredential(Given):
    """A licence. With ``number`` it is handed in to be looked up; without, it was checked already and its tail is noted."""

    domain: str = Field(min_length=1, max_length=32, description="medicine, economy, education, justice, news …")
    kind: str = Field(min_length=1, max_length=64, description="Kind of licence: physician, lawyer, news_licence … or other.")
    number: str = Field("", max_length=60, description="The whole number, to be looked up by a person. Kept sealed.")
    forms: list[str] = Field([], description="Of a news licence: editing, repost, platform.")
    issuer: str = Field("", max_length=200)
    background: str = Field("", max_length=300, description="What its holder does in the field.")
    number_tail: str = Field("", max_length=8, description="Of a licence checked already: the last characters of its number.")
    scope: str = Field("", max_length=200)
    valid_from: date | None = Field(None, description="First day it is valid.")
    valid_to: date | None = Field(None, description="Last day it is valid.")
    verified_by: str = Field("", max_length=80, description="Of a licence checked already: who checked it.")
    register_consulted: str = Field(
        "", max_length=200, description="Of a licence checked already: the register that was consulted."
    )


class Credential(Schema):
    """A licence as it may be shown."""

    id: str
    domain: str
    kind: str
    forms: list[str] = Field(description="Forms of service a news licence covers.")
    number_tail: str
    scope: str
    status: str = Field(description="unverified, verified, refused, lapsed or withdrawn.")
    verified_at: Moment | None
    register_consulted: str = Field(description="The register a person consulted.")
    checked_on: date | None = Field(description="The day it was consulted.")
    valid_from: date | None
    valid_to: date | None
    valid: bool = Field(description="Whether it was verified and covers today.")


class CredentialPage(Page[Credential]):
    """The credentials of an account and of its operator."""


class Restriction(Schema):
    """A function withheld from an account."""

    function: str
    starts_at: Moment
    ends_at: Moment | None
    decision: str


class StandingDecision(Schema):
    """One decision about the account, in a line."""

    id: str
    verdict: str
    label: str
    severity: str
    decided_at: Moment
    in_force: bool


class Standing(Schema):
    """Where an account stands: what is withheld, what is in force, and why."""

    id: str
    name: str
    status: str
    restrictions: list[Restriction]
    measures: list[MeasureInForce]
    decisions: list[StandingDecision] = Field(description="The latest, superseded ones included.")
    open_appeals: list[str] = Field(description="Receipts of appeals that wait for their answer.")


def operator(found: OperatorRecord, /) -> dict[str, Any]:
    """Shape an operator."""
    return {
        "id": found.ref,
        "subject_class": found.subject_class,
        "name": found.name,
        "uscc": found.uscc,
        "registered_place": found.registered_place,
        "operating_place": found.operating_place,
        "business_scope": found.business_scope,
        "verified_at": found.verified_at,
    }


def account(found: AccountRecord, /) -> dict[str, Any]:
    """Shape an account."""
    return {
        "id": found.account_ref,
        "name": found.name,
        "bio": found.bio,
        "categories": list(found.categories),
        "status": found.status,
        "paused_at": found.paused_at,
        "followers": found.followers,
        "agency": found.agency,
        "ip_region": found.ip_region,
        "registered_at": found.registered_at,
        "closed_at": found.closed_at,
        "operator": operator(found.operator) if found.operator else None,
    }


def credential(found: CredentialRecord, /, *, day: date) -> dict[str, Any]:
    """Shape a credential."""
    return {
        "id": found.ref,
        "domain": found.domain,
        "kind": found.kind,
        "forms": list(found.forms),
        "number_tail": found.number_tail,
        "scope": found.scope,
        "status": found.status,
        "verified_at": found.verified_at,
        "register_consulted": found.register,
        "checked_on": found.checked_on,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "valid": found.is_valid(day),
    }


def standing(
    found: AccountRecord,
    /,
    *,
    restrictions: Sequence[RestrictionRecord],
    measures: Sequence[tuple[str, MeasureStateView]],
    decisions: Sequence[DecisionView],
    open_appeals: Sequence[str],
) -> dict[str, Any]:
    """Shape where an account stands."""
    return {
        "id": found.account_ref,
        "name": found.name,
        "status": found.status,
        "restrictions": [
            {"function": one.function, "starts_at": one.starts_at, "ends_at": one.ends_at, "decision": one.decision_ref}
            for one in restrictions
        ],
        "measures": [measure_in_force(state, decision_ref=ref) for ref, state in measures],
        "decisions": [
            {
                "id": one.ref,
                "verdict": one.verdict,
                "label": one.label,
                "severity": one.severity,
                "decided_at": one.decided_at,
                "in_force": one.is_in_force,
            }
            for one in decisions
        ],
        "open_appeals": list(open_appeals),
    }
