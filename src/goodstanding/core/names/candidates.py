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

_LONGEST_WINDOW = 24
_MOST_WHOLE, _MOST_BY_PAIRS = 24, 16
_BUDGETS = (60_000, 30_000, 20_000)
"""Names read per question: by neighbouring sounds, by neighbouring sounds of look-alikes, by sounds with one between."""
_LEAST_SHARE = 0.3


def whole_hashes(units: Sequence[Unit], /) -> Hashes:
    """Return the hashes of every stretch of a name; also with one unit left out, and with one read otherwise."""
    length = min(len(units), _LONGEST_WINDOW)
    table = places_table()
    own = np.array([unit.classes[0] for unit in units[:length]], np.intp)
    others = [(*unit.classes[1:], *classes_read(unit)) for unit in units[:length]]
    if not length:
        return np.empty(0, np.uint64)
    # sums[start][k]: the first k units hashed as if a name began at `start`.
    found: list[Hashes] = []
    sums = np.zeros((length + 1, length + 1), np.uint64)
    for start in range(length):
        placed = table[np.arange(length - start), own[start:]]
        sums[start, start + 1 :] = placed.cumsum(dtype=np.uint64)
    for start in range(length):
        stretch = sums[start, start + 1 :]
        found.append(stretch)
        for inner in range(start + 1, length - 1):  # the unit `inner` left out
            rest = sums[start + 1, inner + 2 :] - sums[start + 1, inner + 1]
            found.append(sums[start, inner] + rest)
        for inner in range(start, length):
            if others[inner]:
                place = table[inner - start]
                changes = place[list(others[inner])] - place[own[inner]]
                found.append((stretch[inner - start :, None] + changes).ravel())
    return np.concatenate(found)


def candidates(segment: Segment, units: Sequence[Unit], hashes: Hashes, /) -> Ids:
    """Return the names of a segment that a name could be, at most forty."""
    whole = segment.whole(hashes)
    if len(whole) > _MOST_WHOLE:
        longest = np.argsort(-segment.lengths[whole].astype(np.int64), kind="stable")[:_MOST_WHOLE]
        whole = whole[longest]
    by_pairs = _by_pairs(segment, units)
    return np.unique(np.concatenate((whole, by_pairs)))


def _by_pairs(segment: Segment, units: Sequence[Unit]) -> Ids:
    totals = np.zeros(len(segment), np.float32)
    seen: list[Ids] = []
    asked: set[int] = set()
    for pairs, budget in zip(_questions(units), _BUDGETS, strict=True):
        fresh = np.array(sorted(pairs - asked), np.int64)
        asked |= pairs
        if not len(fresh):
            continue
        counts = counts_of(segment, fresh)
        fresh, counts = fresh[counts > 0], counts[counts > 0]
        order = np.argsort(counts, kind="stable")
        kept = order[counts[order].cumsum() <= budget]
        for pair, rarity in zip(fresh[kept].tolist(), rarity_of(segment, fresh[kept]).tolist(), strict=True):
            ids = segment.with_pair(pair)
            totals[ids] += np.float32(rarity)
            seen.append(ids)
    if not seen:
        return np.empty(0, np.uint32)
    ids = np.concatenate(seen)
    scores = totals[ids]
    shares = scores / segment.masses[ids]
    worth = np.flatnonzero(shares >= _LEAST_SHARE)
    return _best(ids[worth], (scores * np.minimum(shares, 1.0))[worth])


def _best(ids: Ids, scores: npt.NDArray[np.floating]) -> Ids:
    ids, first = np.unique(ids, return_index=True)
    scores = scores[first]
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
