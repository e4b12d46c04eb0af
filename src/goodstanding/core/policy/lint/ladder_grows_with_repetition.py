"""A repeated violation is never answered more lightly than the first.

Source: RQ-089 (PA21:19.2), proportionality.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.lint.reading import heaviest
from goodstanding.core.policy.model import LadderStep, Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare each step with the one before."""
    before: LadderStep | None = None
    for step in pack.ladder:
        if before is not None and step.occurrence > 1 and heaviest(step) < heaviest(before):
            message = f"step {step.occurrence} for {step.label} {step.severity} is lighter than step {before.occurrence}."
            yield Problem(message, step.where, "Keep the measure or make it heavier.")
        before = step
