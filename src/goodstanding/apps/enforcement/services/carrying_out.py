"""Letting measures take effect and taking them back, each with its state, its message to the platform, and nothing half-done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from goodstanding.apps.enforcement.drafts import measure_json
from goodstanding.apps.enforcement.effects import EFFECTS, Effect
from goodstanding.apps.enforcement.events import MEASURE_APPLY, MEASURE_REVERT, tell
from goodstanding.apps.enforcement.models import Decision, MeasureState, MeasureStatus
from goodstanding.apps.enforcement.values import Measure


def apply_measures(row: Decision, measures: Sequence[Measure], /, *, at: datetime) -> None:
    """Let a decision's measures take effect. One whose time was served already is written as ended and does nothing."""
    for position, measure in enumerate(measures):
        is_served = measure.ends_at is not None and measure.ends_at <= at
        state = MeasureState.objects.create(
            decision=row,
            position=position,
            code=measure.code,
            scope=measure.scope,
            account_ref=row.account_ref,
            content_ref=row.content_ref,
            starts_at=measure.starts_at,
            ends_at=measure.ends_at,
            status=MeasureStatus.ENDED if is_served else MeasureStatus.APPLIED,
            applied_at=None if is_served else at,
            ended_at=at if is_served else None,
        )
        if is_served:
            continue
        EFFECTS.apply(effect_of(state, at=at))
        tell(MEASURE_APPLY, decision_ref=row.ref, detail=_detail(state, measure), at=at)


def take_back(state: MeasureState, /, *, status: Literal["ended", "reverted"], at: datetime) -> None:
    """Take one measure back: its effect, its state, and word to the platform. One that ended before is only marked as undone."""
    was_applied = state.status == MeasureStatus.APPLIED
    state.status = status
    if status == "ended":
        state.ended_at = at
    else:
        state.reverted_at = at
    state.save(update_fields=["status", "ended_at", "reverted_at"])
    if not was_applied:
        return
    EFFECTS.revert(effect_of(state, at=at))
    detail = {"position": state.position, "code": state.code, "scope": state.scope, "because": status}
    tell(
        MEASURE_REVERT,
        decision_ref=state.decision.ref,
        detail=detail | {"account": state.account_ref, "content": state.content_ref},
        at=at,
    )


def effect_of(state: MeasureState, /, *, at: datetime) -> Effect:
    """Describe a measure to its handler."""
    review_at = state.decision.measures[state.position]["review_at"]
    return Effect(
        state_id=state.pk,
        decision_ref=state.decision.ref,
        code=state.code,
        scope=state.scope,
        account_ref=state.account_ref,
        content_ref=state.content_ref,
        starts_at=state.starts_at,
        ends_at=state.ends_at,
        review_at=datetime.fromisoformat(review_at) if review_at else None,
        at=at,
    )


def _detail(state: MeasureState, measure: Measure) -> dict[str, object]:
    return {"position": state.position, "account": state.account_ref, "content": state.content_ref, **measure_json(measure)}
