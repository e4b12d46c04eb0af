"""How many accounts one subject may run, counted on the verified subject and without its number.

Source: PA21:10.1, RQ-039
"""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.common.transactions import immediate, require_transaction
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.errors import CapReached, OperatorDetailsInvalid
from goodstanding.apps.registry.models import Account, AccountStatus, Operator, SubjectSlot
from goodstanding.apps.registry.numbers import number
from goodstanding.core.identifiers.credit_code import check_credit_code
from goodstanding.core.identifiers.findings import WellFormed


def subject_index_of(kind: str, canonical: str, /) -> str:
    """Digest what identifies a subject, so that its accounts can be counted without its number.

    Args:
        kind: ``resident_id`` or ``credit_code``.
        canonical: Its one agreed form, from ``core.identifiers``.
    """
    return blind_index(f"{kind}:{canonical}", context="registry.subject")


def index_of_code(uscc: str, /) -> str:
    """Digest a credit code however it is written, so that every operator entered for an organization counts as one subject."""
    code = check_credit_code(uscc)
    return subject_index_of("credit_code", code.canonical if isinstance(code, WellFormed) else uscc)


def cap_of(subject_index: str, /, *, is_person: bool) -> int:
    """Return how many accounts a subject may run: its own exception, else the published number of its class."""
    granted = SubjectSlot.objects.filter(subject_index=subject_index).values_list("cap", flat=True).first()
    return granted if granted is not None else number("cap_person" if is_person else "cap_organization")


def counted_accounts(subject_index: str, /) -> int:
    """Count the accounts of a subject that are not closed, across all operators entered for it."""
    return Account.objects.filter(operator__subject_index=subject_index).exclude(status=AccountStatus.CLOSED).count()


def cap_of_operator(operator_ref: str, /) -> tuple[int, int]:
    """Return how many accounts a subject runs and how many it may, by the operator entered for it."""
    row = Operator.objects.get(ref=operator_ref)
    held = counted_accounts(row.subject_index) if row.subject_index else _accounts_of(row)
    return held, cap_of(row.subject_index, is_person=row.subject_class == "person")


def _accounts_of(operator: Operator) -> int:
    """Count what one operator runs, where nothing on record says which subject it is."""
    return Account.objects.filter(operator=operator).exclude(status=AccountStatus.CLOSED).count()


def take_slot(subject_index: str, /, *, is_person: bool) -> None:
    """Make sure that one more account fits under the cap, and keep others of the same subject out until the transaction ends.

    Raises:
        CapReached: It does not fit; says how many there are and how to ask for an exception.
        OutsideTransaction: No transaction is open.
    """
    require_transaction("Counting a subject's accounts")
    SubjectSlot.objects.get_or_create(subject_index=subject_index)
    SubjectSlot.objects.select_for_update().get(subject_index=subject_index)
    cap, held = cap_of(subject_index, is_person=is_person), counted_accounts(subject_index)
    if held >= cap:
        raise CapReached(
            f"This subject runs {held} accounts, as many as it may ({cap}).",
            hint="Close one first, or ask the platform for an exception and say why.",
            clause="PA21:10.1",
        )


def grant_cap(subject_index: str, /, *, cap: int, reason: str, actor: Actor, at: datetime) -> None:
    """Grant one subject another cap than its class has.

    Args:
        cap: 1–1,000.

    Raises:
        OperatorDetailsInvalid: The number is out of range or no reason is given.
    """
    if not 1 <= cap <= 1000 or not reason.strip():
        raise OperatorDetailsInvalid("A cap is 1 to 1,000 and is granted for a reason.", hint="Give both.", clause="PA21:10.1")
    granted_by = f"{actor.kind}:{actor.ref}"
    with immediate():
        SubjectSlot.objects.update_or_create(
            subject_index=subject_index,
            defaults={"cap": cap, "cap_reason": reason.strip(), "cap_granted_by": granted_by},
        )
        payload = {"cap": cap, "reason": reason.strip()}
        audit.record("cap:granted", actor=actor, subject_kind="subject", subject_ref=subject_index[:16], payload=payload, at=at)
