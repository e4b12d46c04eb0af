"""Credit levels are listed from best to worst, down to zero, so that every score has exactly one.

Source: RQ-053 (PA21:13.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Location, Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Check the levels' thresholds."""
    credit = pack.settings.get("credit")
    if credit is None:
        return
    floors = [level["at_least"] for level in credit["levels"]]
    if floors != sorted(set(floors), reverse=True):
        yield Problem(
            "credit levels do not descend.", Location("credit.yaml", 1), "List them from the highest at_least to the lowest."
        )
    if floors[-1] != 0:
        yield Problem(
            "the lowest credit level does not begin at 0.", Location("credit.yaml", 1), "Give the last level at_least: 0."
        )
    if credit["start"] > credit["maximum"]:
        yield Problem("accounts start above the maximum credit.", Location("credit.yaml", 1))
