"""Phrases whose characters were put in another order, found by the sum of the characters in a sliding window.

A sum does not depend on the order. All windows of a text are summed by arrays, a table says which sums may be a phrase's, and
only those windows are compared character by character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.scripts import CodePoints, code_points
from goodstanding.core.text.tables import CODE_POINTS

PER_PHRASE = 1024
"""Table places per phrase, as far as they go: one window in so many is looked at in vain."""
KNOWN = b"\1"
MOST_PLACES = 22
"""Bits; a larger table does not fit the processor's memory."""


class ShuffleIndex:
    """An index of phrases by their characters in no order.

    Args:
        phrases: All phrases of a bank.
        parts: What `shuffle_parts` made.
    """

    def __init__(self, phrases: Sequence[str], parts: Mapping[str, memoryview | npt.NDArray[np.int64]], /) -> None:
        self._phrases = phrases
        self._sums = np.frombuffer(parts["sums"], np.int64)
        self._indices = np.frombuffer(parts["indices"], np.int64)
        self._sizes: list[int] = np.frombuffer(parts["sizes"], np.int64).tolist()
        places = 1 << min(MOST_PLACES, max(10, (PER_PHRASE * len(self._sums)).bit_length()))
        self._mask = np.int64(places - 1)
        self._known = np.zeros(places, np.bool_)
        self._known[self._sums & self._mask] = True

    def find(self, text: str, codes: CodePoints, /) -> Iterator[tuple[int, int, int]]:
        """Find windows that hold a phrase's characters in any order, as ``(start, end, index)``; the phrase itself is one."""
        if not self._sizes:
            return
        sums = np.zeros(len(codes) + 1, np.int64)
        np.add.accumulate(numbers().take(codes), out=sums[1:])
        for size in self._sizes:
            windows = sums[size:] - sums[:-size]
            known = self._known.take(windows & self._mask)
            if KNOWN in known.tobytes():
                starts = known.nonzero()[0]
                yield from self._compared(text, starts, windows.take(starts), size)

    def _compared(
        self, text: str, starts: npt.NDArray[np.intp], totals: npt.NDArray[np.int64], size: int
    ) -> Iterator[tuple[int, int, int]]:
        """Compare the windows whose sum is a phrase's character by character."""
        lows = self._sums.searchsorted(totals)
        for at in (self._sums.take(lows, mode="clip") == totals).nonzero()[0].tolist():
            start, low = int(starts[at]), int(lows[at])
            high = int(self._sums.searchsorted(totals[at], side="right"))
            ordered = sorted(text[start : start + size])
            for index in self._indices[low:high].tolist():
                if ordered == sorted(self._phrases[index]):
                    yield start, start + size, index


def shuffle_parts(phrases: Sequence[str], chosen: Sequence[int], /) -> dict[str, npt.NDArray[np.int64]]:
    """Return an index as arrays: the sums in order, the phrase behind each, and how long phrases are.

    Args:
        chosen: Positions of those that may be shuffled; one of a single character has no order.
    """
    chosen = [index for index in chosen if len(phrases[index]) > 1]
    sizes = np.array([len(phrases[index]) for index in chosen], np.int64)
    ends = sizes.cumsum()
    totals = np.append(0, numbers().take(code_points("".join(phrases[index] for index in chosen))).cumsum(dtype=np.int64))
    sums = totals.take(ends) - totals.take(ends - sizes)
    order = np.argsort(sums, kind="stable")
    return {"sums": sums.take(order), "indices": np.array(chosen, np.int64).take(order), "sizes": np.unique(sizes)}


@cache
def numbers() -> npt.NDArray[np.int32]:
    """Return by code point a number whose sums tell sets of characters apart."""
    codes = np.arange(CODE_POINTS, dtype=np.int64)
    return (((codes * codes * (codes ^ 0x5BD1E995)) >> 7) & 0x7FFF_FFFF).astype(np.int32)
