"""Whether a model still sees what it was trained for: the population-stability figure of its recent probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RANGES = 10
"""Equal ranges from 0.0 to 1.0."""
CHANGED = 0.2
"""From here on the population is commonly called changed; below 0.1 it is called stable."""
_LEAST = 1e-3


def shares_of(probabilities: Sequence[float], /) -> tuple[float, ...]:
    """Return which share of the probabilities lies in each range."""
    counts, _ = np.histogram(np.clip(np.asarray(probabilities, np.float64), 0.0, 1.0), bins=RANGES, range=(0.0, 1.0))
    return tuple(round(float(share), 6) for share in counts / max(1, len(probabilities)))


def stability(expected: Sequence[float], recent: Sequence[float], /) -> float:
    """Return the population-stability index of two sets of shares: 0.0 for equal ones, without an upper bound.

    Args:
        expected: Shares by range when the model was made.
        recent: Shares by range now.
    """
    before, now = (np.maximum(np.asarray(shares, np.float64), _LEAST) for shares in (expected, recent))
    return float(((now - before) * np.log(now / before)).sum())
