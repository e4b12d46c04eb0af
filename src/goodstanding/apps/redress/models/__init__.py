"""The tables of redress, one module per kind of matter."""

from __future__ import annotations

from goodstanding.apps.redress.models.appeals import Appeal, AppealAnswer, AppealOutcome, Ground
from goodstanding.apps.redress.models.attachments import Attachment
from goodstanding.apps.redress.models.copyright_notices import (
    Capacity,
    CopyrightNotice,
    CounterStatement,
    NoticeProof,
    NoticeState,
    NoticeStep,
    ProofKind,
    ProofState,
)
from goodstanding.apps.redress.models.corrections import Correction, CorrectionState, CorrectionStep
from goodstanding.apps.redress.models.disputes import Dispute, DisputeState, DisputeStep, Panel, PanelSeat, PanelVote, VoteChoice
from goodstanding.apps.redress.models.reports import Report, ReportKind, ReportOutcome
from goodstanding.apps.redress.models.stages import STEPS, Stage, StageChange

__all__ = [
    "STEPS",
    "Appeal",
    "AppealAnswer",
    "AppealOutcome",
    "Attachment",
    "Capacity",
    "CopyrightNotice",
    "Correction",
    "CorrectionState",
    "CorrectionStep",
    "CounterStatement",
    "Dispute",
    "DisputeState",
    "DisputeStep",
    "Ground",
    "NoticeProof",
    "NoticeState",
    "NoticeStep",
    "Panel",
    "PanelSeat",
    "PanelVote",
    "ProofKind",
    "ProofState",
    "Report",
    "ReportKind",
    "ReportOutcome",
    "Stage",
    "StageChange",
    "VoteChoice",
]
