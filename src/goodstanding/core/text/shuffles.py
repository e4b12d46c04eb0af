"""Phrases whose characters were put in another order, found by the sum of the characters in a sliding window.

A sum does not depend on the order. All windows of a text are summed by arrays, a table says which sums may be a phrase's, and
only those windows are compared character by character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.readings import LONGEST_SHUFFLED, SHORTEST_SHUFFLED
from goodstanding.core.text.scripts import CodePoints, code_points
from goodstanding.core.text.tables import CODE_POINTS

PER_PHRASE = 64
"""Table places per phrase, at least: at most one window in so many is looked at in vain."""
MOST_PLACES = 22
"""Bits; a larger table does not fit the processor's memory."""
STEP = 8
"""Bytes of a sum."""


class ShuffleIndex:
    """An index of phrases by their characters in no order.

    Args:
        phrases: All phrases of a bank.
        chosen: Positions of those that may be shuffled, each of three to five characters.
    """

    def __init__(self, phrases: Sequence[str], chosen: Sequence[int], /) -> None:
        self._phrases = phrases
        self._by_sum: dict[int, tuple[int, ...]] = {}
        for index in chosen:
            total = sum(numbers().take(code_points(phrases[index])).tolist())
            self._by_sum[total] = (*self._by_sum.get(total, ()), index)
        self._sizes = max((len(phrases[index]) for index in chosen), default=0) - SHORTEST_SHUFFLED + 1
        places = 1 << min(MOST_PLACES, max(10, (PER_PHRASE * len(chosen)).bit_length()))
        self._mask = np.int64(places - 1)
        known = np.zeros(places, np.bool_)
        known[np.fromiter(self._by_sum, np.int64, len(self._by_sum)) & self._mask] = True
        self._known = np.packbits(known, bitorder="little")

    def find(self, text: str, codes: CodePoints, /) -> Iterator[tuple[int, int, int]]:
        """Find windows that hold a phrase's characters in any order, as ``(start, end, index)``; the phrase itself is one."""
        if not self._by_sum or len(codes) < SHORTEST_SHUFFLED:
            return
        sums = np.zeros(len(codes) + 1 + LONGEST_SHUFFLED, np.int64)
        np.add.accumulate(numbers().take(codes), out=sums[1 : len(codes) + 1])
        shape = (self._sizes, len(codes))
        later = np.ndarray(shape, np.int64, buffer=sums.data, offset=SHORTEST_SHUFFLED * STEP, strides=(STEP, STEP))
        windows = (later - sums[: len(codes)]).ravel()
        for place in self._may_be(windows).tolist():
            total = int(windows[place])
            if total in self._by_sum:
                extra, start = divmod(place, len(codes))
                yield from self._compared(text, start, start + SHORTEST_SHUFFLED + extra, total)

    def _may_be(self, windows: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
        """Return the places of sums that may be a phrase's; the table has a bit for each, to stay near the processor."""
        places = windows & self._mask
        bits = (self._known.take(places >> 3) >> (places & 7).astype(np.uint8)) & 1
        return bits.view(np.bool_).nonzero()[0]

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
