"""Proportionality: what the ladder proposes, and whether a measure keeps to it. Pure.

Source: RQ-089: a measure outside the matrix needs an exception reason and a second person; heavier than its maximum is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goodstanding.apps.enforcement.measures import CONTENT_MEASURES, DATED_MEASURES, MeasureCode
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.core.policy.model import LadderStep


def find_step(steps: Iterable[LadderStep], /, *, label: str, severity: str, occurrence: int) -> LadderStep | None:
    """Find the step for the n-th violation of this label and severity; the last step serves all later ones.

    A step for the label itself wins over the one for any label.
    """
    for wanted in (label, "*"):
        fitting = [s for s in steps if s.label == wanted and s.severity == severity and s.occurrence <= occurrence]
        if fitting:
            return max(fitting, key=lambda step: step.occurrence)
    return None


def step_measures(step: LadderStep, /, *, label: str) -> tuple[MeasureDraft, ...]:
    """Write a step's measures as a draft has them.

    Args:
        label: The violation; a ``label`` measure without words of its own shows it.
    """
    defaults = {MeasureCode.LABEL: label, MeasureCode.LIMIT_FUNCTION: "publish"}
    return tuple(MeasureDraft(m["code"], str(m.get("scope", defaults.get(m["code"], ""))), m.get("days")) for m in step.measures)


def is_within(measure: MeasureDraft, proposed: Sequence[MeasureDraft], /) -> bool:
    """Say whether a measure is no heavier and no longer than something the ladder proposes."""
    code = MeasureCode(measure.code)
    for one in proposed:
        other = MeasureCode(one.code)
        has_same_scope = code is not MeasureCode.LIMIT_FUNCTION or measure.scope == one.scope
        if code is other and has_same_scope and not is_longer(measure, one):
            return True
        if code.rank < other.rank and not (code in DATED_MEASURES and other in DATED_MEASURES and is_longer(measure, one)):
            return True
    return False


def is_above(measure: MeasureDraft, maximum: str, /) -> bool:
    """Say whether a measure is heavier than the maximum. What acts on the content alone is never above it."""
    code = MeasureCode(measure.code)
    return code not in CONTENT_MEASURES and code.rank > MeasureCode(maximum).rank


def is_longer(measure: MeasureDraft, other: MeasureDraft, /) -> bool:
    """Say whether one measure lasts longer than another; without days it never ends."""
    if other.days is None or MeasureCode(measure.code) not in DATED_MEASURES:
        return False
    return measure.days is None or measure.days > other.days


def is_lighter(measures: Sequence[MeasureDraft], former: Sequence[MeasureDraft], /) -> bool:
    """Say whether a set of measures is lighter than a former one: each keeps within it, and something was taken off."""
    return all(is_within(measure, former) for measure in measures) and _weights(measures) < _weights(former)


def _weights(measures: Sequence[MeasureDraft]) -> list[tuple[int, int]]:
    endless = 1 << 30
    return sorted(((MeasureCode(m.code).rank, m.days if m.days is not None else endless) for m in measures), reverse=True)
