"""What may be asked of frozen settings. Source: PA21:11.1, PA21:11.2, RQ-043."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from goodstanding.apps.registry.errors import FreezeUnknown
from goodstanding.apps.registry.life_records import Changed, FreezeRecord
from goodstanding.apps.registry.models import FreezeOutcome, SettingsFreeze
from goodstanding.apps.registry.ports import sanctions


def freeze(ref: str, /) -> FreezeRecord:
    """Return one freeze.

    Raises:
        FreezeUnknown: There is none of this reference.
    """
    row = SettingsFreeze.objects.filter(ref=ref).first()
    if row is None:
        raise FreezeUnknown(f"There is no freeze {ref}.", hint="Check the reference.")
    return freeze_record(row)


def freeze_of(account_ref: str, /, *, at: datetime) -> FreezeRecord | None:
    """Return why sensitive settings of an account are frozen now; None where they are not.

    After a transfer without application was found they stay frozen as long as that decision acts on the account.
    """
    row = SettingsFreeze.objects.filter(account_ref=account_ref).order_by("-frozen_at", "-id").first()
    if row is None or row.outcome == FreezeOutcome.CLEARED:
        return None
    if row.outcome == FreezeOutcome.PROVEN and row.decision_ref not in sanctions(account_ref, at):
        return None
    return freeze_record(row)


def frozen_among(account_refs: Collection[str], /) -> frozenset[str]:
    """Return which of these accounts have settings frozen that nobody has settled yet; one query."""
    rows = SettingsFreeze.objects.filter(account_ref__in=list(account_refs), outcome=FreezeOutcome.OPEN)
    return frozenset(rows.values_list("account_ref", flat=True))


def freezes_of(account_ref: str, /) -> tuple[FreezeRecord, ...]:
    """Return every freeze of an account, latest first."""
    rows = SettingsFreeze.objects.filter(account_ref=account_ref).order_by("-frozen_at", "-id")
    return tuple(freeze_record(row) for row in rows)


def freeze_record(row: SettingsFreeze, /) -> FreezeRecord:
    """Turn a row into what other apps are shown."""
    return FreezeRecord(
        ref=row.ref,
        account_ref=row.account_ref,
        evidence=tuple(_changed(one) for one in row.evidence),
        outcome=row.outcome,
        explanation=row.explanation,
        explained_at=row.explained_at,
        case_ref=row.case_ref,
        decision_ref=row.decision_ref,
        reasons=row.reasons,
        frozen_at=row.frozen_at,
        ended_at=row.ended_at,
    )


def _changed(stored: dict[str, str | None]) -> Changed:
    old_at = stored["old_at"]
    return Changed(str(stored["kind"]), datetime.fromisoformat(str(stored["new_at"])), _instant(old_at))


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
