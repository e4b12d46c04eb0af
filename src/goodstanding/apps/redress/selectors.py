"""What may be asked about reports and appeals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q

from goodstanding.apps.common.sealing import is_sealed, open_text, unseal_bytes
from goodstanding.apps.redress.attachments import ATTACHMENT, REASON
from goodstanding.apps.redress.errors import AppealUnknown, AttachmentRefused, ReportUnknown
from goodstanding.apps.redress.grounds import opened_grounds
from goodstanding.apps.redress.models import Appeal, Attachment, Ground, Report, Stage, StageChange
from goodstanding.apps.redress.values import AppealView, AttachmentView, Canned, GroundView, ReportView, StageView

GROUND_KINDS: tuple[str, ...] = tuple(Ground.values)
"""The kinds of grounds an appeal may have, the commonest first."""


def appeal(receipt: str, /, *, hidden: Iterable[str] = ()) -> AppealView:
    """Return one appeal.

    Args:
        hidden: Cases whose appeals do not exist for whoever asks; see review.sight.

    Raises:
        AppealUnknown: No appeal has that receipt, or it is hidden.
    """
    found = find_appeal(receipt, hidden=hidden)
    if found is None:
        raise AppealUnknown(f"There is no appeal “{receipt}”.", hint="Check the receipt.")
    return found


def find_appeal(receipt: str, /, *, hidden: Iterable[str] = ()) -> AppealView | None:
    """Return one appeal, or None; ``hidden`` as above."""
    row = Appeal.objects.filter(receipt=receipt).exclude(case_ref__in=hidden).first()
    return appeal_view(row) if row is not None else None


def appeals_against(decision_ref: str, /) -> tuple[AppealView, ...]:
    """Return the appeals against a decision, oldest first."""
    return tuple(appeal_view(row) for row in Appeal.objects.filter(decision_ref=decision_ref).order_by("filed_at", "id"))


def appeals_of(account_ref: str, /) -> tuple[AppealView, ...]:
    """Return the appeals of an account, latest first."""
    return tuple(appeal_view(row) for row in Appeal.objects.filter(account_ref=account_ref).order_by("-filed_at", "-id"))


def report(receipt: str, /) -> ReportView:
    """Return one report.

    Raises:
        ReportUnknown: No report has that receipt.
    """
    found = find_report(receipt)
    if found is None:
        raise ReportUnknown(f"There is no report “{receipt}”.", hint="Check the receipt.")
    return found


def find_report(receipt: str, /) -> ReportView | None:
    """Return one report, or None."""
    row = Report.objects.filter(receipt=receipt).first()
    return report_view(row) if row is not None else None


def stages_of(receipt: str, /) -> tuple[StageView, ...]:
    """Return every step of a report or appeal, oldest first."""
    rows = StageChange.objects.filter(receipt=receipt).order_by("at", "id")
    return tuple(StageView(row.from_stage, row.to_stage, row.actor_kind, row.at, row.reason) for row in rows)


def attachments_of(receipt: str, /) -> tuple[AttachmentView, ...]:
    """Return the files handed in with a report or appeal, without their bytes."""
    rows = Attachment.objects.filter(receipt=receipt).exclude(content=b"").defer("content").order_by("id")
    return tuple(AttachmentView(row.name, row.media_type, row.size, row.sha256, row.added_at) for row in rows)


def attachment_bytes(receipt: str, sha256: str, /) -> bytes:
    """Return the bytes of one file.

    Raises:
        AttachmentRefused: The matter has no such file.
    """
    content = Attachment.objects.filter(receipt=receipt, sha256=sha256).values_list("content", flat=True).first()
    if not content:
        raise AttachmentRefused(f"{receipt} has no such file.", hint="Check the address.")
    return unseal_bytes(content, context=ATTACHMENT) if is_sealed(content) else bytes(content)


def late_matters(*, at: datetime) -> tuple[AppealView | ReportView, ...]:
    """List the appeals and reports whose limit was broken, open ones first by due time. Nothing takes one off this list."""
    late = (Q(due_at__lt=at) & ~Q(stage=Stage.CLOSED)) | Q(closed_at__gt=F("due_at"))
    found: list[AppealView | ReportView] = [appeal_view(row) for row in Appeal.objects.filter(late)]
    found += [report_view(row) for row in Report.objects.filter(late)]
    return tuple(sorted(found, key=lambda matter: (matter.closed_at is not None, matter.due_at)))


def appeal_view(row: Appeal, /) -> AppealView:
    """Freeze an appeal."""
    said = [answer["answer"] for answer in row.answers] or [""] * len(row.grounds)
    return AppealView(
        receipt=row.receipt,
        decision_ref=row.decision_ref,
        account_ref=row.account_ref,
        appellant=row.appellant_user_id,
        grounds=tuple(
            GroundView(ground["ground"], ground["text"], answer)
            for ground, answer in zip(opened_grounds(row.grounds), said, strict=True)
        ),
        language=row.language,
        urgent=row.urgent,
        filed_at=row.filed_at,
        due_at=row.due_at,
        stage=row.stage,
        outcome=row.outcome,
        reasons=row.reasons,
        canned=tuple(Canned(held["position"], tuple(held["receipts"])) for held in row.canned),
        decided_by=row.decided_by_id,
        new_decision_ref=row.new_decision_ref,
        case_ref=row.case_ref,
        closed_at=row.closed_at,
    )


def report_view(row: Report, /) -> ReportView:
    """Freeze a report."""
    return ReportView(
        receipt=row.receipt,
        kind=row.kind,
        target=row.target,
        account_ref=row.account_ref,
        category=row.category,
        reason=open_text(row.reason, context=REASON),
        language=row.language,
        filed_at=row.filed_at,
        due_at=row.due_at,
        stage=row.stage,
        outcome=row.outcome,
        feedback=row.feedback,
        case_ref=row.case_ref,
        decision_ref=row.decision_ref,
        closed_at=row.closed_at,
    )
