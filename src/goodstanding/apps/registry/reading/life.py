"""What may be asked of accounts that rest, stop or are erased."""

from __future__ import annotations

from goodstanding.apps.registry.errors import StopUnknown
from goodstanding.apps.registry.life_records import (
    DormancyRecord,
    ErasureRecord,
    ExportRecord,
    PauseRecord,
    StopRecord,
)
from goodstanding.apps.registry.models import (
    AccountExport,
    Agreement,
    AgreementAcceptance,
    Dormancy,
    Erasure,
    Pause,
    Stopping,
)
from goodstanding.apps.registry.numbers import number


def dormancy_of(account_ref: str, /) -> DormancyRecord | None:
    """Return how far the disuse of an account has gone; None before the worker looked at it."""
    row = Dormancy.objects.filter(account_ref=account_ref).first()
    return dormancy_record(row) if row else None


def pause_of(account_ref: str, /) -> PauseRecord | None:
    """Return the pause of an account that runs; None where it does not rest."""
    row = Pause.objects.filter(account_ref=account_ref, ended_at__isnull=True).first()
    return pause_record(row) if row else None


def stop_of(account_ref: str, /) -> StopRecord | None:
    """Return the latest request to stop an account."""
    row = Stopping.objects.filter(account_ref=account_ref).order_by("-asked_at", "-id").first()
    return stop_record(row) if row else None


def stopping(ref: str, /) -> StopRecord:
    """Return one request to stop an account.

    Raises:
        StopUnknown: There is none of this reference.
    """
    row = Stopping.objects.filter(ref=ref).first()
    if row is None:
        raise StopUnknown(f"There is no request to stop {ref}.", hint="Check the reference.")
    return stop_record(row)


def exports_of(account_ref: str, /) -> tuple[ExportRecord, ...]:
    """Return the exports of an account, latest first, purged ones included."""
    rows = AccountExport.objects.filter(account_ref=account_ref).defer("content_sealed", "key_sealed")
    return tuple(export_record(row) for row in rows.order_by("-asked_at", "-id"))


def erasure_of(account_ref: str, /) -> ErasureRecord | None:
    """Return when the personal data of a closed account is erased; None where it is open."""
    row = Erasure.objects.filter(account_ref=account_ref).first()
    if row is None:
        return None
    held_for, counts = tuple(row.held_for), dict(row.counts)
    return ErasureRecord(row.account_ref, row.closed_at, row.due_at, row.state, held_for, counts, row.done_at)


def inactivity_notice_of(account_ref: str, /) -> int | None:
    """Return the days of notice the agreement an account accepted grants before a pause; None where it has no such clause."""
    accepted = AgreementAcceptance.objects.filter(subject_ref=account_ref).values("agreement_id")
    latest = Agreement.objects.filter(pk__in=accepted).order_by("-effective_from", "-id").first()
    if latest is None or not latest.clauses.get("inactivity"):
        return None
    return max(latest.inactivity_notice_days or number("dormancy_last_warning_days"), 1)


def dormancy_record(row: Dormancy, /) -> DormancyRecord:
    """Turn a row into what other apps are shown."""
    return DormancyRecord(row.account_ref, row.counted_from, row.stage, row.told_at, row.acts_at, row.case_ref)


def pause_record(row: Pause, /) -> PauseRecord:
    """Turn a row into what other apps are shown."""
    return PauseRecord(row.ref, row.account_ref, row.cause, row.reasons, row.began_at, row.ended_at)


def stop_record(row: Stopping, /) -> StopRecord:
    """Turn a row into what other apps are shown."""
    return StopRecord(row.ref, row.account_ref, row.status, row.reason, row.asked_at, row.ends_at, row.ended_at)


def export_record(row: AccountExport, /) -> ExportRecord:
    """Turn a row into what other apps are shown."""
    return ExportRecord(row.ref, row.account_ref, row.state, row.asked_at, row.ready_at, row.kept_until, row.size, row.sha256)
