"""What the platform's duties look like to the rest of the product: frozen records and the fixed lists of the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Office(StrEnum):
    """Offices the law wants filled. Source: PA21:6.1, RQ-008."""

    OFFICER = "content_safety_officer"
    DEPUTY = "content_safety_deputy"


class Slot(StrEnum):
    """The nine management systems. Source: PA21:6.1, RQ-009."""

    REGISTRATION = "registration"
    CONTENT_SAFETY = "content_safety"
    ECOLOGY = "ecology"
    EMERGENCY = "emergency"
    NETWORK_SECURITY = "network_security"
    DATA_SECURITY = "data_security"
    PERSONAL_DATA = "personal_data"
    INTELLECTUAL_PROPERTY = "intellectual_property"
    CREDIT = "credit"


REMIND_DAYS = (60, 30, 7)
"""Days before a licence ends at which its keepers are reminded. Source: RQ-005."""

REVIEW_WITHIN = timedelta(days=365)
"""A management document approved longer ago is red. Source: RQ-009."""


@dataclass(frozen=True, slots=True)
class AppointmentRecord:
    """Somebody appointed to an office.

    Args:
        term_ends: Last day of the term; None without one.
        ended_at: When it ended; None while it runs.
    """

    ref: str
    office: str
    user_id: int
    starts_at: datetime
    term_ends: date | None
    ended_at: datetime | None
    end_reason: str


@dataclass(frozen=True, slots=True)
class OfficeState:
    """Who holds an office now; ``holder`` is None while it is vacant."""

    office: str
    holder: AppointmentRecord | None

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it."""
        return self.holder is None


@dataclass(frozen=True, slots=True)
class LicenceRecord:
    """One licence or filing of the platform.

    Args:
        valid_to: Last day it is valid; None where it has no end.
        days_left: Days until then, negative once it is past; None where it has no end.
        reminded: Days before the end at which reminders went out.
        document_ref: The sealed file.
    """

    ref: str
    kind: str
    number: str
    issuer: str
    valid_to: date | None
    days_left: int | None
    reminded: tuple[int, ...]
    document_ref: str
    file_sha256: str

    @property
    def is_red(self) -> bool:
        """Whether it has expired."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """One version of a management document; in force once approved."""

    ref: str
    slot: str
    version: str
    body: str
    sha256: str
    controls: tuple[str, ...]
    owner_id: int
    review_on: date
    written_at: datetime
    approved_by: int | None
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class SlotState:
    """One of the nine slots: its approved version, and whether that is missing or too old."""

    slot: str
    version: DocumentVersion | None
    is_red: bool


@dataclass(frozen=True, slots=True)
class ControlState:
    """What the log shows of one control in its period.

    Args:
        slot: The management document that names it.
        evidence: Entries of the log in the period.
    """

    control: str
    slot: str
    start: datetime
    end: datetime
    evidence: int

    @property
    def has_failed(self) -> bool:
        """Whether the period holds no evidence of it."""
        return self.evidence == 0


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """A competent office of cyberspace affairs and how it is reached.

    Args:
        code: ``000000`` for the central office, else the province's code (GB/T 2260).
        channel: How it is reached, as this installation noted it; empty while nobody did.
        checked_on: When that was last checked.
    """

    code: str
    name: str
    channel: str
    contact_owner: int | None
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class FilingRecord:
    """One filing package: taken from a snapshot, filed by a person with a receipt."""

    ref: str
    office_code: str
    office_name: str
    package_sha256: str
    prepared_at: datetime
    filed_at: datetime | None
    receipt: str


@dataclass(frozen=True, slots=True)
class PendingChange:
    """Something filed that changed since the last receipt: a rule, the agreement or an account."""

    change: str
    kind: str
    name: str
    detail: tuple[str, ...] = ()


ROLES = ("reviewers", "appeals", "engineers", "security")
"""Roles counted by month. Source: RQ-007."""

QUESTIONS = (
    "publishes_to_public",
    "groups_or_channels",
    "live_or_realtime",
    "recommends_or_ranks",
    "mobilises",
)
"""What makes a feature one of public opinion or mobilisation; one yes flags it. Source: PA21:7.3, RQ-020."""

CONDUCT_ITEMS = (
    "training_held",
    "policy_public",
    "no_value_scoring",
    "complaints_read",
    "minors_protected",
    "corrections_made",
)
"""What the yearly checklist asks. Source: PA21:4.1, RQ-003."""


@dataclass(frozen=True, slots=True)
class StaffingRecord:
    """People by role in a month.

    Args:
        headcount: Full posts by role.
        languages: Languages reviewers read.
    """

    month: str
    headcount: Mapping[str, int]
    languages: tuple[str, ...]
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class FeatureRecord:
    """A feature at the launch gate.

    Args:
        is_flagged: Whether it needs an assessment report.
        report_sha256: Empty while none is attached.
    """

    code: str
    title: str
    answers: Mapping[str, bool]
    is_flagged: bool
    assessed_by: int
    assessed_at: datetime
    report_ref: str
    report_sha256: str
    approved_by: int | None
    approved_at: datetime | None
    switched_on_at: datetime | None

    @property
    def is_on(self) -> bool:
        """Whether it is switched on."""
        return self.switched_on_at is not None

    @property
    def may_go_on(self) -> bool:
        """Whether nothing stands in the way of switching it on."""
        return not self.is_flagged or (bool(self.report_sha256) and self.approved_at is not None)


@dataclass(frozen=True, slots=True)
class ConductRecord:
    """The signed checklist of a year.

    Args:
        items: By item, whether it was done and what is said of it.
    """

    year: int
    items: Mapping[str, tuple[bool, str]]
    sha256: str
    signed_by: int
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class ConductState:
    """The checklist of a year, and whether it is missing."""

    year: int
    record: ConductRecord | None

    @property
    def is_red(self) -> bool:
        """Whether nobody signed it yet."""
        return self.record is None


@dataclass(frozen=True, slots=True)
class RulesDigest:
    """What an operator is asked to accept: the version of the rules, and one line a violation.

    Args:
        lines: Label of the violation, clauses it rests on, titles of the rules; in the order of the law.
        sha256: Of all of it in canonical form.
    """

    pack: str
    pack_digest: str
    lines: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], ...]
    sha256: str
