"""Operators: who answers for accounts, what they may prove, and who acts for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from stdnum.cn import uscc as uscc_number
from stdnum.exceptions import ValidationError as NumberInvalid

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import seal, unseal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.caps import index_of_code
from goodstanding.apps.registry.errors import AccountUnknown, OperatorDetailsInvalid, OperatorUnknown
from goodstanding.apps.registry.models import (
    Account,
    AccountChange,
    Credential,
    CredentialStatus,
    MemberRole,
    Operator,
    OperatorMember,
    SubjectClass,
)
from goodstanding.apps.registry.reading.patrol import FIELDS
from goodstanding.apps.registry.records import OperatorContact, OperatorRecord
from goodstanding.apps.registry.services.documents import note_reading
from goodstanding.apps.registry.services.patrolling import bring_forward
from goodstanding.apps.registry.services.telling import announce_disclosure, announce_operator


def register_operator(
    *,
    subject_class: str,
    name: str,
    uscc: str = "",
    responsible_person: str = "",
    contact: str = "",
    registered_place: str = "",
    operating_place: str = "",
    business_scope: str = "",
    actor: Actor,
    at: datetime,
) -> OperatorRecord:
    """Enter an operator into the registry, unverified. What identifies a person is sealed.

    Args:
        subject_class: One of SubjectClass.
        name: Registered name; of a natural person the full name, of which only a shortened form stays readable.
        uscc: Unified social credit code, checked by its check digit; empty where there is none.

    Raises:
        OperatorDetailsInvalid: The class is unknown, the name empty, or the code's check digit wrong.

    Source: PA21:7, PA21:8
    """
    is_person = subject_class == SubjectClass.PERSON
    _check_details(subject_class, name, uscc)
    with immediate():
        row = Operator.objects.create(
            ref=new_ref("O"),
            subject_class=subject_class,
            name=shortened(name) if is_person else name,
            full_name_sealed=seal(name, context="registry.full_name") if is_person else b"",
            uscc=uscc_number.compact(uscc) if uscc else "",
            responsible_person_sealed=seal(responsible_person, context="registry.responsible_person"),
            contact_sealed=seal(contact, context="registry.contact"),
            registered_place=registered_place,
            operating_place=operating_place,
            business_scope=business_scope,
            subject_index=index_of_code(uscc) if uscc and not is_person else "",
            created_at=at,
        )
        _record("operator:registered", row.ref, {"subject_class": subject_class}, actor, at)
    return selectors.operator(row.ref)


def verify_operator(operator_ref: str, /, *, means: Mapping[str, Any], actor: Actor, at: datetime) -> OperatorRecord:
    """Note that an operator's identity was verified.

    Args:
        means: How, and with what result; never a document or its full number.

    Raises:
        OperatorUnknown: No operator has this reference.
    """
    with immediate():
        row = _operator(operator_ref)
        row.verified_at = at
        row.verification = dict(means)
        row.save(update_fields=["verified_at", "verification"])
        announce_operator(row, at=at)
        _record("operator:verified", row.ref, {"means": sorted(means)}, actor, at)
    return selectors.operator(operator_ref)


IDENTITY_FAULTS = ("borrowed", "forged")
"""How an identity can turn out not to be the operator's own. Source: PA21:8.1"""


def void_identity(operator_ref: str, /, *, fault: str, actor: Actor, at: datetime) -> OperatorRecord:
    """Note that an operator's identity turned out not to be its own; none of its accounts is served until it is verified anew.

    Args:
        fault: ``borrowed`` or ``forged``.

    Raises:
        OperatorUnknown: No operator has this reference.
        OperatorDetailsInvalid: There is no such fault.

    Source: PA21:8.1, RQ-024
    """
    if fault not in IDENTITY_FAULTS:
        raise OperatorDetailsInvalid(f"“{fault}” is not a fault of identity.", hint=f"Use one of {', '.join(IDENTITY_FAULTS)}.")
    with immediate():
        row = _operator(operator_ref)
        was = row.verified_at.isoformat() if row.verified_at else row.verification.get("verified_before", "")
        row.verified_at = None
        row.verification = {**row.verification, "fault": fault, "verified_before": was}
        row.save(update_fields=["verified_at", "verification"])
        _record("operator:identity_voided", row.ref, {"fault": fault}, actor, at)
        announce_operator(row, at=at)
    return selectors.operator(operator_ref)


def restore_identity(operator_ref: str, /, *, actor: Actor, at: datetime) -> OperatorRecord:
    """Take back that an operator's identity is not its own, as a reversal says: it is verified as it was before.

    Raises:
        OperatorUnknown: No operator has this reference.
    """
    with immediate():
        row = _operator(operator_ref)
        if "fault" not in row.verification:
            return selectors.operator(operator_ref)
        kept = dict(row.verification)
        fault, before = kept.pop("fault"), kept.pop("verified_before", "")
        row.verification = kept
        row.verified_at = datetime.fromisoformat(before) if before else None
        row.save(update_fields=["verified_at", "verification"])
        _record("operator:identity_restored", row.ref, {"fault": fault}, actor, at)
        announce_operator(row, at=at)
    return selectors.operator(operator_ref)


def add_member(operator_ref: str, /, *, user_id: int, role: str = MemberRole.OWNER, actor: Actor, at: datetime) -> None:
    """Let a person act for an operator.

    Raises:
        OperatorUnknown: No operator has this reference.
    """
    with immediate():
        row = _operator(operator_ref)
        OperatorMember.objects.update_or_create(operator=row, user_id=user_id, defaults={"role": role})
        _record("operator:member_added", row.ref, {"user": user_id, "role": str(role)}, actor, at)


def assign_account(account_ref: str, /, *, operator_ref: str, actor: Actor, at: datetime) -> None:
    """Say who operates an account that has no operator yet, or correct it.

    Raises:
        OperatorUnknown: No operator has this reference.
        AccountUnknown: The registry does not know the account.
    """
    with immediate():
        row = _operator(operator_ref)
        account = (
            Account.objects.select_for_update(of=("self",)).select_related("operator").filter(account_ref=account_ref).first()
        )
        if account is None:
            raise AccountUnknown(f"The registry knows no account “{account_ref}”.", hint="Register it first.")
        former = account.operator.ref if account.operator else ""
        account.operator = row
        account.save(update_fields=["operator"])
        AccountChange.objects.create(
            account_ref=account_ref, field="operator", old=former, new=row.ref, cause=f"{actor.kind}:{actor.ref}", at=at
        )
        audit.record(
            "account:operator_set",
            actor=actor,
            subject_kind="account",
            subject_ref=account_ref,
            payload={"operator": row.ref, "former": former},
            at=at,
        )
        announce_disclosure(account_ref, at=at)
        if former:
            bring_forward(account_ref, trigger="owner", fields=FIELDS, at=at)


def add_credential(
    *,
    operator_ref: str | None = None,
    account_ref: str | None = None,
    domain: str,
    kind: str,
    number_tail: str = "",
    scope: str = "",
    valid_to: date | None = None,
    verified_by: str = "",
    register: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Note a licence that was checked, of an operator or of one account.

    Args:
        operator_ref: The operator it covers; give exactly one of this and ``account_ref``.
        number_tail: The last characters of its number, at most 8; the whole number is never kept.
        valid_to: Last day it is valid; None for no end.
        register: Public register that was consulted; the register of whoever notes it where none is named.

    Raises:
        OperatorDetailsInvalid: Not exactly one holder is named.
        OperatorUnknown: No operator has this reference.
        AccountUnknown: The registry does not know the account.

    Source: PA21:8.2
    """
    if (operator_ref is None) == (account_ref is None):
        raise OperatorDetailsInvalid("A credential belongs to an operator or to an account.", hint="Name exactly one of the two.")
    with immediate():
        holder: dict[str, Any] = (
            {"operator": _operator(operator_ref)} if operator_ref else {"account": _account(account_ref or "")}
        )
        Credential.objects.create(
            **holder,
            ref=new_ref("K"),
            status=CredentialStatus.VERIFIED,
            domain=domain,
            kind=kind,
            number_tail=number_tail[-8:],
            scope=scope,
            valid_to=valid_to,
            verified_at=at,
            verified_by=verified_by or f"{actor.kind}:{actor.ref}",
            register=register or f"{actor.kind}:{actor.ref}",
            checked_on=at.astimezone(LOCAL).date(),
            handed_in_by=f"{actor.kind}:{actor.ref}",
            handed_in_at=at,
        )
        audit.record(
            "credential:added",
            actor=actor,
            subject_kind="operator" if operator_ref else "account",
            subject_ref=operator_ref or account_ref or "",
            payload={"domain": domain, "kind": kind, "valid_to": valid_to.isoformat() if valid_to else None},
            at=at,
        )
        if account_ref:
            announce_disclosure(account_ref, at=at)
        else:
            announce_operator(holder["operator"], at=at)


def open_operator_contact(operator_ref: str, /, *, reason: str, actor: Actor, at: datetime) -> OperatorContact:
    """Unseal what identifies the people behind an operator; the reading itself is recorded.

    Args:
        reason: Why it is needed, one sentence.

    Raises:
        OperatorUnknown: No operator has this reference.
        OperatorDetailsInvalid: No reason is given.
    """
    if not reason.strip():
        raise OperatorDetailsInvalid("Personal data is opened for a stated reason only.", hint="Say why you need it.")
    with immediate():
        row = _operator(operator_ref)
        _record("operator:contact_opened", row.ref, {"reason": reason}, actor, at)
        note_reading(row.ref, what="contact", purpose=reason, actor=actor, at=at)
        return OperatorContact(
            full_name=_opened(row.full_name_sealed, "registry.full_name") or row.name,
            responsible_person=_opened(row.responsible_person_sealed, "registry.responsible_person"),
            contact=_opened(row.contact_sealed, "registry.contact"),
        )


def shortened(name: str, /) -> str:
    """Shorten a person's name to what may be shown: the first character and an asterisk for each other."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def _check_details(subject_class: str, name: str, uscc: str) -> None:
    if subject_class not in SubjectClass.values:
        raise OperatorDetailsInvalid(
            f"“{subject_class}” is not a subject class.", hint=f"One of {', '.join(SubjectClass.values)}."
        )
    if not name.strip():
        raise OperatorDetailsInvalid("An operator has a name.")
    if uscc:
        try:
            uscc_number.validate(uscc)
        except NumberInvalid as fault:
            hint = "18 characters, the last one a check digit."
            raise OperatorDetailsInvalid(f"“{uscc}” is not a unified social credit code.", hint=hint) from fault


def _operator(ref: str) -> Operator:
    row = Operator.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise OperatorUnknown(f"The registry knows no operator “{ref}”.")
    return row


def _account(ref: str) -> Account:
    row = Account.objects.filter(account_ref=ref).first()
    if row is None:
        raise AccountUnknown(f"The registry knows no account “{ref}”.", hint="Register it first.")
    return row


def _opened(sealed: bytes | memoryview, context: str) -> str:
    return unseal(sealed, context=context) if sealed else ""


def _record(action: str, ref: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    audit.record(action, actor=actor, subject_kind="operator", subject_ref=ref, payload=dict(payload), at=at)
