"""What may be asked of categories: how far an account drifted, and what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.registry.errors import CategoryChangeUnknown
from goodstanding.apps.registry.models import CategoryChange, CategoryDrift, ChangeStatus


@dataclass(frozen=True, slots=True)
class DriftRecord:
    """How far an account drifted, and when the platform may look at it; ``paused_at`` says that the clock stands."""

    account_ref: str
    counted: int
    outside: int
    by_category: Mapping[str, int]
    told_at: datetime
    acts_after: datetime
    paused_at: datetime | None
    case_ref: str


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """A request to change categories."""

    ref: str
    account_ref: str
    before: tuple[str, ...]
    wanted: tuple[str, ...]
    status: str
    case_ref: str
    reasons: str
    asked_at: datetime
    decided_at: datetime | None


def drift_of(account_ref: str, /) -> DriftRecord | None:
    """Return how far an account drifted; None where it did not."""
    row = CategoryDrift.objects.filter(account_ref=account_ref).first()
    if row is None:
        return None
    return DriftRecord(
        row.account_ref, row.counted, row.outside, row.by_category, row.told_at, row.acts_after, row.paused_at, row.case_ref
    )


def drifting_accounts() -> tuple[str, ...]:
    """Return the accounts that were told of a drift, in order."""
    return tuple(CategoryDrift.objects.order_by("account_ref").values_list("account_ref", flat=True))


def change_waiting(account_ref: str, /) -> ChangeRecord | None:
    """Return the request of an account that waits; None where none does."""
    row = CategoryChange.objects.filter(account_ref=account_ref, status=ChangeStatus.WAITING).first()
    return change_record(row) if row else None


def category_change(ref: str, /) -> ChangeRecord:
    """Return one request.

    Raises:
        CategoryChangeUnknown: There is none of this reference.
    """
    row = CategoryChange.objects.filter(ref=ref).first()
    if row is None:
        raise CategoryChangeUnknown(f"There is no request {ref}.", hint="Check the reference.")
    return change_record(row)


def changes_of(account_ref: str, /) -> tuple[ChangeRecord, ...]:
    """Return the requests of an account, latest first."""
    return tuple(change_record(row) for row in CategoryChange.objects.filter(account_ref=account_ref).order_by("-id"))


def change_record(row: CategoryChange, /) -> ChangeRecord:
    """Turn a row into what other apps are shown."""
    return ChangeRecord(
        row.ref,
        row.account_ref,
        tuple(row.before),
        tuple(row.wanted),
        row.status,
        row.case_ref,
        row.reasons,
        row.asked_at,
        row.decided_at,
    )
