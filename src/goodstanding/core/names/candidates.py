"""Which protected names could a name be? Asks the two indexes of a segment and returns the few names worth comparing.

What a unit may have been put for (the sounds of its look-alikes) is tried on the name's side, so that the index stays small.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from goodstanding.core.names.likeness import classes_read
from goodstanding.core.names.segment import Hashes, Ids, Segment, counts_of, places_table, rarity_of
from goodstanding.core.names.units import CLASSES, Unit

_LONGEST_WINDOW, _LONGEST_TWICE = 24, 16
_MOST_WHOLE, _MOST_BY_PAIRS = (24, 16), 10
_NONE = np.empty(0, np.uint64)
_BUDGETS = (60_000, 100_000, 4_000)
"""Names read per question: by neighbouring sounds, by neighbouring sounds of look-alikes, by sounds with one between."""
_LEAST_SHARE = 0.3


def whole_hashes(units: Sequence[Unit], /) -> tuple[Hashes, Hashes]:
    """Return the hashes of every stretch of a name, also with one unit left out; then of those with units read otherwise.

    One unit is read otherwise in any stretch, two in the whole name.
    """
    length = min(len(units), _LONGEST_WINDOW)
    table = places_table()
    own = np.array([unit.classes[0] for unit in units[:length]], np.intp)
    others = [(*unit.classes[1:], *classes_read(unit)) for unit in units[:length]]
    if not length:
        return _NONE, _NONE
    # sums[start][k]: the first k units hashed as if a name began at `start`.
    as_it_stands: list[Hashes] = [_NONE]
    otherwise: list[Hashes] = [_NONE]
    sums = np.zeros((length + 1, length + 1), np.uint64)
    for start in range(length):
        placed = table[np.arange(length - start), own[start:]]
        sums[start, start + 1 :] = placed.cumsum(dtype=np.uint64)
    for start in range(length):
        stretch = sums[start, start + 1 :]
        as_it_stands.append(stretch)
        for inner in range(start + 1, length - 1):  # the unit `inner` left out
            rest = sums[start + 1, inner + 2 :] - sums[start + 1, inner + 1]
            as_it_stands.append(sums[start, inner] + rest)
        for inner in range(start, length):
            if others[inner]:
                place = table[inner - start]
                changes = place[list(others[inner])] - place[own[inner]]
                otherwise.append((stretch[inner - start :, None] + changes).ravel())
    otherwise += _twice(sums[0, length], own, others)
    return np.concatenate(as_it_stands), np.concatenate(otherwise)


def _twice(whole: np.uint64, own: npt.NDArray[np.intp], others: Sequence[tuple[int, ...]]) -> list[Hashes]:
    """Hash a whole name with any two of its units read otherwise."""
    table = places_table()
    changes = [table[place][list(others[place])] - table[place][own[place]] for place in range(min(len(own), _LONGEST_TWICE))]
    return [
        (whole + one[:, None] + other).ravel() for place, one in enumerate(changes) for other in changes[place + 1 :] if len(one)
    ]


def candidates(segment: Segment, units: Sequence[Unit], hashes: tuple[Hashes, Hashes], /) -> Ids:
    """Return the names of a segment that a name could be, at most about fifty."""
    found = [_longest(segment, segment.whole(wanted), most) for wanted, most in zip(hashes, _MOST_WHOLE, strict=True)]
    return np.unique(np.concatenate((*found, _by_pairs(segment, units))))


def _longest(segment: Segment, ids: Ids, most: int) -> Ids:
    if len(ids) <= most:
        return ids
    return ids[np.argsort(-segment.lengths[ids].astype(np.int64), kind="stable")[:most]]


def _by_pairs(segment: Segment, units: Sequence[Unit]) -> Ids:
    """Return the names that share the most and rarest pairs."""
    pairs, counts = _asked(segment, units)
    if not len(pairs):
        return np.empty(0, np.uint32)
    # One sort of (name, pair) packed in 64 bits: much cheaper than a tally over a million names.
    packed = segment.with_pairs(pairs).astype(np.uint64) << np.uint64(32) | np.arange(len(pairs), dtype=np.uint64).repeat(counts)
    packed.sort()
    ids = (packed >> np.uint64(32)).astype(np.uint32)
    firsts = np.flatnonzero(np.concatenate(([True], ids[1:] != ids[:-1])))
    rarity = rarity_of(segment, pairs)[(packed & np.uint64(0xFFFFFFFF)).astype(np.intp)]
    scores = np.add.reduceat(rarity, firsts)
    ids = ids[firsts]
    shares = scores / segment.masses[ids]
    worth = np.flatnonzero(shares >= _LEAST_SHARE)
    return _best(ids[worth], scores[worth] * np.minimum(shares[worth], 1.0))


def _asked(segment: Segment, units: Sequence[Unit]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the pairs to read with how many names have each: of each question the rarest, as far as its budget goes."""
    found, asked = [], set[int]()
    for pairs, budget in zip(_questions(units), _BUDGETS, strict=True):
        fresh = np.array(sorted(pairs - asked), np.int64)
        asked |= pairs
        counts = counts_of(segment, fresh)
        order = np.argsort(counts, kind="stable")
        order = order[(counts[order] > 0) & (counts[order].cumsum() <= budget)]
        found.append(fresh[order])
    together = np.concatenate(found)
    return together, counts_of(segment, together)


def _best(ids: Ids, scores: npt.NDArray[np.float64]) -> Ids:
    if len(ids) > _MOST_BY_PAIRS:
        return ids[np.argpartition(-scores, _MOST_BY_PAIRS)[:_MOST_BY_PAIRS]]
    return ids


def _questions(units: Sequence[Unit]) -> tuple[set[int], set[int], set[int]]:
    """Return the pairs of classes to ask for: neighbouring, neighbouring by look-alikes, with one unit between."""
    read = [classes_read(unit) for unit in units]
    own = {one * CLASSES + other for left, right in pairwise(units) for one in left.classes for other in right.classes}
    alike: set[int] = set()
    for place in range(len(units) - 1):
        left, right = units[place].classes, units[place + 1].classes
        alike.update(one * CLASSES + other for one in read[place] for other in (*right, *read[place + 1]))
        alike.update(one * CLASSES + other for one in left for other in read[place + 1])
    apart = {
        one * CLASSES + other
        for left, right in zip(units, units[2:], strict=False)
        for one in left.classes
        for other in right.classes
    }
    return own, alike, apart
