"""How right verdicts about identities are: by provider and quarter, with n, error rates and their intervals.

A rate nobody counted is unknown, never zero. Source: PA21:8.1, RQ-023
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from goodstanding.apps.registry.account_facts import LOCAL
from goodstanding.apps.registry.errors import SampleUnknown
from goodstanding.apps.registry.models import AccuracyAction, AccuracyReport, SampledVerdict, Truth
from goodstanding.apps.registry.numbers import number
from goodstanding.core.scoring.intervals import Share


@dataclass(frozen=True, slots=True)
class SampleRecord:
    """One verdict drawn, as the person who judges it sees it."""

    ref: str
    application_ref: str
    account_ref: str
    provider: str
    kind: str
    accepted: bool
    quarter: str
    truth: str
    note: str
    case_ref: str
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class ProviderAccuracy:
    """The figures of one provider in one quarter.

    Args:
        drawn: Verdicts drawn; ``judged`` of them with an answer, ``unknown`` where none could be found.
        right: Verdicts that were right, among those judged.
        false_accepts: Among verdicts that accepted, those that should not have.
        false_rejects: Among verdicts that rejected, those that should not have.
        floor_permille: What ``right`` must reach, in thousandths.
        least: Judged verdicts from which the floor applies.
        action_ref: Action opened; empty where none was.
    """

    provider: str
    quarter: str
    drawn: int
    judged: int
    unknown: int
    right: Share
    false_accepts: Share
    false_rejects: Share
    floor_permille: int
    least: int
    action_ref: str = ""
    action_outcome: str = ""

    @property
    def is_enough(self) -> bool:
        """Whether enough was judged for the floor to apply."""
        return self.judged >= self.least

    @property
    def is_below(self) -> bool:
        """Whether enough was judged and too little of it was right."""
        return self.is_enough and self.right.part * 1000 < self.floor_permille * self.right.whole


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """An action about a provider below the floor."""

    ref: str
    quarter: str
    provider: str
    figures: dict[str, object]
    opened_at: datetime
    case_ref: str
    outcome: str
    reasons: str
    settled_at: datetime | None


def quarter_of(at: datetime, /) -> str:
    """Return the quarter of an instant in local time, as ``2026Q4``."""
    local = at.astimezone(LOCAL)
    return f"{local.year}Q{(local.month + 2) // 3}"


def quarter_before(quarter: str, /) -> str:
    """Return the quarter before one."""
    year, n = int(quarter[:4]), int(quarter[5])
    return f"{year}Q{n - 1}" if n > 1 else f"{year - 1}Q4"


def quarter_end(quarter: str, /) -> datetime:
    """Return the first instant after a quarter."""
    year, month = int(quarter[:4]), 3 * int(quarter[5]) + 1
    return datetime(year + month // 13, (month - 1) % 12 + 1, 1, tzinfo=LOCAL)


def accuracy(quarter: str, /) -> tuple[ProviderAccuracy, ...]:
    """Count the sample of a quarter by provider, from what was judged."""
    rows = SampledVerdict.objects.filter(quarter=quarter).order_by("provider")
    counts: dict[str, Counter[tuple[bool, str]]] = {}
    for provider, accepted, truth, n in rows.values_list("provider", "accepted", "truth").annotate(n=Count("id")):
        counts.setdefault(provider, Counter())[accepted, truth] += n
    actions = {one.provider: one for one in AccuracyAction.objects.filter(quarter=quarter)}
    return tuple(_accuracy(provider, quarter, found, actions.get(provider)) for provider, found in counts.items())


def quarters() -> tuple[str, ...]:
    """List the quarters anything was drawn in, latest first."""
    return tuple(SampledVerdict.objects.order_by("-quarter").values_list("quarter", flat=True).distinct())


def closed_report(quarter: str, /) -> dict[str, dict[str, object]]:
    """Return the figures of a closed quarter as they were written down, by provider; empty while it is open."""
    return dict(AccuracyReport.objects.filter(quarter=quarter).values_list("provider", "figures"))


def sample(ref: str, /) -> SampleRecord:
    """Return one verdict drawn.

    Raises:
        SampleUnknown: There is none of this reference.
    """
    row = SampledVerdict.objects.filter(ref=ref).first()
    if row is None:
        raise SampleUnknown(f"There is no sampled verdict {ref}.")
    return sample_record(row)


def waiting_samples() -> int:
    """Count the verdicts that wait to be judged."""
    return SampledVerdict.objects.filter(truth=Truth.OPEN).count()


def accuracy_action(ref: str, /) -> ActionRecord:
    """Return one action.

    Raises:
        SampleUnknown: There is none of this reference.
    """
    row = AccuracyAction.objects.filter(ref=ref).first()
    if row is None:
        raise SampleUnknown(f"There is no action {ref}.")
    return action_record(row)


def action_record(row: AccuracyAction, /) -> ActionRecord:
    """Freeze an action."""
    return ActionRecord(
        row.ref,
        row.quarter,
        row.provider,
        dict(row.figures),
        row.opened_at,
        row.case_ref,
        row.outcome,
        row.reasons,
        row.settled_at,
    )


def sample_record(row: SampledVerdict, /) -> SampleRecord:
    """Freeze a verdict drawn."""
    return SampleRecord(
        ref=row.ref,
        application_ref=row.application_ref,
        account_ref=row.account_ref,
        provider=row.provider,
        kind=row.kind,
        accepted=row.accepted,
        quarter=row.quarter,
        truth=row.truth,
        note=row.note,
        case_ref=row.case_ref,
        drawn_at=row.drawn_at,
    )


def figures_of(found: ProviderAccuracy, /) -> dict[str, Any]:
    """Write the figures down as JSON values; a rate nobody counted is null."""
    return {
        "drawn": found.drawn,
        "n": found.judged,
        "unknown": found.unknown,
        "right": share_of(found.right),
        "false_accept": share_of(found.false_accepts),
        "false_reject": share_of(found.false_rejects),
        "floor_permille": found.floor_permille,
        "below": found.is_below,
    }


def share_of(share: Share, /) -> dict[str, Any]:
    """Write a share down: counts, the rate and its 95 % interval as texts of four digits."""
    low, high = share.interval
    rate = None if share.rate is None else f"{share.rate:.4f}"
    return {"part": share.part, "of": share.whole, "rate": rate, "low": f"{low:.4f}", "high": f"{high:.4f}"}


def _accuracy(provider: str, quarter: str, n: Counter[tuple[bool, str]], action: AccuracyAction | None) -> ProviderAccuracy:
    wrong_accepts, wrong_rejects = n[True, Truth.DOES_NOT], n[False, Truth.HOLDS]
    accepted, rejected = n[True, Truth.HOLDS] + wrong_accepts, n[False, Truth.DOES_NOT] + wrong_rejects
    judged = accepted + rejected
    return ProviderAccuracy(
        provider=provider,
        quarter=quarter,
        drawn=n.total(),
        judged=judged,
        unknown=n[True, Truth.UNKNOWN] + n[False, Truth.UNKNOWN],
        right=Share(judged - wrong_accepts - wrong_rejects, judged),
        false_accepts=Share(wrong_accepts, accepted),
        false_rejects=Share(wrong_rejects, rejected),
        floor_permille=number("accuracy_floor_permille"),
        least=number("accuracy_least_samples"),
        action_ref=action.ref if action else "",
        action_outcome=action.outcome if action else "",
    )
