"""What may be asked about disputes and panels."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from goodstanding.apps.originality.pairs import read_pair
from goodstanding.apps.redress import dispute_words as say
from goodstanding.apps.redress.dispute_records import DisputeRecord, DisputeStepRecord, PanelRecord, SeatRecord, VoteRecord
from goodstanding.apps.redress.disputing import PanelRule, Tally, Worth
from goodstanding.apps.redress.errors import DisputeUnknown
from goodstanding.apps.redress.models import Dispute, DisputeStep, Panel, PanelSeat, PanelVote
from goodstanding.apps.registry.numbers import number


def panel_rule() -> PanelRule:
    """Return the rule by which panels decide, as it is published."""
    return PanelRule(number("panel_least_votes"), number("panel_advisory_percent"), number("panel_binding_percent"))


def dispute(ref: str, /) -> DisputeRecord:
    """Return one dispute.

    Raises:
        DisputeUnknown: No dispute has that reference.
    """
    row = Dispute.objects.filter(ref=ref).first()
    if row is None:
        raise DisputeUnknown(f"There is no dispute “{ref}”.", hint="Check the reference.")
    return dispute_record(row)


def disputes_of(account_refs: Iterable[str], /) -> tuple[DisputeRecord, ...]:
    """Return the disputes accounts are a side of, latest first."""
    refs = list(account_refs)
    rows = Dispute.objects.filter(Q(account_ref__in=refs) | Q(claimant_ref__in=refs)).order_by("-filed_at", "-id")
    return tuple(dispute_record(row) for row in rows)


def why_it_ended(found: DisputeRecord, language: str, /) -> str:
    """Say in a language why a dispute ended: what was composed in the reader's, what people wrote as they wrote it.

    The decision itself stays as it was issued. Empty while the dispute is open.
    """
    if not found.findings:
        return say.read_reason(found.reasons, language)
    compared = read_pair(found.evidence).match.in_language(language)
    return say.facts(found.claim, found.answer, compared, _result(found), found.findings, language)


def _result(found: DisputeRecord) -> Tally | None:
    closed = [one for one in found.panels if one.closed_at is not None]
    if not closed:
        return None
    last = closed[-1]
    return Tally(last.valid, last.rewritten, last.own_work, last.finding, Worth(last.worth))


def seat(panel_ref: str, juror_id: int, /) -> SeatRecord | None:
    """Return a person's invitation to a panel, or None.

    Args:
        panel_ref: Dispute and round: ``DP-…-1``.
    """
    ref, _, number_ = panel_ref.rpartition("-")
    rows = PanelSeat.objects.select_related("panel", "dispute")
    row = rows.filter(dispute__ref=ref, panel__round=int(number_) if number_.isdecimal() else 0, juror_id=juror_id).first()
    return _seat(row) if row is not None else None


def seats_of(juror_id: int, /) -> tuple[SeatRecord, ...]:
    """Return a person's invitations, latest first."""
    rows = PanelSeat.objects.select_related("panel", "dispute").filter(juror_id=juror_id).order_by("-panel__opened_at", "-id")
    return tuple(_seat(row) for row in rows)


def panel_ref(dispute_ref: str, round_: int, /) -> str:
    """Name a panel."""
    return f"{dispute_ref}-{round_}"


def dispute_record(row: Dispute, /) -> DisputeRecord:
    """Freeze a dispute."""
    return DisputeRecord(
        ref=row.ref,
        content_ref=row.content_ref,
        account_ref=row.account_ref,
        earlier_ref=row.earlier_ref,
        claimant_ref=row.claimant_ref,
        claim=row.claim,
        answer=row.answer,
        kind=row.kind,
        evidence=row.evidence,
        evidence_sha256=row.evidence_sha256,
        state=row.state,
        version=row.version,
        filed_at=row.filed_at,
        answer_due_at=row.answer_due_at,
        answered_at=row.answered_at,
        case_ref=row.case_ref,
        decision_ref=row.decision_ref,
        reasons=row.reasons,
        findings=row.findings if row.ended_at is not None and row.findings in row.reasons else "",
        ended_at=row.ended_at,
        panels=tuple(_panel(panel) for panel in Panel.objects.filter(dispute=row).order_by("round")),
        steps=tuple(
            DisputeStepRecord(one.step, one.to_state, one.actor_kind, one.at, one.reason)
            for one in DisputeStep.objects.filter(dispute=row).order_by("position")
        ),
    )


def _panel(row: Panel) -> PanelRecord:
    votes = PanelVote.objects.filter(seat__panel=row).order_by("id") if row.closed_at else PanelVote.objects.none()
    return PanelRecord(
        round=row.round,
        invited=PanelSeat.objects.filter(panel=row).count(),
        eligible=row.eligible,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        valid=row.valid,
        rewritten=row.rewritten,
        own_work=row.own_work,
        finding=row.finding,
        worth=row.worth,
        votes=tuple(VoteRecord(one.choice, one.reason) for one in votes),
    )


def _seat(row: PanelSeat) -> SeatRecord:
    vote = PanelVote.objects.filter(seat=row).first()
    held, panel = row.dispute, row.panel
    return SeatRecord(
        panel_ref=panel_ref(held.ref, panel.round),
        kind=held.kind,
        claim=held.claim,
        answer=held.answer,
        evidence=held.evidence,
        opened_at=panel.opened_at,
        closes_at=panel.closes_at,
        closed_at=panel.closed_at,
        choice=vote.choice if vote else "",
        reason=vote.reason if vote else "",
        voted_at=vote.at if vote else None,
    )
