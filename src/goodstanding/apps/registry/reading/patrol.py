"""What may be asked of the patrol: when an account is due, what was found, and how much is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from goodstanding.apps.registry.errors import PatrolUnknown
from goodstanding.apps.registry.models import Account, AccountStatus, Patrol, PatrolResult, PatrolTrigger

FIELDS = ("identity", "credentials", "profile", "contact")
"""What a look at an account covers: who runs it, what it may publish about, how it presents itself, how it is reached."""


@dataclass(frozen=True, slots=True)
class PatrolRecord:
    """When an account is due, for what and why."""

    account_ref: str
    grade: str
    next_due: datetime
    trigger: str
    fields: tuple[str, ...]
    case_ref: str
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class FieldResult:
    """What one look at one field found."""

    field: str
    passed: bool
    trigger: str
    note: str
    case_ref: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FailedAgain:
    """What was looked at again after the time to correct it, and failed again: the fields of one account in one case."""

    account_ref: str
    fields: tuple[str, ...]
    note: str
    case_ref: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PatrolReport:
    """How the patrol stands at an instant.

    Args:
        accounts: Accounts that are not closed.
        unplanned: Of these, how many have no due date yet: none but those registered since the last round of the worker.
        overdue: How many are past their date.
        by_grade: Accounts planned, by grade.
        by_trigger: Accounts due or overdue, by what made them due.
        looked_at: Fields looked at since ``since``.
        failed: Of these, how many failed.
    """

    accounts: int
    unplanned: int
    overdue: int
    by_grade: Mapping[str, int]
    by_trigger: Mapping[str, int]
    looked_at: int
    failed: int
    since: datetime
    as_of: datetime

    @property
    def overdue_permille(self) -> int:
        """The overdue share in thousandths, rounded up: never shown smaller than it is."""
        return -(-self.overdue * 1000 // self.accounts) if self.accounts else 0


def patrol(account_ref: str, /) -> PatrolRecord:
    """Return when an account is due.

    Raises:
        PatrolUnknown: It has no due date.
    """
    row = Patrol.objects.filter(account_ref=account_ref).first()
    if row is None:
        raise PatrolUnknown(f"The account “{account_ref}” has no due date.", hint="The worker plans one within its round.")
    return patrol_record(row)


def results_of(account_ref: str, /, *, limit: int = 40) -> tuple[FieldResult, ...]:
    """Return what was found about an account, latest first."""
    rows = PatrolResult.objects.filter(account_ref=account_ref).order_by("-at", "-id")[:limit]
    return tuple(FieldResult(row.field, row.passed, row.trigger, row.note, row.case_ref, row.at) for row in rows)


def failed_again(*, since: datetime, limit: int = 200) -> tuple[FailedAgain, ...]:
    """Return what failed a second look, latest first: it was not put right when the operator was told to.

    Args:
        since: Looks from then on.
    """
    rows = PatrolResult.objects.filter(trigger=PatrolTrigger.FAILED, passed=False, at__gte=since).order_by("-at", "id")
    found: dict[str, FailedAgain] = {}
    for row in rows[:limit]:
        known = found.get(row.case_ref)
        fields = (*known.fields, row.field) if known else (row.field,)
        found[row.case_ref] = FailedAgain(row.account_ref, fields, row.note, row.case_ref, row.at)
    return tuple(found.values())


def due_accounts(*, limit: int = 100) -> tuple[PatrolRecord, ...]:
    """Return the accounts by their day, the longest overdue first."""
    return tuple(patrol_record(row) for row in _open().order_by("next_due", "id")[:limit])


def patrol_report(*, since: datetime, at: datetime) -> PatrolReport:
    """Count how the patrol stands."""
    accounts = Account.objects.exclude(status=AccountStatus.CLOSED).count()
    planned, overdue = _open(), _open().filter(next_due__lt=at)
    looked = PatrolResult.objects.filter(at__gte=since, at__lte=at).aggregate(all=Count("id"), bad=Count("id", Q(passed=False)))
    return PatrolReport(
        accounts=accounts,
        unplanned=accounts - planned.count(),
        overdue=overdue.count(),
        by_grade=dict(planned.values_list("grade").annotate(n=Count("id")).order_by("grade")),
        by_trigger=dict(overdue.values_list("trigger").annotate(n=Count("id")).order_by("trigger")),
        looked_at=looked["all"],
        failed=looked["bad"],
        since=since,
        as_of=at,
    )


def patrol_record(row: Patrol, /) -> PatrolRecord:
    """Turn a row into what other apps are shown."""
    return PatrolRecord(row.account_ref, row.grade, row.next_due, row.trigger, tuple(row.fields), row.case_ref, row.last_at)


def _open() -> QuerySet[Patrol]:
    closed = Account.objects.filter(status=AccountStatus.CLOSED).values("account_ref")
    return Patrol.objects.exclude(account_ref__in=closed)
