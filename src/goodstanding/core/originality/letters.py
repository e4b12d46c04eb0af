"""The wording of a text: its letters with punctuation and spaces passed over, and where each stands.

Two texts are compared letter by letter on their normal forms, so that neither disguise nor punctuation hides a copy; every
result is carried back to code-point offsets into the text as it was sent.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import group_begins, group_sizes, spread
from goodstanding.core.text.normalised import Normalised

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]

# What carries no wording; the same as fingerprints pass over (a test holds the two together).
_SILENT_RANGES = (
    (0x00, 0x2F),
    (0x3A, 0x40),
    (0x5B, 0x60),
    (0x7B, 0xBF),
    (0x2000, 0x206F),
    (0x3000, 0x303F),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
)
_ENDS = "。！？!?；;“”「」『』\n\r\u2028\u2029…"
SENTENCE_LETTERS = 64
"""Longest sentence compared as one, in letters; a longer stretch without a full stop is cut."""


def _table(marked: str, ranges: tuple[tuple[int, int], ...]) -> npt.NDArray[np.bool_]:
    table = np.zeros(0x10000, dtype=np.bool_)
    for low, high in ranges:
        table[low : high + 1] = True
    table[[ord(mark) for mark in marked]] = True
    table[0xFFFF] = False
    return table


_SILENT = _table("", _SILENT_RANGES)
_STOPS = _table(_ENDS, ())


@dataclass(frozen=True, slots=True)
class GramPlaces:
    """Where each distinct value of an array stands: ``values[i]`` at ``order[begins[i]:begins[i] + counts[i]]``."""

    values: npt.NDArray[np.uint64]
    begins: Places
    counts: Places
    order: Places

    @classmethod
    def of(cls, packed: npt.NDArray[np.uint64], /) -> GramPlaces:
        """Sort an array by value."""
        order = np.argsort(packed, kind="stable")
        ordered = packed[order]
        begins = group_begins(ordered)
        return cls(ordered[begins], begins, group_sizes(begins, len(ordered)), order)


@dataclass(frozen=True)
class Letters:
    """The letters of one normal form.

    ``codes[i]`` is letter ``i``; it stands at ``places[i]`` in ``normalised.text``.
    """

    normalised: Normalised
    codes: Codes
    places: Places

    def __len__(self) -> int:
        return len(self.codes)

    def span(self, start: int, end: int, /) -> tuple[int, int]:
        """Return the code-point span of the original text that letters ``start`` to ``end`` (exclusive) came from."""
        if start >= end:
            at = int(self.places[start]) if start < len(self.places) else len(self.normalised.text)
            return self.normalised.original_span(at, at)
        return self.normalised.original_span(int(self.places[start]), int(self.places[end - 1]) + 1)

    def spans(self, starts: Places, ends: Places, /) -> tuple[list[int], list[int]]:
        """Return the original spans of many spans of letters at once; an empty one marks the place before letter ``start``."""
        if not len(self.codes):
            return [0] * len(starts), [0] * len(starts)
        empty = starts >= ends
        firsts = self.places.take(starts, mode="clip")
        begins = self.normalised.starts.take(firsts)
        begins[starts >= len(self.codes)] = len(self.normalised.original)
        closes = np.where(empty, begins, self.normalised.ends.take(self.places.take(np.maximum(ends - 1, 0), mode="clip")))
        return begins.tolist(), closes.tolist()

    def gram_places(self, size: int, /) -> GramPlaces:
        """Return where each run of ``size`` letters stands, kept for the next comparison."""
        if size not in self._grams:
            self._grams[size] = GramPlaces.of(grams(self.codes, size))
        return self._grams[size]

    @cached_property
    def _grams(self) -> dict[int, GramPlaces]:
        return {}

    @cached_property
    def sentences(self) -> Places:
        """Where each sentence begins, in letters, and where the last one ends."""
        count = len(self.codes)
        if not count:
            return np.zeros(1, dtype=np.int64)
        codes = codes_of(self.normalised.text)
        stops = np.cumsum(_STOPS.take(np.minimum(codes, 0xFFFF)))[self.places]
        begins = group_begins(stops)
        return _cut_long(np.append(begins, count))

    @cached_property
    def sentence_numbers(self) -> Places:
        """The sentence of each letter."""
        bounds = self.sentences
        return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))

    def sentence_at(self, letter: int, /) -> tuple[int, int]:
        """Return where the sentence of a letter begins and ends."""
        return self.sentence_span(bisect_right(self._bounds, letter) - 1)

    def sentence_span(self, sentence: int, /) -> tuple[int, int]:
        """Return where a sentence begins and ends."""
        return self._bounds[sentence], self._bounds[sentence + 1]

    @cached_property
    def _bounds(self) -> list[int]:
        bounds: list[int] = self.sentences.tolist()
        return bounds


def letters_of(normalised: Normalised, /) -> Letters:
    """Return the letters of a text in normal form."""
    codes = codes_of(normalised.text)
    places = np.flatnonzero(~_SILENT.take(np.minimum(codes, 0xFFFF)))
    return Letters(normalised, codes.take(places), places)


def codes_of(text: str, /) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def grams(codes: Codes, size: int, /) -> npt.NDArray[np.uint64]:
    """Return every run of letters as one number, equal for equal runs; ``size`` is 2–4 letters."""
    count = max(len(codes) - size + 1, 0)
    packed = np.zeros(count, dtype=np.uint64)
    wide = codes.astype(np.uint64)
    for offset in range(size):
        packed = (packed << np.uint64(16)) ^ wide[offset : offset + count]
    return packed


def _cut_long(bounds: Places) -> Places:
    lengths = np.diff(bounds)
    if int(lengths.max()) <= SENTENCE_LETTERS:
        return bounds
    pieces = -(-lengths // SENTENCE_LETTERS)
    within = spread(np.zeros_like(pieces), pieces)
    return np.append(bounds[:-1].repeat(pieces) + within * SENTENCE_LETTERS, bounds[-1])
