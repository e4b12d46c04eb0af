"""What may be asked of registrations in bulk: rings that were found, what joins them, and how often a person agreed.

Source: PA21:10.3, RQ-042
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from goodstanding.apps.registry.errors import RingUnknown
from goodstanding.apps.registry.models import Account, Origin, OriginKind, RegistrationRing, RingStatus
from goodstanding.core.scoring.intervals import Share
from goodstanding.core.scoring.rings import KINDS, Ring, Trace, find_rings

WINDOW = timedelta(days=30)
"""How far back registrations are held against one another; documents are by their own, longer time."""
_ROUNDS = 3
_MOST_HOLDERS = 200
_MOST_ACCOUNTS = 1_500


@dataclass(frozen=True, slots=True)
class RingMemberRecord:
    """One account of a ring.

    Args:
        application_ref: The application; empty where an event told of the account.
        cautions: What the published allocation says of its number, e.g. ``virtual_number``.
    """

    account_ref: str
    application_ref: str
    at: datetime
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReasonRecord:
    """One value two accounts share: its kind, points, how many hold it, and hours between the two."""

    kind: str
    mark: str
    points: int
    holders: int
    hours_apart: int
    in_burst: bool


@dataclass(frozen=True, slots=True)
class EdgeRecord:
    """Two accounts that share enough, and why."""

    a: str
    b: str
    points: int
    reasons: tuple[ReasonRecord, ...]


@dataclass(frozen=True, slots=True)
class BurstRecord:
    """A value too many left within a time."""

    kind: str
    mark: str
    n: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class RingRecord:
    """A ring as people see it; nothing in it identifies anybody."""

    ref: str
    status: str
    members: tuple[RingMemberRecord, ...]
    edges: tuple[EdgeRecord, ...]
    bursts: tuple[BurstRecord, ...]
    score: float
    earlier: tuple[str, ...]
    found_at: datetime
    case_ref: str
    reasons: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class RingReport:
    """How the rings stand: by standing, and how many of those decided a person found doubtful."""

    by_status: Mapping[str, int]
    doubtful: Share


def ring(ref: str, /) -> RingRecord:
    """Return one ring.

    Raises:
        RingUnknown: There is none of this reference.
    """
    row = RegistrationRing.objects.filter(ref=ref).first()
    if row is None:
        raise RingUnknown(f"There is no ring {ref}.")
    return ring_record(row)


def rings(*, limit: int = 50) -> tuple[RingRecord, ...]:
    """Return the rings, open ones first, then the latest."""
    rows = sorted(RegistrationRing.objects.order_by("-found_at", "-id")[:limit], key=lambda row: row.status != RingStatus.OPEN)
    return tuple(ring_record(row) for row in rows)


def rings_of(account_ref: str, /) -> tuple[RingRecord, ...]:
    """Return the rings an account is or was in, latest first."""
    rows = RegistrationRing.objects.filter(held__account_ref=account_ref).order_by("-found_at", "-id")
    return tuple(ring_record(row) for row in rows)


def ring_report() -> RingReport:
    """Count the rings by standing; what a person made of them is the detector's precision in service."""
    counts = dict(RegistrationRing.objects.values_list("status").annotate(n=Count("id")).order_by("status"))
    decided = sum(n for status, n in counts.items() if status != RingStatus.OPEN)
    return RingReport(counts, Share(counts.get(RingStatus.DOUBTFUL, 0), decided))


def ring_around(account_ref: str, /, *, at: datetime) -> Ring | None:
    """Return the ring an account would be in now, if any."""
    subject = subjects_of([account_ref])[account_ref]
    return next((found for found in rings_around([account_ref], at=at) if subject in found.subjects), None)


def rings_around(account_refs: Collection[str], /, *, at: datetime) -> tuple[Ring, ...]:
    """Return the rings that these accounts, and those they share something with, are in."""
    traces, holders = _neighbourhood(account_refs, at)
    return find_rings(traces, holders=holders)


def subjects_of(account_refs: Collection[str], /) -> dict[str, str]:
    """Return whom accounts count as: the verified subject where one is known, else what the application said."""
    said = dict(Origin.objects.filter(account_ref__in=account_refs).order_by("id").values_list("account_ref", "subject"))
    known = Account.objects.filter(account_ref__in=account_refs, operator__isnull=False)
    for ref, index, operator in known.values_list("account_ref", "operator__subject_index", "operator__ref"):
        said[ref] = index or f"operator:{operator}"
    return {ref: said.get(ref, f"account:{ref}") for ref in account_refs}


def ring_record(row: RegistrationRing, /) -> RingRecord:
    """Freeze a ring."""
    return RingRecord(
        ref=row.ref,
        status=row.status,
        members=tuple(_member(one) for one in row.members),
        edges=tuple(_edge(one) for one in row.edges),
        bursts=tuple(_burst(one) for one in row.bursts),
        score=row.score,
        earlier=tuple(row.earlier),
        found_at=row.found_at,
        case_ref=row.case_ref,
        reasons=row.reasons,
        decided_at=row.decided_at,
    )


def _neighbourhood(account_refs: Collection[str], at: datetime) -> tuple[list[Trace], dict[tuple[str, str], int]]:
    """Gather what these accounts left, who left the same, and what those left, round by round."""
    seen: set[str] = set(account_refs)
    asked: set[str] = set()
    holders: dict[tuple[str, str], int] = {}
    for _ in range(_ROUNDS):
        values = set(_kept(seen, at).values_list("value", flat=True)) - asked
        asked |= values
        counts = _recent(at).filter(value__in=values).order_by().values_list("kind", "value").annotate(n=Count("account_ref"))
        shared = {(kind, value): n for kind, value, n in counts if n > 1}
        holders |= shared
        narrow = [value for (kind, value), n in shared.items() if n <= _MOST_HOLDERS or kind == OriginKind.DOCUMENT]
        found = set(_recent(at).filter(value__in=narrow).values_list("account_ref", flat=True)) - seen
        if not found or len(seen) >= _MOST_ACCOUNTS:
            break
        seen |= set(sorted(found)[: _MOST_ACCOUNTS - len(seen)])
    whose = subjects_of(seen)
    rows = _kept(seen, at).values_list("account_ref", "kind", "value", "at")
    return [Trace(whose[ref], kind, value, when) for ref, kind, value, when in rows], holders


def _recent(at: datetime) -> Any:
    """Return what is near enough in time to count; a document counts for as long as origins are kept."""
    near = Origin.objects.filter(at__lte=at, at__gte=at - WINDOW)
    return near | Origin.objects.filter(at__lte=at, at__gte=at - KINDS["document"].near, kind=OriginKind.DOCUMENT)


def _kept(account_refs: Iterable[str], at: datetime) -> Any:
    return _recent(at).filter(account_ref__in=list(account_refs))


def _member(told: Mapping[str, Any]) -> RingMemberRecord:
    return RingMemberRecord(told["account"], told["application"], datetime.fromisoformat(told["at"]), tuple(told["cautions"]))


def _edge(told: Mapping[str, Any]) -> EdgeRecord:
    return EdgeRecord(told["a"], told["b"], told["points"], tuple(ReasonRecord(**one) for one in told["reasons"]))


def _burst(told: Mapping[str, Any]) -> BurstRecord:
    first, last = datetime.fromisoformat(told["first"]), datetime.fromisoformat(told["last"])
    return BurstRecord(told["kind"], told["mark"], told["n"], first, last)
