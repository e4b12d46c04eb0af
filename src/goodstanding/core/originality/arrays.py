"""Small operations on sorted arrays that the index and the alignment share, written for speed on a few hundred values."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


def group_begins(ordered: npt.NDArray[Any], /) -> Numbers:
    """Return where each group of equal values begins."""
    fresh = np.empty(len(ordered), dtype=np.bool_)
    fresh[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return fresh.nonzero()[0]


def run_begins(ordered: npt.NDArray[Any], /) -> Numbers:
    """Return where each run of consecutive whole numbers begins."""
    fresh = np.empty(len(ordered), dtype=np.bool_)
    fresh[:1] = True
    np.not_equal(ordered[1:], ordered[:-1] + 1, out=fresh[1:])
    return fresh.nonzero()[0]


def group_sizes(begins: Numbers, total: int, /) -> Numbers:
    """Return the size of each group, given where they begin and where the last one ends."""
    sizes = np.empty_like(begins)
    np.subtract(begins[1:], begins[:-1], out=sizes[:-1])
    if len(begins):
        sizes[-1] = total - begins[-1]
    return sizes


def spread(firsts: Numbers, counts: Numbers, /) -> Numbers:
    """Return ``counts[i]`` numbers counted on from each ``firsts[i]``."""
    ends = counts.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    shifts: Numbers = (firsts - ends + counts).repeat(counts)
    return shifts + np.arange(total)
