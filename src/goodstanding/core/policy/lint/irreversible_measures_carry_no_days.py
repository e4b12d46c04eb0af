"""Closing, blacklisting and banning have no end date; one would promise what is not kept.

Source: RQ-090 (PA21:19.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.kernel.measures import IRREVERSIBLE
from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Refuse days on measures without an end."""
    for step in pack.ladder:
        for measure in step.measures:
            if measure["code"] in IRREVERSIBLE and "days" in measure:
                message = f"step {step.occurrence} for {step.label} {step.severity} gives {measure['code']} days."
                yield Problem(message, step.where, "Remove them: it lasts until it is reversed.")
