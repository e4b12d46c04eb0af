"""The public card: read by anybody, holding what PA21:9.2 has published and nothing that identifies a natural person."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.disclosure.errors import CardUnknown
from goodstanding.apps.disclosure.values import Badge, CardLine, PublicCard, SubjectChange
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.errors import OperatorUnknown
from goodstanding.apps.registry.records import AccountRecord, CredentialRecord

MOST_RESULTS = 20
SHORTEST_QUERY = 2
"""Characters a search by name needs: one alone would list half the register. An exact account id may be shorter."""
A_PERSON = "*"
"""Stands for a natural person in the history of subjects."""


def public_card(account_ref: str, /, *, at: datetime) -> PublicCard:
    """Return the card of an account; the reduced one where a natural person operates it.

    Raises:
        CardUnknown: The platform has no such account.
    """
    account = registry.find_account(account_ref)
    if account is None:
        raise CardUnknown(f"There is no account “{account_ref}” here.", hint="Search by its name.")
    operator = account.operator
    is_person = operator is not None and operator.is_person
    is_organization = operator is not None and not operator.is_person
    return PublicCard(
        account_ref=account.account_ref,
        name=account.name,
        categories=account.categories,
        subject_class=operator.subject_class if operator is not None else "",
        operating_entity=operator.name if operator is not None else "",
        registered_address=operator.registered_place if operator is not None and is_organization else "",
        operating_address=operator.operating_place if operator is not None and is_organization else "",
        uscc=operator.uscc if operator is not None and is_organization else "",
        contact=registry.disclosed_contact(operator.ref) if operator is not None and is_organization else "",
        is_verified=operator is not None and operator.verified_at is not None,
        ip_region=account.ip_region,
        agency=account.agency,
        status=account.status,
        registered_on=account.registered_at.astimezone(LOCAL).date() if account.registered_at else None,
        badges=_badges(registry.credentials_of(account_ref), at=at),
        subject_changes=_subject_changes(account_ref),
        is_reduced=is_person,
        as_of=at,
    )


def search(query: str, /, *, limit: int = MOST_RESULTS) -> tuple[CardLine, ...]:
    """Find accounts by id or by a part of their name; nothing for a query too short to mean one account.

    Args:
        limit: 1–20: the register is looked up, not exported.
    """
    asked = query.strip()
    if len(asked) < SHORTEST_QUERY:
        found = registry.find_account(asked) if asked else None
        return (_line(found),) if found is not None else ()
    return tuple(_line(account) for account in registry.accounts_named(asked, limit=max(1, min(limit, MOST_RESULTS))))


def _line(account: AccountRecord) -> CardLine:
    operator = account.operator
    return CardLine(
        account_ref=account.account_ref,
        name=account.name,
        operating_entity=operator.name if operator is not None else "",
        subject_class=operator.subject_class if operator is not None else "",
        is_verified=operator is not None and operator.verified_at is not None,
        status=account.status,
    )


def _badges(credentials: tuple[CredentialRecord, ...], *, at: datetime) -> tuple[Badge, ...]:
    today = at.astimezone(LOCAL).date()
    return tuple(
        Badge(held.domain, held.kind, held.verified_at.astimezone(LOCAL).date(), held.valid_to)
        for held in credentials
        if held.verified_at is not None and held.is_valid(today)
    )


def _subject_changes(account_ref: str) -> tuple[SubjectChange, ...]:
    changes = (change for change in registry.account_history(account_ref) if change.field == "operator" and change.old)
    return tuple(
        SubjectChange(change.at.astimezone(LOCAL).date(), _entity(change.old), _entity(change.new)) for change in changes
    )


def _entity(operator_ref: str) -> str:
    if not operator_ref:
        return ""
    try:
        operator = registry.operator(operator_ref)
    except OperatorUnknown:
        return ""
    return A_PERSON if operator.is_person else operator.name
