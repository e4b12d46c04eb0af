"""What the public may know of an account: frozen, and holding nothing that identifies a natural person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Badge:
    """A verified qualification, as the badge on the account shows it.

    Source: PA21:9.2

    Args:
        checked_on: Day it was verified with its issuer.
        valid_to: Last day it is valid; None where it has no end.
    """

    domain: str
    kind: str
    checked_on: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SubjectChange:
    """The account passing from one operating entity to another. A natural person is not named."""

    on: date
    former: str
    later: str


@dataclass(frozen=True, slots=True)
class PublicCard:
    """Who operates an account, as PA21:9.2 has it published.

    Args:
        subject_class: Legal form of the operating entity; empty while the registry does not know who operates the account.
        operating_entity: Registered name; for a natural person the shortened form.
        registered_address, operating_address, uscc, contact: Empty for a natural person.
        is_verified: Whether the entity's identity was verified.
        ip_region: Region of the last sign-in by network, coarse. It can be wrong; the page says so.
        status: ``active``, ``limited``, ``suspended`` or ``closed``.
        is_reduced: True for a natural person: less may be published without separate consent.
        as_of: When the card was read.
    """

    account_ref: str
    name: str
    categories: tuple[str, ...]
    subject_class: str
    operating_entity: str
    registered_address: str
    operating_address: str
    uscc: str
    contact: str
    is_verified: bool
    ip_region: str
    agency: str
    status: str
    registered_on: date | None
    badges: tuple[Badge, ...]
    subject_changes: tuple[SubjectChange, ...]
    is_reduced: bool
    as_of: datetime


@dataclass(frozen=True, slots=True)
class CardLine:
    """One account in a list of search results."""

    account_ref: str
    name: str
    operating_entity: str
    subject_class: str
    is_verified: bool
    status: str
