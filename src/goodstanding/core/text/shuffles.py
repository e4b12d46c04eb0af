"""Phrases whose characters were put in another order, found by the sum of the characters in a sliding window.

A sum does not depend on the order. All windows of a text are summed by arrays, a table says which sums may be a phrase's, and
only those windows are compared character by character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.scripts import CodePoints, code_points
from goodstanding.core.text.tables import CODE_POINTS

PER_PHRASE = 64
"""Table places per phrase, at least: at most one window in so many is looked at in vain."""
KNOWN = b"\1"
MOST_PLACES = 22
"""Bits; a larger table does not fit the processor's memory."""


class ShuffleIndex:
    """An index of phrases by their characters in no order.

    Args:
        phrases: All phrases of a bank.
        chosen: Positions of those that may be shuffled; one of a single character has no order.
    """

    def __init__(self, phrases: Sequence[str], chosen: Sequence[int], /) -> None:
        self._phrases = phrases
        self._by_sum: dict[int, tuple[int, ...]] = {}
        chosen = [index for index in chosen if len(phrases[index]) > 1]
        self._sizes = sorted({len(phrases[index]) for index in chosen})
        for size in self._sizes:
            alike = [index for index in chosen if len(phrases[index]) == size]
            codes = code_points("".join(phrases[index] for index in alike))
            sums = numbers().take(codes).reshape(-1, size).sum(axis=1, dtype=np.int64)
            for index, total in zip(alike, sums.tolist(), strict=True):
                self._by_sum[total] = (*self._by_sum.get(total, ()), index)
        places = 1 << min(MOST_PLACES, max(10, (PER_PHRASE * len(chosen)).bit_length()))
        self._mask = np.int64(places - 1)
        self._known = np.zeros(places, np.bool_)
        self._known[np.fromiter(self._by_sum, np.int64, len(self._by_sum)) & self._mask] = True

    def find(self, text: str, codes: CodePoints, /) -> Iterator[tuple[int, int, int]]:
        """Find windows that hold a phrase's characters in any order, as ``(start, end, index)``; the phrase itself is one."""
        if not self._by_sum:
            return
        sums = np.zeros(len(codes) + 1, np.int64)
        np.add.accumulate(numbers().take(codes), out=sums[1:])
        for size in self._sizes:
            windows = sums[size:] - sums[:-size]
            known = self._known.take(windows & self._mask)
            if KNOWN not in known.tobytes():
                continue
            for start in known.nonzero()[0].tolist():
                total = int(windows[start])
                if total in self._by_sum:
                    yield from self._compared(text, start, start + size, total)

    def _compared(self, text: str, start: int, end: int, total: int) -> Iterator[tuple[int, int, int]]:
        ordered = sorted(text[start:end])
        for index in self._by_sum[total]:
            if ordered == sorted(self._phrases[index]):
                yield start, end, index


@cache
def numbers() -> npt.NDArray[np.int32]:
    """Return by code point a number whose sums tell sets of characters apart."""
    codes = np.arange(CODE_POINTS, dtype=np.int64)
    return (((codes * codes * (codes ^ 0x5BD1E995)) >> 7) & 0x7FFF_FFFF).astype(np.int32)
