"""Applications to register an account, their documents, and transfers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ninja import Field, Schema

from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.reading.documents import DocumentRecord
from goodstanding.apps.registry.transfer_records import TransferRecord
from goodstanding.apps.registry.ways_records import LetterRecord, PaymentRecord
from goodstanding.web.api.shapes.common import Given, Moment, Page, Paging

MOST_BASE64 = 7_500_000
"""Characters of a document in base64: what a body of 8 MiB has room for."""


class ApplicationForm(Given):
    """What an applicant fills in; a field that is absent stays as it was. What identifies a person is sealed on arrival."""

    subject_class: str | None = Field(None, max_length=24, description="person, enterprise, individual_business, government …")
    account_name: str | None = Field(None, max_length=200)
    bio: str | None = Field(None, max_length=2000)
    avatar_sha256: str | None = Field(None, max_length=64)
    avatar_phash: str | None = Field(
        None, max_length=64, description="256-bit perceptual hash of the avatar, 64 hexadecimal digits in lower case."
    )
    categories: list[str] | None = Field(None, max_length=20)
    registered_place: str | None = Field(None, max_length=6, description="GB/T 2260 code.")
    operating_place: str | None = Field(None, max_length=6, description="GB/T 2260 code.")
    address: str | None = Field(None, max_length=300)
    business_scope: str | None = Field(None, max_length=2000)
    organization_name: str | None = Field(None, max_length=200)
    uscc: str | None = Field(None, max_length=40, description="Unified social credit code.")
    full_name: str | None = Field(None, max_length=120, description="Sealed; never given out.")
    resident_id: str | None = Field(None, max_length=40, description="Sealed; its last characters are shown.")
    mobile: str | None = Field(None, max_length=40, description="Sealed; its last digits are shown.")
    contact: str | None = Field(None, max_length=120, description="Sealed; never given out.")
    responsible_person: str | None = Field(None, max_length=120, description="Sealed; never given out.")
    cap_reason: str | None = Field(
        None, max_length=1000, description="Why the subject needs more accounts than it may run; a person decides on it."
    )

    def told(self) -> dict[str, Any]:
        """Return what was sent."""
        sent = self.dict(exclude_unset=True)
        return {name: value for name, value in sent.items() if value is not None and name in ApplicationForm.model_fields}


class NewApplication(ApplicationForm):
    """An application to begin, with as much of the form as is known already."""

    account: str = Field("", max_length=255, description="The account's id on the platform; one is made where it is empty.")


class ChangedApplication(ApplicationForm):
    """Fields of an application to change."""

    expected_version: int | None = Field(None, ge=1, description="The version you saw; or If-Match with its ETag.")


class ApplicationStep(Given):
    """A step of an application."""

    expected_version: int | None = Field(None, ge=1, description="The version you saw; or If-Match with its ETag.")


class Acceptance(Given):
    """The text of the agreement that was shown to and accepted by the applicant."""

    sha256: str = Field(min_length=64, max_length=64, description="Hash of the agreement in effect, as it was shown.")


class MobileCode(Given):
    """The code a mobile received; without one, a code is sent."""

    code: str = Field("", max_length=12)


class PaymentWanted(Given):
    """The organization's own bank account, to which a small random sum is to be sent."""

    bank: str = Field(min_length=1, max_length=60, description="The bank, by name.")
    account: str = Field(min_length=1, max_length=60, description="Number of the account. Sealed; its last digits are shown.")


class SumReceived(Given):
    """The sum the account received."""

    sum: str = Field(min_length=1, max_length=20, description="Yuan with at most two decimals, as 0.37.")


class Payment(Schema):
    """A small payment as it stands; of the account its last digits, of the sum nothing."""

    id: str
    state: str = Field(description="queued, paid, passed, failed, refused, expired or cancelled.")
    account_tail: str
    tries_left: int = Field(description="Sums that may still be typed.")
    asked_at: Moment
    paid_at: Moment | None
    expires_at: Moment | None = Field(description="First instant the sum no longer counts.")


class NewLetter(Given):
    """A letter of authorisation, in base64."""

    name: str = Field(min_length=1, max_length=200)
    content: str = Field(min_length=1, max_length=MOST_BASE64, description="PNG, JPEG or PDF in base64. Kept sealed.")


class Letter(Schema):
    """A letter as it stands, without its content."""

    id: str
    document: str
    state: str = Field(description="waiting, accepted, refused or replaced.")
    reasons: str = Field(description="Why it was accepted or not.")
    handed_in_at: Moment
    decided_at: Moment | None


class NewDocument(Given):
    """A document, in base64."""

    name: str = Field(min_length=1, max_length=200)
    kind: str = Field("identity", min_length=1, max_length=32, description="identity, letter, licence …")
    content: str = Field(min_length=1, max_length=MOST_BASE64, description="PNG, JPEG or PDF in base64. Kept sealed.")


class Document(Schema):
    """A document handed in, without its content."""

    id: str
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    handed_in_at: Moment
    purge_after: Moment | None
    purged_at: Moment | None


class DocumentPage(Page[Document]):
    """The documents of an application."""


class Check(Schema):
    """What one check found."""

    code: str
    state: str = Field(description="passed, failed, waiting or needs_person.")
    says: str = Field(description="In the language you accept.")
    on: str = Field(description="Field to put right; empty where none.")
    clause: str


class Application(Schema):
    """An application as it stands. Of what identifies a person, tails and an age band only."""

    id: str
    account: str
    status: str = Field(description="draft, checking, review, correction, active, refused or withdrawn.")
    version: int
    subject_class: str
    account_name: str
    bio: str
    avatar_sha256: str
    avatar_phash: str
    categories: list[str]
    registered_place: str
    operating_place: str
    address: str
    business_scope: str
    organization_name: str
    uscc: str
    cap_reason: str = Field(description="Why the subject asks for an exception from its cap; empty where it asks for none.")
    shown: dict[str, Any] = Field(description="Tails, age band, and which sealed fields are filled (has_…).")
    factors: list[str] = Field(description="Verification factors that were shown and passed.")
    checks: list[Check]
    operator: str | None
    reasons: str = Field(description="Why it was returned or refused.")
    created_at: Moment
    submitted_at: Moment | None
    decided_at: Moment | None


class ApplicationPage(Page[Application]):
    """One page of applications."""


class ApplicationQuery(Paging):
    """Which applications."""

    status: str = Field("", max_length=16)


class NewTransfer(Given):
    """An account offered to another subject."""

    reason: str = Field(min_length=1, max_length=2000)


class Agreement(Given):
    """The other party agrees to take an account."""

    code: str = Field(min_length=1, max_length=40, description="The code the giver passed on.")
    operator: str = Field(min_length=1, max_length=40, description="The subject that takes it.")


class Transfer(Schema):
    """One account on its way to another subject."""

    id: str
    account: str
    giver: str
    taker: str | None
    status: str = Field(description="offered, review, cooling, completed, refused or withdrawn.")
    reason: str
    reasons: str = Field(description="Why it was refused.")
    offered_at: Moment
    agreed_at: Moment | None
    completes_at: Moment | None
    ended_at: Moment | None


class OfferedTransfer(Transfer):
    """A transfer just offered."""

    code: str = Field(description="Lets the other party agree. Shown once; pass it on yourself.")


class TransferPage(Page[Transfer]):
    """The transfers of an account."""


def application(found: ApplicationRecord, /, *, language: str) -> dict[str, Any]:
    """Shape an application."""
    plain = (
        "status", "version", "subject_class", "account_name", "bio", "avatar_sha256", "avatar_phash", "registered_place",
        "operating_place", "address", "business_scope", "organization_name", "uscc", "cap_reason", "reasons", "created_at",
        "submitted_at", "decided_at",
    )  # fmt: skip
    return {name: getattr(found, name) for name in plain} | {
        "id": found.ref,
        "account": found.account_ref,
        "categories": list(found.categories),
        "shown": dict(found.shown),
        "factors": list(found.factors),
        "operator": found.operator_ref or None,
        "checks": [
            {"code": one.code, "state": one.state, "says": one.says.in_language(language), "on": one.on, "clause": one.clause}
            for one in found.checks
        ],
    }


def payment(found: PaymentRecord, /) -> dict[str, Any]:
    """Shape a payment."""
    plain = ("state", "account_tail", "tries_left", "asked_at", "paid_at", "expires_at")
    return {name: getattr(found, name) for name in plain} | {"id": found.ref}


def letter(found: LetterRecord, /) -> dict[str, Any]:
    """Shape a letter."""
    plain = ("state", "reasons", "handed_in_at", "decided_at")
    return {name: getattr(found, name) for name in plain} | {"id": found.ref, "document": found.document_ref}


def documents(found: Sequence[DocumentRecord], /) -> list[dict[str, Any]]:
    """Shape documents."""
    plain = ("kind", "name", "media_type", "size", "sha256", "handed_in_at", "purge_after", "purged_at")
    return [{name: getattr(one, name) for name in plain} | {"id": one.ref} for one in found]


def transfer(found: TransferRecord, /) -> dict[str, Any]:
    """Shape a transfer."""
    plain = ("status", "reason", "reasons", "offered_at", "agreed_at", "completes_at", "ended_at")
    return {name: getattr(found, name) for name in plain} | {
        "id": found.ref,
        "account": found.account_ref,
        "giver": found.giver,
        "taker": found.taker or None,
    }
