"""What may be asked of transfers."""

from __future__ import annotations

from goodstanding.apps.registry.errors import TransferUnknown
from goodstanding.apps.registry.models import Transfer, TransferStatus
from goodstanding.apps.registry.transfer_records import TransferRecord

TWO_PEOPLE = frozenset({"government"})
"""Classes whose accounts pass on with the approval of two people (RQ-004)."""
UNDER_WAY = (TransferStatus.OFFERED, TransferStatus.REVIEW, TransferStatus.COOLING)


def transfer(ref: str, /) -> TransferRecord:
    """Return one transfer.

    Raises:
        TransferUnknown: No transfer has this reference.
    """
    row = Transfer.objects.select_related("giver", "taker").filter(ref=ref).first()
    if row is None:
        raise TransferUnknown(f"There is no transfer {ref}.", hint="Check the reference.")
    return transfer_record(row)


def transfers_of(account_ref: str, /) -> tuple[TransferRecord, ...]:
    """Return the transfers of an account, latest first."""
    rows = Transfer.objects.select_related("giver", "taker").filter(account_ref=account_ref).order_by("-offered_at", "-id")
    return tuple(transfer_record(row) for row in rows)


def transfers_to(user_id: int, /) -> tuple[TransferRecord, ...]:
    """Return the transfers under way whose taker a person acts for, latest first."""
    rows = Transfer.objects.select_related("giver", "taker").filter(taker__members__user_id=user_id, status__in=UNDER_WAY)
    return tuple(transfer_record(row) for row in rows.order_by("-offered_at", "-id"))


def announced_transfer(account_ref: str, /) -> TransferRecord | None:
    """Return the transfer followers of an account are told of before it completes; None where there is none."""
    row = Transfer.objects.select_related("giver", "taker").filter(account_ref=account_ref, status=TransferStatus.COOLING).first()
    return transfer_record(row) if row else None


def transfer_record(row: Transfer, /) -> TransferRecord:
    """Turn a row into what other apps are shown."""
    return TransferRecord(
        ref=row.ref,
        account_ref=row.account_ref,
        giver=row.giver.ref,
        giver_name=row.giver.name,
        taker=row.taker.ref if row.taker else "",
        taker_name=row.taker.name if row.taker else "",
        status=row.status,
        version=row.version,
        reason=row.reason,
        reasons=row.reasons,
        case_ref=row.case_ref,
        needs_second=row.giver.subject_class in TWO_PEOPLE,
        offered_at=row.offered_at,
        agreed_at=row.agreed_at,
        completes_at=row.completes_at,
        ended_at=row.ended_at,
    )
