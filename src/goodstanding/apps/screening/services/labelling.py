"""Taking decided texts out of the records, to learn from: done in one transaction with the entry that says so."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.screening.labelled import LabelledDecision, labelled_decisions


def take_out_labels(*, actor: Actor, at: datetime) -> tuple[LabelledDecision, ...]:
    """Return the decisions people took as labelled texts, and put on record that they were taken out.

    Args:
        at: When.
    """
    with immediate():
        found = tuple(labelled_decisions())
        audit.record(
            "labels:taken_out",
            actor=actor,
            subject_kind="decisions",
            subject_ref="labelled",
            payload={"count": len(found)},
            at=at,
        )
    return found
