"""What the registry tells other apps: frozen records, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OperatorRecord:
    """An operator without anything sealed. ``name`` of a natural person is the shortened form."""

    ref: str
    subject_class: str
    name: str
    uscc: str
    registered_place: str
    operating_place: str
    business_scope: str
    verified_at: datetime | None

    @property
    def is_person(self) -> bool:
        """Whether the operator is a natural person, of whom less may be published."""
        return self.subject_class == "person"


@dataclass(frozen=True, slots=True)
class CredentialRecord:
    """A licence or qualification as it may be shown: of its number the tail only.

    Args:
        status: ``unverified``, ``verified``, ``refused``, ``lapsed`` or ``withdrawn``.
        forms: Forms of service a news licence covers.
        checked_on: Day a person consulted the register; the badge names it.
    """

    ref: str
    status: str
    domain: str
    kind: str
    forms: tuple[str, ...]
    number_tail: str
    issuer: str
    scope: str
    background: str
    valid_from: date | None
    valid_to: date | None
    verified_at: datetime | None
    register: str
    checked_on: date | None
    reasons: str
    case_ref: str
    document_ref: str
    handed_in_at: datetime | None
    is_operators: bool

    def is_valid(self, day: date, /) -> bool:
        """Say whether it was verified and covers the day."""
        return self.status == "verified" and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account as it stands, with who operates it where that is known."""

    account_ref: str
    name: str
    bio: str
    avatar_sha256: str
    avatar_phash: str
    categories: tuple[str, ...]
    status: str
    ip_region: str
    followers: int
    agency: str
    registered_at: datetime | None
    last_signed_in_at: datetime | None
    closed_at: datetime | None
    paused_at: datetime | None
    operator: OperatorRecord | None


@dataclass(frozen=True, slots=True)
class AccountChangeRecord:
    """One field changing once."""

    field: str
    old: str
    new: str
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RestrictionRecord:
    """A function withheld, and until when; ``ends_at`` empty means until lifted."""

    account_ref: str
    function: str
    starts_at: datetime
    ends_at: datetime | None
    decision_ref: str
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class OperatorContact:
    """The unsealed details of an operator; whoever asks for them is logged."""

    full_name: str
    responsible_person: str
    contact: str
