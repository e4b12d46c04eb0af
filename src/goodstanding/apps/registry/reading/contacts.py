"""What the owners of an operator may know of the mobile it is reached by."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.registry.contact_records import MobileRecord
from goodstanding.apps.registry.errors import NotTheSubject
from goodstanding.apps.registry.models import Account, MobileChange, MobileChangeState, Operator, OperatorMember
from goodstanding.apps.registry.reading.freezes import freeze_of

MOST_TRIES = 5


def mobile_of(operator_ref: str, /, *, user_id: int, at: datetime) -> MobileRecord:
    """Return how the mobile of an operator stands, for one of its owners.

    Raises:
        NotTheSubject: The person is no owner of it, or there is no such operator.
    """
    operator = Operator.objects.filter(ref=operator_ref).first()
    if operator is None or not is_owner(operator, user_id):
        raise NotTheSubject("Only an owner of the subject changes its mobile.", hint="Sign in as its owner.")
    return mobile_record(operator, at=at)


def is_owner(operator: Operator, user_id: int, /) -> bool:
    """Say whether a person owns an operator."""
    return OperatorMember.objects.filter(operator=operator, user_id=user_id, role="owner").exists()


def mobile_record(operator: Operator, /, *, at: datetime) -> MobileRecord:
    """Turn a row into what its owners are shown."""
    change = MobileChange.objects.filter(operator=operator, state=MobileChangeState.ASKED, expires_at__gt=at).first()
    refs = Account.objects.filter(operator=operator).order_by("account_ref").values_list("account_ref", flat=True)
    return MobileRecord(
        operator_ref=operator.ref,
        operator_name=operator.name,
        tail=str(operator.identity_shown.get("mobile", "")),
        may_tell=bool(operator.mobile_sealed),
        new_tail=change.new_tail if change else "",
        asked_at=change.asked_at if change else None,
        expires_at=change.expires_at if change else None,
        tries_left=max(MOST_TRIES - change.tries, 0) if change else 0,
        frozen=tuple(ref for ref in refs if freeze_of(ref, at=at) is not None),
    )
