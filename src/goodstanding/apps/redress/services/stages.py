"""Moving a matter through 受理→甄别→处置→反馈, one stage at a time, each with a reason. Source: PA21:20.2, RQ-095."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import override as in_language

from goodstanding.apps.common.sealing import seal_bytes
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress.attachments import ATTACHMENT, Checked
from goodstanding.apps.redress.models import STEPS, Appeal, Attachment, Report, StageChange

_NEXT = dict(STEPS)
_CHANGING = {
    Report: ["stage", "outcome", "feedback", "case_ref", "decision_ref", "closed_at"],
    Appeal: ["stage", "outcome", "reasons", "answers", "canned", "decided_by", "new_decision_ref", "closed_at"],
}
"""What may change after filing; the database refuses the rest."""


def begin(matter: Report | Appeal, reason: str, /, *, actor: Actor, at: datetime) -> None:
    """Write the first step of a matter just stored."""
    _write(matter, "", "intake", reason, actor=actor, at=at)


def advance(matter: Report | Appeal, reason: str, /, *, actor: Actor, at: datetime) -> None:
    """Move a matter to its next stage and save it."""
    former, matter.stage = matter.stage, _NEXT[matter.stage]
    matter.save(update_fields=_CHANGING[type(matter)])
    _write(matter, former, matter.stage, reason, actor=actor, at=at)


def advance_to(matter: Report | Appeal, stage: str, /, *, reasons: Mapping[Any, str], actor: Actor, at: datetime) -> None:
    """Move a matter through every stage up to one.

    Args:
        reasons: Why, by the stage entered.
    """
    while matter.stage != stage:
        advance(matter, reasons[_NEXT[matter.stage]], actor=actor, at=at)


def words(language: str, message: str, /, **values: str) -> str:
    """Say a reason in the matter's language.

    Args:
        message: An English message known to gettext, with named placeholders.
    """
    with in_language(language):
        return gettext(message) % values


def keep_attachments(matter: Report | Appeal, files: Sequence[Checked], /, *, at: datetime) -> None:
    """Store files with a matter, sealed: what people send as evidence shows them and others."""
    kind = "report" if isinstance(matter, Report) else "appeal"
    Attachment.objects.bulk_create(
        Attachment(
            matter_kind=kind,
            receipt=matter.receipt,
            name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            sha256=file.sha256,
            content=seal_bytes(file.content, context=ATTACHMENT),
            added_at=at,
        )
        for file in files
    )


def _write(matter: Report | Appeal, former: str, stage: str, reason: str, *, actor: Actor, at: datetime) -> None:
    StageChange.objects.create(
        matter_kind="report" if isinstance(matter, Report) else "appeal",
        receipt=matter.receipt,
        from_stage=former,
        to_stage=stage,
        actor_kind=actor.kind,
        actor_ref=actor.ref,
        at=at,
        reason=reason,
    )
