"""What comes first: severity × reach × age, as one number that can be stored and sorted by an index.

``urgency = severity × reach × 2^(age in days)``. Severity counts 1, 2, 4, 8 (minor to grave). Reach counts 1, plus one for each
power of ten of followers, so that one follower more or less never matters. Every day of waiting doubles the whole, so that
nothing waits for ever behind graver newcomers. The order of two cases does not depend on when it is looked at (both double at
the same pace), so the logarithm less the age is stored once:
``priority = 1000 × (log₂(severity × reach) − days from the epoch)``.

The support lane: what a public body asks about its own registration comes first within the same urgency. Urgencies less than
twofold apart count as the same, so the lane is a head start of just under a doubling: it never passes a graver matter of the
same moment, nor one that has waited a day longer. Source: PA21:4.2, RQ-004
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from math import log2, pow  # noqa: A004  the float one

from goodstanding.core.kernel.severity import Severity

_EPOCH = datetime(2021, 2, 22, tzinfo=UTC)
"""The day the regulation came into force; any fixed instant would do."""
_SCALE = 1000
_DAY = 86_400
_HEAD_START = _SCALE - 1
"""What the support lane adds: just less than one doubling."""


@dataclass(frozen=True, slots=True)
class Urgency:
    """The three factors of one case, for a reader.

    Args:
        severity: 1, 2, 4 or 8.
        reach: 1 (nobody) upwards.
        age_days: Days open, 0 or more.
    """

    severity: int
    reach: int
    age_days: float

    @property
    def value(self) -> float:
        """The product, 1.0 upwards."""
        return self.severity * self.reach * float(pow(2.0, self.age_days))


def severity_factor(severity: str, /) -> int:
    """Weigh a severity: 1, 2, 4 or 8; an unknown one counts as minor."""
    return 1 << Severity(severity).rank if severity in set(Severity) else 1


def reach_factor(followers: int, /) -> int:
    """Weigh a number of followers: 1 below ten, one more for each power of ten."""
    return len(str(max(followers, 1)))


def urgency(severity: str, *, followers: int, opened_at: datetime, at: datetime) -> Urgency:
    """Say how urgent a case is at one instant."""
    age = max((at - opened_at).total_seconds(), 0.0) / _DAY
    return Urgency(severity_factor(severity), reach_factor(followers), age)


def priority(severity: str, *, followers: int, opened_at: datetime, in_support_lane: bool = False) -> int:
    """Compute the stored sort key: higher comes first, at every instant."""
    weight = log2(severity_factor(severity) * reach_factor(followers))
    return round(_SCALE * (weight - (opened_at - _EPOCH).total_seconds() / _DAY)) + (_HEAD_START if in_support_lane else 0)
