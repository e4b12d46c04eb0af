"""How sure a share is that was counted on a sample."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """A share counted on a sample.

    Args:
        part: How many of ``whole``; 0 to ``whole``.
    """

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """The share, 0.0–1.0; None where nothing was counted, which is not zero."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval by Wilson's score, 0.0–1.0; the whole range where nothing was counted."""
        if not self.whole:
            return 0.0, 1.0
        share, square, n = self.part / self.whole, _Z * _Z, self.whole
        middle = (share + square / (2 * n)) / (1 + square / n)
        width = _Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
        return max(0.0, middle - width), min(1.0, middle + width)
