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
class AnnouncedChange:
    """A transfer that was approved and has not taken effect: followers may leave before it does. Source: PA21:11.2, RQ-046.

    Args:
        on: Day it takes effect, unless a party withdraws before.
    """

    on: date
    former: str
    later: str


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name the account had, and the last day it had it."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class PublicCard:
    """Who operates an account, as PA21:9.2 has it published.

    Args:
        subject_class: Legal form of the operating entity; empty while the registry does not know who operates the account.
        operating_entity: Registered name; for a natural person the shortened form, unless it consented to more.
        registered_address, uscc: Empty for a natural person.
        operating_address, contact: Empty for a natural person without its separate consent.
        is_verified: Whether the entity's identity was verified.
        ip_region: Region of the last sign-in by network, coarse. It can be wrong; the page says so.
        agency_uscc: Credit code of the agency; empty where no agreement links one.
        status: ``active``, ``limited``, ``suspended``, ``paused``, ``dormant``, ``closed`` …
        status_since: Day of the last change of status; None while there was none.
        announced_change: The transfer that takes effect soon; None where there is none.
        former_names: Names it had, the latest first.
        originals: Contents that show the badge of originality. Source: PA21:14.2, RQ-064
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
    agency_uscc: str
    status: str
    status_since: date | None
    registered_on: date | None
    badges: tuple[Badge, ...]
    subject_changes: tuple[SubjectChange, ...]
    announced_change: AnnouncedChange | None
    former_names: tuple[FormerName, ...]
    originals: int
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


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency (MCN) and the accounts linked to it now. Source: PA21:16.4, RQ-074."""

    uscc: str
    name: str
    accounts: tuple[CardLine, ...]
