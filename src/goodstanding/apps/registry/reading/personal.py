"""What the register holds about a subject, as the subject is shown it: kinds, tails and bands, never the data themselves.

Source: PA21:16.3, RQ-021
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.common.sealing import unseal
from goodstanding.apps.registry.errors import DataRequestUnknown
from goodstanding.apps.registry.models import (
    Account,
    Application,
    Operator,
    OperatorMember,
    PersonalDataRequest,
    SubjectClass,
    VerificationFactor,
)

_TAIL = 4
_SHORT = 8


@dataclass(frozen=True, slots=True)
class HeldItem:
    """One kind of data held.

    Args:
        code: What it is: full_name, resident_id, mobile, contact, responsible_person …
        shown: What of it may be shown; empty where nothing may.
        is_sealed: Whether it is kept sealed.
        is_digest: Whether nothing but a keyed digest is kept, from which it cannot be read back.
    """

    code: str
    shown: str
    is_sealed: bool = False
    is_digest: bool = False


@dataclass(frozen=True, slots=True)
class FactorShown:
    """One means by which the identity was verified."""

    kind: str
    state: str
    provider: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HeldData:
    """Everything held about one subject, as it is shown it.

    Args:
        subject_refs: Operator, its accounts and their applications: what readings and documents are filed under.
    """

    operator_ref: str
    name: str
    is_person: bool
    is_verified: bool
    accounts: tuple[tuple[str, str], ...]
    subject_refs: tuple[str, ...]
    items: tuple[HeldItem, ...]
    factors: tuple[FactorShown, ...]


@dataclass(frozen=True, slots=True)
class DataRequestRecord:
    """A request about the data held, without what was typed."""

    ref: str
    operator_ref: str
    operator_name: str
    account_ref: str
    kind: str
    field: str
    status: str
    reasons: str
    case_ref: str
    asked_at: datetime
    due_at: datetime
    decided_at: datetime | None
    open_until: datetime | None
    has_words: bool

    def may_open(self, at: datetime, /) -> bool:
        """Say whether a granted copy can be opened at an instant."""
        return self.kind == "copy" and self.status == "granted" and self.open_until is not None and at < self.open_until


def held_for(user_id: int, /) -> tuple[HeldData, ...]:
    """Return what is held about each subject a person answers for as its owner."""
    members = OperatorMember.objects.filter(user_id=user_id, role="owner").select_related("operator").order_by("operator_id")
    return tuple(held_about(member.operator) for member in members)


def subjects_of(user_id: int, /) -> tuple[str, ...]:
    """Return every reference a person's own data may be filed under: operators, accounts, applications."""
    refs = [ref for held in held_for(user_id) for ref in held.subject_refs]
    refs += Application.objects.filter(applicant_id=user_id).values_list("ref", flat=True)
    return tuple(dict.fromkeys(refs))


def held_about(operator: Operator, /) -> HeldData:
    """Return what is held about one subject."""
    accounts = tuple(Account.objects.filter(operator=operator).order_by("account_ref").values_list("account_ref", "name"))
    applications = Application.objects.filter(operator=operator).values_list("ref", flat=True)
    factors = VerificationFactor.objects.filter(operator=operator).order_by("-at", "-id")
    return HeldData(
        operator_ref=operator.ref,
        name=operator.name,
        is_person=operator.subject_class == SubjectClass.PERSON,
        is_verified=operator.verified_at is not None,
        accounts=accounts,
        subject_refs=(operator.ref, *(ref for ref, _ in accounts), *applications),
        items=_items(operator),
        factors=tuple(FactorShown(row.kind, row.state, row.provider, row.at) for row in factors),
    )


def requests_of(operator_refs: Collection[str], /) -> tuple[DataRequestRecord, ...]:
    """Return the requests about these subjects' data, the latest first."""
    rows = PersonalDataRequest.objects.select_related("operator").filter(operator__ref__in=list(operator_refs))
    return tuple(request_record(row) for row in rows.order_by("-asked_at", "-id"))


def data_request(ref: str, /) -> DataRequestRecord:
    """Return one request.

    Raises:
        DataRequestUnknown: There is none of this reference.
    """
    row = PersonalDataRequest.objects.select_related("operator").filter(ref=ref).first()
    if row is None:
        raise DataRequestUnknown(f"There is no request {ref}.", hint="Check the reference.")
    return request_record(row)


def request_record(row: PersonalDataRequest, /) -> DataRequestRecord:
    """Turn a row into what others are shown."""
    return DataRequestRecord(
        ref=row.ref,
        operator_ref=row.operator.ref,
        operator_name=row.operator.name,
        account_ref=row.account_ref,
        kind=row.kind,
        field=row.field,
        status=row.status,
        reasons=row.reasons,
        case_ref=row.case_ref,
        asked_at=row.asked_at,
        due_at=row.due_at,
        decided_at=row.decided_at,
        open_until=row.open_until,
        has_words=bool(row.words_sealed or row.value_sealed),
    )


def masked(text: str, /) -> str:
    """Show of a contact only what tells it from another: the domain of a mail address, the last characters of anything longer."""
    name, at_sign, domain = text.partition("@")
    if at_sign:
        return f"{name[:1]}***@{domain}"
    return f"***{text[-_TAIL:]}" if len(text) >= _SHORT else "***"


def _items(operator: Operator) -> tuple[HeldItem, ...]:
    found = []
    if operator.full_name_sealed:
        found.append(HeldItem("full_name", operator.name, is_sealed=True))
    for code, shown in operator.identity_shown.items():
        is_sealed = code == "mobile" and bool(operator.mobile_sealed)
        found.append(
            HeldItem(code, str(shown), is_sealed=is_sealed, is_digest=code in {"resident_id", "mobile"} and not is_sealed)
        )
    sealed = {"responsible_person": operator.responsible_person_sealed, "contact": operator.contact_sealed}
    for code, value in sealed.items():
        opened = unseal(value, context=f"registry.{code}") if value else ""
        if opened:
            found.append(HeldItem(code, f"{opened[:1]}**" if code == "responsible_person" else masked(opened), is_sealed=True))
    return tuple(found)
