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

from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.scripts import code_points

Codes = npt.NDArray[np.uint32]
Grams = npt.NDArray[np.uint64]
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


_VOICED = np.ones(0x110000, dtype=np.bool_)
for _low, _high in _SILENT_RANGES:
    _VOICED[_low : _high + 1] = False
_STOPS = np.zeros(0x110000, dtype=np.bool_)
_STOPS[[ord(mark) for mark in _ENDS]] = True
_BY_16, _BY_32 = np.uint64(16), np.uint64(32)


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

    @cached_property
    def pairs(self) -> Grams:
        """Every two letters in a row as one number, equal for equal ones."""
        wide = self.codes.astype(np.uint64)
        return (wide[:-1] << _BY_16) ^ wide[1:]

    @cached_property
    def fours(self) -> Grams:
        """Every four letters in a row as one number."""
        return (self.pairs[:-2] << _BY_32) ^ self.pairs[2:]

    @cached_property
    def sentences(self) -> Places:
        """Where each sentence begins, in letters, and where the last one ends."""
        return np.array(self._bounds, dtype=np.int64)

    @cached_property
    def sentence_numbers(self) -> Places:
        """The sentence of each letter."""
        bounds = self.sentences
        return np.arange(len(bounds) - 1).repeat(bounds[1:] - bounds[:-1])

    def sentence_at(self, letter: int, /) -> tuple[int, int]:
        """Return where the sentence of a letter begins and ends."""
        return self.sentence_span(bisect_right(self._bounds, letter) - 1)

    def sentence_span(self, sentence: int, /) -> tuple[int, int]:
        """Return where a sentence begins and ends."""
        return self._bounds[sentence], self._bounds[sentence + 1]

    @cached_property
    def _bounds(self) -> list[int]:
        """The same as ``sentences``: the first letter after each stop begins one, and so does every 64th without a stop."""
        bounds, last = [0], 0
        stops = _STOPS.take(_codes(self.normalised)).nonzero()[0]
        for begin in (*self.places.searchsorted(stops).tolist(), len(self.codes)):
            while begin - last > SENTENCE_LETTERS:
                last += SENTENCE_LETTERS
                bounds.append(last)
            if begin > last:
                last = begin
                bounds.append(last)
        return bounds


def letters_of(normalised: Normalised, /) -> Letters:
    """Return the letters of a text in normal form."""
    codes = _codes(normalised)
    places = _VOICED.take(codes).nonzero()[0]
    return Letters(normalised, codes.take(places).astype(np.uint32), places)


def _codes(normalised: Normalised) -> npt.NDArray[np.intp]:
    return code_points(normalised.text) if normalised.codes is None else normalised.codes
