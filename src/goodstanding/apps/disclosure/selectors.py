"""The public card: read by anybody, holding what PA21:9.2 has published and nothing that identifies a natural person."""

from __future__ import annotations

from datetime import date, datetime

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.disclosure.errors import CardUnknown
from goodstanding.apps.disclosure.values import (
    AgencyCard,
    AnnouncedChange,
    Badge,
    CardLine,
    FormerName,
    PublicCard,
    SubjectChange,
)
from goodstanding.apps.originality.selectors import badge_count
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.errors import OperatorUnknown
from goodstanding.apps.registry.reading.agencies import agency as linked_agency
from goodstanding.apps.registry.reading.agencies import agency_of
from goodstanding.apps.registry.reading.consents import published_of
from goodstanding.apps.registry.reading.life import pause_of
from goodstanding.apps.registry.reading.transfers import announced_transfer
from goodstanding.apps.registry.records import AccountChangeRecord, AccountRecord, CredentialRecord

MOST_RESULTS = 20
SHORTEST_QUERY = 2
"""Characters a search by name needs: one alone would list half the register. An exact account id may be shorter."""
MOST_NAMES = 5
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
    published = published_of(operator.ref) if operator is not None else None
    history = registry.account_history(account_ref)
    return PublicCard(
        account_ref=account.account_ref,
        name=account.name,
        categories=account.categories,
        subject_class=operator.subject_class if operator is not None else "",
        operating_entity=published.name if published is not None else "",
        registered_address=published.registered_address if published is not None else "",
        operating_address=published.operating_address if published is not None else "",
        uscc=published.uscc if published is not None else "",
        contact=published.contact if published is not None else "",
        is_verified=operator is not None and operator.verified_at is not None,
        ip_region=account.ip_region,
        agency=account.agency,
        agency_uscc=_agency_code(account),
        status=_status(account),
        status_since=_status_since(account, history),
        registered_on=_day(account.registered_at) if account.registered_at else None,
        badges=_badges(registry.credentials_of(account_ref), at=at),
        subject_changes=_subject_changes(history),
        announced_change=_announced(account_ref),
        former_names=_former_names(history),
        originals=badge_count(account_ref),
        is_reduced=operator is not None and operator.is_person,
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


def agency(uscc: str, /) -> AgencyCard | None:
    """Return an agency (MCN) with the accounts linked to it by an agreement in force; None where none is."""
    found = linked_agency(uscc)
    if found is None:
        return None
    return AgencyCard(found.uscc, found.name, tuple(_line(account) for account, _ in found.accounts))


def _line(account: AccountRecord) -> CardLine:
    operator = account.operator
    return CardLine(
        account_ref=account.account_ref,
        name=account.name,
        operating_entity=operator.name if operator is not None else "",
        subject_class=operator.subject_class if operator is not None else "",
        is_verified=operator is not None and operator.verified_at is not None,
        status=_status(account),
    )


def _status(account: AccountRecord) -> str:
    """Return where the account stands; one that rests is said to rest, and why, where no decision says more."""
    if account.paused_at is None or account.status not in {"active", "limited"}:
        return account.status
    pause = pause_of(account.account_ref)
    return "dormant" if pause is not None and pause.cause == "dormancy" else "paused"


def _status_since(account: AccountRecord, history: tuple[AccountChangeRecord, ...]) -> date | None:
    if account.paused_at is not None and account.status in {"active", "limited"}:
        return _day(account.paused_at)
    return next((_day(change.at) for change in history if change.field == "status"), None)


def _agency_code(account: AccountRecord) -> str:
    linked = agency_of(account.account_ref) if account.agency else None
    return linked.agency_uscc if linked is not None else ""


def _badges(credentials: tuple[CredentialRecord, ...], *, at: datetime) -> tuple[Badge, ...]:
    today = _day(at)
    return tuple(
        Badge(held.domain, held.kind, held.checked_on or _day(held.verified_at), held.valid_to)
        for held in credentials
        if held.verified_at is not None and held.is_valid(today)
    )


def _subject_changes(history: tuple[AccountChangeRecord, ...]) -> tuple[SubjectChange, ...]:
    changes = (change for change in history if change.field == "operator" and change.old)
    return tuple(SubjectChange(_day(change.at), _entity(change.old), _entity(change.new)) for change in changes)


def _announced(account_ref: str) -> AnnouncedChange | None:
    transfer = announced_transfer(account_ref)
    if transfer is None or transfer.completes_at is None:
        return None
    return AnnouncedChange(_day(transfer.completes_at), _entity(transfer.giver), _entity(transfer.taker))


def _former_names(history: tuple[AccountChangeRecord, ...]) -> tuple[FormerName, ...]:
    changes = (change for change in history if change.field == "name" and change.old)
    return tuple(FormerName(change.old, _day(change.at)) for change in changes)[:MOST_NAMES]


def _entity(operator_ref: str) -> str:
    if not operator_ref:
        return ""
    try:
        operator = registry.operator(operator_ref)
    except OperatorUnknown:
        return ""
    return A_PERSON if operator.is_person else operator.name


def _day(at: datetime) -> date:
    return at.astimezone(LOCAL).date()
