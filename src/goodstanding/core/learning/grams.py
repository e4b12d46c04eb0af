"""Sequences of characters, sounds or parts as hashed n-grams: numbers that name columns of a model's weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint64]
Hashes = npt.NDArray[np.uint64]

_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_FOLD = np.uint64(29)


def gram_hashes(codes: Codes, /, *, sizes: Sequence[int], salt: int) -> list[Hashes]:
    """Return the hashes of every n-gram of a sequence, one array per size.

    Args:
        codes: The sequence.
        sizes: Lengths of the n-grams, ascending, each at least 1.
        salt: Tells the n-grams of one view from those of another.
    """
    found: list[Hashes] = []
    hashes = np.full(len(codes), salt, np.uint64)
    for size in range(1, sizes[-1] + 1):
        room = len(codes) - size + 1
        if room < 1:
            break
        hashes = (hashes[:room] ^ (codes[size - 1 :] + np.uint64(size))) * _SPREAD
        hashes ^= hashes >> _FOLD
        if size in sizes:
            found.append(hashes)
    return found


def columns(hashes: Sequence[Hashes], /, *, bits: int) -> npt.NDArray[np.int64]:
    """Return the distinct columns, ascending, that hashes fall into.

    Args:
        bits: The model has ``2 ** bits`` columns.
    """
    if not hashes:
        return np.zeros(0, np.int64)
    return np.unique(column_of(np.concatenate(hashes), bits=bits))


def column_of(hashes: Hashes, /, *, bits: int) -> npt.NDArray[np.int64]:
    """Return the column each hash falls into."""
    return ((hashes * _MIX) >> np.uint64(64 - bits)).astype(np.int64)
