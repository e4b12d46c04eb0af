"""What may be asked about corrections."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from goodstanding.apps.redress.correction_records import CorrectionStepView, CorrectionView
from goodstanding.apps.redress.errors import CorrectionUnknown
from goodstanding.apps.redress.models import Appeal, Correction, CorrectionStep


def correction(ref: str, /) -> CorrectionView:
    """Return one correction.

    Raises:
        CorrectionUnknown: None has that reference.
    """
    row = Correction.objects.filter(ref=ref).first()
    if row is None:
        raise CorrectionUnknown(f"There is no correction “{ref}”.", hint="Check the reference.")
    return correction_view(row)


def corrections_of(account_ref: str, /) -> tuple[CorrectionView, ...]:
    """Return the corrections of an account, latest first."""
    return tuple(correction_view(row) for row in Correction.objects.filter(account_ref=account_ref).order_by("-found_at", "-id"))


def ongoing_correction(account_ref: str, /) -> CorrectionView | None:
    """Return the correction an account is under now, if any."""
    row = Correction.objects.filter(account_ref=account_ref, ended_at=None).first()
    return correction_view(row) if row is not None else None


def open_corrections(*, limit: int = 100, hidden: Iterable[str] = ()) -> tuple[CorrectionView, ...]:
    """Return the corrections without an end, the nearest deadline first, those without a deadline before.

    Args:
        hidden: Cases whose corrections do not exist for whoever asks; see review.sight.
    """
    rows = Correction.objects.filter(ended_at=None).exclude(case_ref__in=hidden)
    ordered = rows.order_by(F("due_at").asc(nulls_first=True), "found_at", "id")
    return tuple(correction_view(row) for row in ordered[:limit])


def steps_of_correction(ref: str, /) -> tuple[CorrectionStepView, ...]:
    """Return every step of a correction, oldest first."""
    rows = CorrectionStep.objects.filter(correction__ref=ref).order_by("at", "id")
    return tuple(
        CorrectionStepView(row.step, row.from_state, row.to_state, row.actor_kind, row.at, row.due_at, row.note) for row in rows
    )


def pending_appeals(view: CorrectionView, /) -> tuple[str, ...]:
    """Return the receipts of the account's appeals that wait for their answer.

    All of them count, not only those against the suspension: an account whose closing is weighed is heard first.
    """
    rows = Appeal.objects.filter(account_ref=view.account_ref, outcome="").order_by("filed_at", "id")
    return tuple(rows.values_list("receipt", flat=True))


def correction_view(row: Correction, /) -> CorrectionView:
    """Freeze a correction."""
    return CorrectionView(
        ref=row.ref,
        account_ref=row.account_ref,
        fields=tuple(row.fields),
        fault=row.fault,
        found_by=row.found_by,
        facts=row.facts,
        to_fix=row.to_fix,
        state=row.state,
        case_ref=row.case_ref,
        decision_ref=row.decision_ref,
        termination_ref=row.termination_ref,
        found_at=row.found_at,
        suspended_at=row.suspended_at,
        due_at=row.due_at,
        is_extended=row.extended_at is not None,
        answer=row.answer,
        handed_in_at=row.handed_in_at,
        ended_at=row.ended_at,
    )
