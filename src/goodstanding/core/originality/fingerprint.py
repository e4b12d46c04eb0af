"""Fingerprints: a small sample of a text's 4-grams that survives rewriting around it.

One hash in eight is kept, chosen by its value, so that the same passage is sampled alike wherever it stands: what two texts have
in common shows in their samples.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.normalise import normalise

GRAM = 4
ONE_IN = 8

_Hashes = npt.NDArray[np.uint64]
_Positions = npt.NDArray[np.int64]
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
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
    return tuple(np.unique(sample(normal).hashes).tolist())


def sample(normal: str, /) -> Sample:
    """Return the sampled 4-grams of a normal form. Spaces and punctuation are passed over; a text of fewer letters has none."""
    codes = np.frombuffer(normal.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    positions = np.flatnonzero(~_is_silent(codes))
    if len(positions) < GRAM:
        nothing = np.zeros(0, dtype=np.int64)
        return Sample(nothing.astype(np.uint64), nothing, nothing)
    letters = codes[positions].astype(np.uint64)
    hashes = np.zeros(len(letters) - GRAM + 1, dtype=np.uint64)
    for offset in range(GRAM):
        hashes = (hashes + letters[offset : offset + len(hashes)] + np.uint64(1)) * _MULTIPLIER
    hashes = _mixed(hashes)
    kept = np.flatnonzero(hashes % np.uint64(ONE_IN) == 0)
    return Sample(hashes[kept] >> np.uint64(32), positions[kept], positions[kept + GRAM - 1] + 1)


def containment(inside: tuple[int, ...] | frozenset[int], outside: frozenset[int], /) -> float:
    """Return the share of one fingerprint found in another, 0.0–1.0; an empty fingerprint is contained in nothing."""
    if not inside:
        return 0.0
    return len(outside.intersection(inside)) / len(inside)


def _is_silent(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    silent = np.zeros(len(codes), dtype=np.bool_)
    for low, high in (*_SILENT, *_SILENT_WIDE):
        silent |= (codes >= low) & (codes <= high)
    return silent


def _mixed(hashes: _Hashes) -> _Hashes:
    """Spread each hash's bits, so that its value says nothing about the letters it came from."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX
    return hashes ^ (hashes >> np.uint64(31))
