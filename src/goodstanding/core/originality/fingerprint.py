"""Fingerprints: a small sample of a text's 4-grams that survives rewriting around it.

One hash in eight is kept, chosen by its value, so that the same passage is sampled alike wherever it stands: what two texts have
in common shows in their samples.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.scripts import CodePoints, code_points

GRAM = 4
ONE_IN = 8

_Hashes = npt.NDArray[np.uint64]
_Positions = npt.NDArray[np.int64]
_MULTIPLIER = 0x9E3779B97F4A7C15
_POWERS = np.array([pow(_MULTIPLIER, power, 1 << 64) for power in range(GRAM, 0, -1)], dtype=np.uint64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_ONE, _NOT_KEPT = np.uint64(1), np.uint64(ONE_IN - 1)
_BY_30, _BY_31, _BY_32 = np.uint64(30), np.uint64(31), np.uint64(32)
_CODE_POINTS = 0x110000
# What carries no wording: controls and spaces, ASCII punctuation, general and CJK punctuation, full-width punctuation.
_SILENT = ((0x00, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0xBF), (0x2000, 0x206F), (0x3000, 0x303F), (0xFE30, 0xFE6F))
_SILENT_WIDE = ((0xFF00, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65))


class Sample(NamedTuple):
    """The sampled 4-grams of one normal form: their hashes, and where each begins and ends in it, in order."""

    hashes: _Hashes
    starts: _Positions
    ends: _Positions


def fingerprint(text: str, /) -> tuple[int, ...]:
    """Return the fingerprint of a text as it was sent: ascending distinct hashes, each below 2³²."""
    return fingerprint_of_normal(normalise(text).text)


def fingerprint_of_normal(normal: str, /) -> tuple[int, ...]:
    """Return the fingerprint of a text already in normal form."""
    return tuple(sorted(set(_sampled(normal)[0].tolist())))


def sample(normal: str, /) -> Sample:
    """Return the sampled 4-grams of a normal form. Spaces and punctuation are passed over; a text of fewer letters has none."""
    hashes, kept, positions = _sampled(normal)
    return Sample(hashes, positions.take(kept), positions.take(kept + (GRAM - 1)) + 1)


def sample_of_letters(codes: npt.NDArray[np.uint32], places: _Positions, /) -> Sample:
    """Return the sampled 4-grams of a normal form whose letters, and where each stands in it, are at hand already."""
    if len(places) < GRAM:
        return Sample(np.zeros(0, dtype=np.uint64), places[:0], places[:0])
    hashes, kept = _kept(codes.astype(np.uint64))
    return Sample(hashes, places.take(kept), places.take(kept + (GRAM - 1)) + 1)


def hashes_of(normal: Normalised, /) -> list[int]:
    """Return the hashes of the sampled 4-grams of a normal form, in order; repeated grams repeat."""
    hashes: list[int] = _sampled(normal.text, normal.codes)[0].tolist()
    return hashes


def hashes_of_each(normals: Sequence[Normalised], /) -> list[list[int]]:
    """Return for several normal forms what `hashes_of` returns for each, computed at once."""
    if not normals:
        return []
    codes = [code_points(normal.text) if normal.codes is None else normal.codes for normal in normals]
    ends = np.cumsum([len(of_text) for of_text in codes])
    hashes, kept, positions = _sampled("", np.concatenate(codes))
    first, last = (ends.searchsorted(positions.take(kept + step), side="right") for step in (0, GRAM - 1))
    inside = np.equal(first, last)
    listed, splits = hashes[inside].tolist(), first[inside].searchsorted(np.arange(len(codes) + 1)).tolist()
    return [listed[splits[number] : splits[number + 1]] for number in range(len(codes))]


def _sampled(normal: str, codes: CodePoints | None = None) -> tuple[_Hashes, _Positions, _Positions]:
    """Return the hashes kept, the letters they begin at, and where each letter stands in the text."""
    codes = code_points(normal) if codes is None else codes
    positions = _is_voiced().take(codes).nonzero()[0]
    if len(positions) < GRAM:
        return np.zeros(0, dtype=np.uint64), positions[:0], positions
    hashes, kept = _kept(codes.take(positions).view(np.uint64))
    return hashes, kept, positions


def _kept(letters: _Hashes) -> tuple[_Hashes, _Positions]:
    """Return the hashes kept and the letters they begin at; what is given is changed."""
    letters += _ONE
    hashes = _mixed(np.correlate(letters, _POWERS, "valid"))  # a polynomial over each gram, modulo 2⁶⁴
    kept = (hashes & _NOT_KEPT == 0).nonzero()[0]
    return hashes.take(kept) >> _BY_32, kept


def containment(inside: Collection[int], outside: Iterable[int], /) -> float:
    """Return the share of one fingerprint found in another, 0.0–1.0; an empty fingerprint is contained in nothing."""
    mine = inside if isinstance(inside, frozenset) else frozenset(inside)
    return len(mine.intersection(outside)) / len(mine) if mine else 0.0


@lru_cache(maxsize=1)
def _is_voiced() -> npt.NDArray[np.bool_]:
    """Tell of each code point whether it carries wording; one byte each, so that a page of Chinese needs few cache lines."""
    voiced = np.ones(_CODE_POINTS, dtype=np.bool_)
    for low, high in (*_SILENT, *_SILENT_WIDE):
        voiced[low : high + 1] = False
    return voiced


def _mixed(hashes: _Hashes) -> _Hashes:
    """Spread each hash's bits, in place, so that its value says nothing about the letters it came from."""
    hashes ^= hashes >> _BY_30
    hashes *= _MIX
    hashes ^= hashes >> _BY_31
    return hashes
