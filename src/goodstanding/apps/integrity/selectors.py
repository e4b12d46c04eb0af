"""What may be asked of findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec
from django.db.models import Count, F, OuterRef, Subquery

from goodstanding.apps.integrity import evidence
from goodstanding.apps.integrity.errors import FindingUnknown
from goodstanding.apps.integrity.models import Finding, FindingMember, FindingStatus, MemberKind, Observation
from goodstanding.apps.integrity.values import FindingRecord
from goodstanding.core.scoring.intervals import Share


@dataclass(frozen=True, slots=True)
class FindingReport:
    """How the findings of one kind stand: by standing, and how many of those decided a person confirmed."""

    kind: str
    by_status: Mapping[str, int]
    confirmed: Share


def finding(ref: str, /) -> FindingRecord:
    """Return one finding with its latest observation.

    Raises:
        FindingUnknown: There is none.
    """
    row = Finding.objects.filter(ref=ref).first()
    if row is None:
        raise FindingUnknown(f"There is no finding {ref}.", hint="Check the reference.")
    return finding_record(row)


def findings(*, kind: str = "", status: str = "", limit: int = 50) -> tuple[FindingRecord, ...]:
    """Return findings, the latest first."""
    rows = Finding.objects.order_by("-found_at", "-id")
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(status=status) if status else rows
    return _records(rows[:limit])


def findings_of(account_ref: str, /, *, limit: int = 50) -> tuple[FindingRecord, ...]:
    """Return the findings an account is in, the latest first."""
    held = FindingMember.objects.filter(kind=MemberKind.ACCOUNT, ref=account_ref).values("finding")
    return _records(Finding.objects.filter(id__in=held).order_by("-found_at", "-id")[:limit])


def finding_reports() -> tuple[FindingReport, ...]:
    """Count the findings of each kind; what people made of them is the detector's precision in service."""
    by_kind: dict[str, dict[str, int]] = {}
    for kind, status, n in Finding.objects.values_list("kind", "status").annotate(n=Count("id")).order_by("kind", "status"):
        by_kind.setdefault(kind, {})[status] = n
    return tuple(FindingReport(kind, counts, _confirmed(counts)) for kind, counts in by_kind.items())


def finding_record(row: Finding, /) -> FindingRecord:
    """Freeze a finding with its latest observation."""
    latest = Observation.objects.filter(finding=row).order_by("-number").first()
    if latest is None:
        raise FindingUnknown(f"The finding {row.ref} was never observed.", hint="It was not kept whole.")
    return _record(row, latest)


def _records(rows: Iterable[Finding]) -> tuple[FindingRecord, ...]:
    found = list(rows)
    newest = Observation.objects.filter(finding=OuterRef("finding")).order_by("-number").values("number")[:1]
    held = Observation.objects.filter(finding__in=found).annotate(newest=Subquery(newest)).filter(number=F("newest"))
    latest = {observation.finding_id: observation for observation in held}
    return tuple(_record(row, latest[row.pk]) for row in found if row.pk in latest)


def _record(row: Finding, latest: Observation) -> FindingRecord:
    found = msgspec.json.decode(latest.evidence)
    return FindingRecord(
        ref=row.ref,
        detector=row.detector,
        kind=row.kind,
        clause=row.clause,
        status=row.status,
        accounts=tuple(latest.accounts),
        contents=tuple(latest.contents),
        since=latest.since,
        until=latest.until,
        score=latest.score,
        sha256=latest.sha256,
        log_index=latest.log_index,
        alike=evidence.read_alike(found),
        met=evidence.read_met(found),
        control=evidence.read_control(latest.control),
        limits=evidence.read_limits(found),
        observations=latest.number,
        found_at=row.found_at,
        grown_at=row.grown_at,
        case_ref=row.case_ref,
        reasons=row.reasons,
        named_control=row.control,
        account_cases=tuple(row.account_cases),
        decided_at=row.decided_at,
    )


def _confirmed(counts: Mapping[str, int]) -> Share:
    decided = sum(n for status, n in counts.items() if status != FindingStatus.OPEN)
    return Share(counts.get(FindingStatus.CONFIRMED, 0), decided)
