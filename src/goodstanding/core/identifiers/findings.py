"""What can be known of an identifier: that it is written wrongly, that it is written well, or that somebody verified it.

A check digit never verifies a person: only `Verified` does, and only with who, where and when. Source: RQ-022, RQ-034.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from goodstanding.core.kernel.sentences import Sentence

_SHOWN = 4


class IdentifierKind(StrEnum):
    """What an identifier identifies."""

    RESIDENT_ID = "resident_id"
    CREDIT_CODE = "credit_code"
    BUSINESS_LICENCE = "business_licence"
    MOBILE = "mobile"
    ICP_FILING = "icp_filing"
    ICP_LICENCE = "icp_licence"
    TELECOM_LICENCE = "telecom_licence"
    POLICE_FILING = "police_filing"
    NEWS_LICENCE = "news_licence"
    DRUG_INFORMATION = "drug_information"
    PUBLISHING_LICENCE = "publishing_licence"
    AUDIOVISUAL_LICENCE = "audiovisual_licence"
    BROADCAST_PRODUCTION = "broadcast_production"
    CULTURE_LICENCE = "culture_licence"
    FOOD_BUSINESS = "food_business"
    FOOD_PRODUCTION = "food_production"
    MEDICAL_INSTITUTION = "medical_institution"
    PHYSICIAN = "physician"
    NURSE = "nurse"
    LAWYER = "lawyer"
    LAW_FIRM = "law_firm"
    TEACHER = "teacher"
    SECURITIES_PRACTITIONER = "securities_practitioner"
    ACCOUNTANT = "accountant"


class AgeBand(StrEnum):
    """How old a person is, as exactly as any duty asks and no more."""

    UNDER_14 = "under_14"
    FROM_14_TO_15 = "14_15"
    FROM_16_TO_17 = "16_17"
    ADULT = "adult"


class IdentityDocument(StrEnum):
    """Which document bears an 18-digit number of a person."""

    RESIDENT_CARD = "resident_card"
    RESIDENCE_PERMIT = "residence_permit"
    """Of a resident of Hong Kong, Macao or Taiwan."""
    PERMANENT_RESIDENCE_CARD = "permanent_residence_card"
    """Of a foreigner."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """The identifier cannot be right as it is written; the reason says what is wrong and what to do."""

    kind: IdentifierKind
    reason: Sentence

    @property
    def state(self) -> str:
        """Name the state as records and interfaces do."""
        return "malformed"


@dataclass(frozen=True, slots=True)
class WellFormed:
    """The identifier is written as its standard says. Nobody has been verified.

    ``canonical`` is the one form to index blindly and to compare. It is personal data for persons: seal it, never log it; it is
    left out of ``repr``. The birth date and the digit for the sex are not given out.
    """

    kind: IdentifierKind
    canonical: str = field(repr=False)
    cautions: tuple[Sentence, ...] = ()
    """What a person should look at before verifying; none of it makes the identifier wrong."""
    layout_only: bool = False
    """Whether only the layout could be checked, because there is no check digit or its arithmetic is not published."""
    age_band: AgeBand | None = None
    document: IdentityDocument | None = None
    organisation_class: OrganisationClass | None = None
    region: str = ""
    """Country of a telephone number as two letters, else empty."""

    @property
    def state(self) -> str:
        """Name the state as records and interfaces do."""
        return "well_formed"

    @property
    def tail(self) -> str:
        """Return what may be displayed: the last characters, at most a third of them."""
        return display_tail(self.canonical)


@dataclass(frozen=True, slots=True)
class Verified:
    """A person or a provider found the identifier in a register.

    Args:
        by: Reference of the user or provider that verified.
        register: The register that was consulted.
        on: The day it was consulted.
        evidence_sha256: Of the record or screenshot that was kept; empty where none was.
    """

    well_formed: WellFormed
    by: str
    register: str
    on: date
    evidence_sha256: str = ""

    def __post_init__(self) -> None:
        if not self.by or not self.register:
            raise ValueError("A verification names who verified and in which register.")

    @property
    def state(self) -> str:
        """Name the state as records and interfaces do."""
        return "verified"


@dataclass(frozen=True, slots=True)
class OrganisationClass:
    """What the first two characters of a unified social credit code say of its holder."""

    code: str
    registrar: Sentence
    title: Sentence
    subject_class: str
    """The product's subject class: enterprise, individual_business, government, public_institution, people_organization or
    other_organization. A media organisation is not told by its code."""


Finding = Malformed | WellFormed | Verified


def display_tail(canonical: str, /) -> str:
    """Return the last four characters behind an ellipsis; fewer where four would be more than a third of a number."""
    shown = min(_SHOWN, len(canonical) // 3)
    return "…" + (canonical[-shown:] if shown else "")
