"""What may be asked of grades: an account's with its explanation, the table in force, and what another would change.

Source: PA21:7.2, RQ-016, RQ-017
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import rfc8785
from django.db.models import Count, Max

from goodstanding.apps.registry.errors import GradeTableUnknown
from goodstanding.apps.registry.grade_inputs import read_inputs
from goodstanding.apps.registry.models import Account, AccountGrade, AccountStatus, GradeChange, PublishedTable
from goodstanding.apps.registry.numbers import number
from goodstanding.core.scoring.grades import (
    GRADES,
    Contribution,
    Graded,
    GradeTable,
    Obligations,
    grade,
    obligations_of,
    read_table,
)

FIRST_VERSION = "0"
"""The table in force while the platform has activated none: published with the product."""
_PORTION = 500


@dataclass(frozen=True, slots=True)
class GradeRecord:
    """An account's grade with everything it rests on.

    Args:
        details: By input, what it was measured on.
        obligations: What the grade obliges to now.
    """

    account_ref: str
    grade: str
    points: int | None
    contributions: tuple[Contribution, ...]
    details: Mapping[str, Mapping[str, int]]
    table: GradeTable
    obligations: Obligations
    graded_at: datetime


@dataclass(frozen=True, slots=True)
class GradeStep:
    """A grade becoming another."""

    old: str
    new: str
    points: int | None
    table_version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Affected:
    """An account another table would change: its grade, or only what it is obliged to."""

    account_ref: str
    old: str
    new: str
    old_obligations: Obligations
    new_obligations: Obligations


@dataclass(frozen=True, slots=True)
class TableRecord:
    """One version of the table, as people see it.

    Args:
        diff: Counts of the accounts it would change and the first lines; empty until it was compared.
    """

    version: str
    table: GradeTable
    sha256: str
    effective_from: datetime | None
    reasons: str
    proposed_by: str
    proposed_at: datetime | None
    diff: Mapping[str, Any]
    diff_at: datetime | None
    activated_by: str
    activated_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits to be compared or activated."""
        return self.effective_from is not None and self.activated_at is None and self.withdrawn_at is None


def first_body() -> dict[str, Any]:
    """Return the table published with the product; its intervals are the published numbers."""
    looks = {"a": ("optional", 0), "b": ("optional", 0), "c": ("required", 100)}
    return {
        "window_days": 90,
        "weights": {"quality": 500, "reach": 200, "credit": 300},
        "quality_zero_permille": 50,
        "reach_points": [[0, 1000], [10_000, 850], [100_000, 600], [1_000_000, 300]],
        "from": {"a": 800, "b": 550},
        "obligations": {
            letter: {
                "verification_months": number(f"reverification_months_{letter}"),
                "prepublication_check": check,
                "second_look_permille": share,
            }
            for letter, (check, share) in looks.items()
        },
    }


def table_in_force(*, at: datetime) -> GradeTable:
    """Return the table in force at an instant: the activated one that took effect last."""
    row = PublishedTable.objects.filter(activated_at__isnull=False, effective_from__lte=at).order_by("-effective_from", "-id")
    found = row.first()
    return read_table(found.version, found.body) if found else read_table(FIRST_VERSION, first_body())


def tables() -> tuple[TableRecord, ...]:
    """List every version, latest first, the product's own last."""
    rows = PublishedTable.objects.order_by("-effective_from", "-id")
    return (*(table_record(row) for row in rows), _first_record())


def table(version: str, /) -> TableRecord:
    """Return one version.

    Raises:
        GradeTableUnknown: There is none.
    """
    row = PublishedTable.objects.filter(version=version).first()
    if row is None and version != FIRST_VERSION:
        raise GradeTableUnknown(f"There is no table of grades {version}.")
    return table_record(row) if row else _first_record()


def account_grade(account_ref: str, /, *, at: datetime) -> GradeRecord | None:
    """Return an account's grade as last computed; None where it was not yet."""
    row = AccountGrade.objects.filter(account_ref=account_ref).first()
    if row is None:
        return None
    known, current = table(row.table_version).table, table_in_force(at=at)
    return GradeRecord(
        account_ref=row.account_ref,
        grade=row.grade,
        points=row.points,
        contributions=tuple(Contribution(**one) for one in row.contributions),
        details=row.details,
        table=known,
        obligations=obligations_of(row.grade, current),
        graded_at=row.graded_at,
    )


def grades_of(account_refs: Collection[str], /) -> dict[str, str]:
    """Return the grades of accounts; those without one are left out."""
    rows = AccountGrade.objects.filter(account_ref__in=account_refs).exclude(grade="")
    return dict(rows.values_list("account_ref", "grade"))


def graded_since(account_refs: Collection[str], /) -> dict[str, datetime]:
    """Return since when accounts have the grade they have; those whose grade never changed are left out."""
    rows = GradeChange.objects.filter(account_ref__in=account_refs).values_list("account_ref").annotate(since=Max("at"))
    return dict(rows.order_by("account_ref"))


def grade_steps(account_ref: str, /, *, limit: int = 20) -> tuple[GradeStep, ...]:
    """Return how an account's grade changed, latest first."""
    rows = GradeChange.objects.filter(account_ref=account_ref).order_by("-at", "-id")[:limit]
    return tuple(GradeStep(row.old, row.new, row.points, row.table_version, row.at) for row in rows)


def grade_counts() -> dict[str, int]:
    """Count the accounts by grade; the empty grade where too little is known."""
    rows = AccountGrade.objects.exclude(account_ref__in=_closed()).values_list("grade").annotate(n=Count("id"))
    counts = dict(rows.order_by("grade"))
    return {letter: counts.get(letter, 0) for letter in (*GRADES, "")}


def computed(account_refs: Collection[str], table: GradeTable, /, *, at: datetime) -> dict[str, tuple[Graded, dict[str, Any]]]:
    """Grade accounts by a table from what is known now, without writing anything."""
    found = read_inputs(account_refs, since=at - timedelta(days=table.window_days), at=at)
    return {ref: (grade(inputs, table), details) for ref, (inputs, details) in found.items()}


def affected_by(new: GradeTable, /, *, at: datetime) -> Iterator[Affected]:
    """Yield every account that another table would change, in order."""
    current = table_in_force(at=at)
    for refs in _portions():
        before, after = computed(refs, current, at=at), computed(refs, new, at=at)
        for ref in refs:
            old, fresh = before[ref][0].grade, after[ref][0].grade
            duties, others = obligations_of(old, current), obligations_of(fresh, new)
            if old != fresh or duties != others:
                yield Affected(ref, old, fresh, duties, others)


def counts_of(affected: Collection[Affected], /) -> dict[str, int]:
    """Count affected accounts by the step of their grade, as ``b>c``; a dash stands for no grade."""
    return dict(sorted(Counter(f"{one.old or '-'}>{one.new or '-'}" for one in affected).items()))


def table_record(row: PublishedTable, /) -> TableRecord:
    """Freeze a version."""
    return TableRecord(
        version=row.version,
        table=read_table(row.version, row.body),
        sha256=row.sha256,
        effective_from=row.effective_from,
        reasons=row.reasons,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        diff=row.diff,
        diff_at=row.diff_at,
        activated_by=row.activated_by,
        activated_at=row.activated_at,
        withdrawn_at=row.withdrawn_at,
    )


def body_digest(body: Mapping[str, Any], /) -> str:
    """Digest the body of a table."""
    return hashlib.sha256(rfc8785.dumps(dict(body))).hexdigest()


def _first_record() -> TableRecord:
    body = first_body()
    read = read_table(FIRST_VERSION, body)
    return TableRecord(FIRST_VERSION, read, body_digest(body), None, "", "", None, {}, None, "", None, None)


def _portions() -> Iterator[list[str]]:
    after = 0
    while True:
        rows = Account.objects.exclude(status=AccountStatus.CLOSED).filter(id__gt=after).order_by("id")
        found = list(rows.values_list("id", "account_ref")[:_PORTION])
        if not found:
            return
        after = found[-1][0]
        yield [ref for _, ref in found]


def _closed() -> Any:
    return Account.objects.filter(status=AccountStatus.CLOSED).values("account_ref")
