"""No proposal is heavier than the maximum published for it.

Source: RQ-089 (PA21:19.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.kernel.measures import weight
from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare every step's measures with its maximum."""
    for step in pack.ladder:
        for measure in step.measures:
            if weight(measure["code"]) > weight(step.maximum):
                subject = f"step {step.occurrence} for {step.label} {step.severity}"
                message = f"{subject} proposes {measure['code']}, above its maximum {step.maximum}."
                yield Problem(message, step.where)
