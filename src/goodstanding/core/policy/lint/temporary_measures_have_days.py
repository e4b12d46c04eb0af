"""A measure meant to pass says when: published durations.

Source: RQ-089 (PA21:19.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.kernel.measures import TEMPORARY
from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Demand days of every temporary measure."""
    for step in pack.ladder:
        for measure in step.measures:
            if measure["code"] in TEMPORARY and "days" not in measure:
                message = f"step {step.occurrence} for {step.label} {step.severity} proposes {measure['code']} without an end."
                yield Problem(message, step.where, "Give it days.")
