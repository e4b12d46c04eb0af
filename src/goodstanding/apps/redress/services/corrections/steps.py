"""The one door through which a correction moves: the step is of the flow, written down, and in the record."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import rfc8785

from goodstanding.apps.audit import services as audit
from goodstanding.apps.enforcement.services import hold_subject
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress.correcting import CLAUSE, ONGOING, Step, next_state
from goodstanding.apps.redress.errors import CorrectionMoved, CorrectionUnknown
from goodstanding.apps.redress.models import Correction, CorrectionStep
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.services.documents import schedule_purge

_PAST = {
    Step.FIND: "found",
    Step.SUSPEND: "suspended",
    Step.DISMISS: "dismissed",
    Step.EXTEND: "extended",
    Step.DELIVER_AGAIN: "delivered_again",
    Step.REMIND: "reminded",
    Step.HAND_IN: "handed_in",
    Step.SEND_BACK: "sent_back",
    Step.CONFIRM: "confirmed",
    Step.LAPSE: "lapsed",
    Step.TERMINATE: "terminated",
    Step.OVERTURN: "overturned",
    Step.CHANGE: "changed",
    Step.REOPEN: "reopened",
}


def perform(row: Correction, step: Step, /, *, actor: Actor, at: datetime, note: str = "", **changes: Any) -> None:
    """Take a step, in the caller's transaction: the row, the history and the record say the same.

    Args:
        note: Why, as the history shows it.
        changes: Columns that change with it.

    Raises:
        CorrectionMoved: The step is not open where the correction stands.
    """
    former, end = row.state, next_state(row.state, step)
    if end is None:
        raise CorrectionMoved(
            f"The correction {row.ref} is {row.state}; this step is not open.", hint="Look at how it stands.", clause=CLAUSE
        )
    for name, value in changes.items():
        setattr(row, name, value)
    row.state = end
    row.ended_at = None if end in ONGOING else at
    row.save()
    CorrectionStep.objects.create(
        correction=row,
        step=step,
        from_state=former,
        to_state=end,
        actor_kind=actor.kind,
        actor_ref=actor.ref,
        at=at,
        due_at=row.due_at,
        note=note,
    )
    payload = {"account": row.account_ref, "state": str(end), "due": row.due_at.isoformat() if row.due_at else ""}
    audit.record(f"correction:{_PAST[step]}", actor=actor, subject_kind="correction", subject_ref=row.ref, payload=payload, at=at)
    if row.ended_at is not None:
        schedule_purge((row.ref,), at=at)


def locked(ref: str, /) -> Correction:
    """Lock the account, the log and the correction, in the order everybody takes them.

    Raises:
        CorrectionUnknown: None has that reference.
    """
    account_ref = Correction.objects.filter(ref=ref).values_list("account_ref", flat=True).first()
    if account_ref is None:
        raise CorrectionUnknown(f"There is no correction “{ref}”.", hint="Check the reference.")
    hold_subject(account_ref, "")
    return Correction.objects.select_for_update().get(ref=ref)


def bring_before_person(row: Correction, kind: str, /, *, summary: str, actor: Actor, at: datetime) -> None:
    """Open a case about where the correction stands now.

    Args:
        kind: ``mismatch``, ``correction`` or ``overdue``.
    """
    told = {"correction": row.ref, "fields": list(row.fields), "facts": row.facts, "answer": row.answer, "state": str(row.state)}
    matter = matters.Matter(
        kind=kind,
        ref=row.ref,
        account_ref=row.account_ref,
        summary=summary,
        sha256=hashlib.sha256(rfc8785.dumps(told)).hexdigest(),
        severity="moderate",
    )
    row.case_ref = matters.desk().open_matter(matter, actor=actor, at=at)
    row.save(update_fields=["case_ref"])
