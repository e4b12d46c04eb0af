"""Which rows say nearly the same: they belong on one side of a split, or a model is praised for remembering.

Short messages have too few sampled hashes for the fingerprints of `core.originality`, so every 3-gram is looked at here: rows
that share one of their smallest hashes are compared, and joined where half of their 3-grams are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from goodstanding.core.learning.grams import gram_hashes
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.scripts import code_points, kinds_of

GRAM = 3
SMALLEST = 12
"""Hashes of a text that are looked up."""
ALIKE = 0.5
"""Share of 3-grams, of all that either has, from which two rows are near duplicates."""
_MOST_SHARED = 200
"""Rows compared for one hash: a phrase that more have in common says nothing."""
_MOST_COMPARED = 25

Grams = npt.NDArray[np.uint64]


def near_duplicates(texts: Sequence[str], /) -> list[int]:
    """Return a group number for each text: near duplicates have the same."""
    grams = [letter_grams(text) for text in texts]
    holders: dict[int, list[int]] = defaultdict(list)
    leader = list(range(len(texts)))
    for index, mine in enumerate(grams):
        for other in _candidates(mine, holders):
            if _root(leader, other) != _root(leader, index) and likeness(mine, grams[other]) >= ALIKE:
                leader[_root(leader, index)] = _root(leader, other)
        for hashed in mine[:SMALLEST].tolist():
            holders[hashed].append(index)
    return [_root(leader, index) for index in range(len(texts))]


def letter_grams(text: str, /) -> Grams:
    """Return the distinct 3-grams of a text's letters and digits, ascending; of a shorter text, the whole."""
    codes = code_points(normalise(text).text)
    kinds = np.frombuffer(kinds_of(codes), np.uint8)
    letters = codes[np.isin(kinds, np.frombuffer(b"cldrx", np.uint8))].astype(np.uint64)
    size = max(1, min(GRAM, len(letters)))
    return np.unique(np.concatenate([*gram_hashes(letters, sizes=(size,), salt=5), np.zeros(0, np.uint64)]))


def likeness(one: Grams, other: Grams, /) -> float:
    """Return the share of 3-grams that both have, of all that either has, 0.0–1.0."""
    if not len(one) or not len(other):
        return float(len(one) == len(other))
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)


def _candidates(grams: Grams, holders: dict[int, list[int]]) -> list[int]:
    """Return the rows that share most of the smallest hashes, and more than one of them where there is more than one."""
    looked_up = grams[:SMALLEST].tolist()
    shared = Counter(other for hashed in looked_up for other in holders.get(hashed, ())[-_MOST_SHARED:])
    return [other for other, times in shared.most_common(_MOST_COMPARED) if times >= min(2, len(looked_up))]


def _root(leader: list[int], index: int) -> int:
    while leader[index] != index:
        leader[index] = leader[leader[index]]
        index = leader[index]
    return index
