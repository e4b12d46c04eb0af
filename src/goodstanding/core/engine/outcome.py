"""From an evaluation, which serves the record, to an outcome, which serves the platform."""

from __future__ import annotations

from typing import Any

import msgspec

from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.events.outcome import Outcome, OutcomeViolation


def outcome_of(
    evaluation: Evaluation,
    /,
    *,
    case: str | None = None,
    evaluation_ref: str | None = None,
    notes: tuple[str, ...] = (),
) -> Outcome:
    """Answer an accepted event.

    Args:
        case: Reference of the case the evaluation opened or joined.
        evaluation_ref: Reference under which the evaluation is stored.
        notes: What decoding kept but did not understand.
    """
    optional: dict[str, Any] = {"notes": notes or msgspec.UNSET}
    return Outcome(
        event_id=evaluation.event_id,
        status="accepted",
        suggestion=evaluation.suggestion,
        degraded=evaluation.degraded,
        violations=tuple(OutcomeViolation(v.rule, v.clause, v.label, v.score, v.spans) for v in evaluation.violations),
        labels=evaluation.labels,
        case=case,
        evaluation=evaluation_ref,
        pack=evaluation.pack,
        **optional,
    )
