"""One compiled part of the register: the names, and two indexes of how they sound. Arrays only, so that it can be memory-mapped.

* *Whole names*: a hash of all classes in their order, sorted. Finds names that stand in another whole: written by homophones,
  in pinyin, with words around them or one unit put in, or with one unit put for another.
* *Pairs*: for two neighbouring classes, the names that have them. Finds the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np
import numpy.typing as npt

from goodstanding.core.names.units import CLASSES, LONGEST_NAME, row
from goodstanding.core.names.values import NameKind, ProtectedName

Ids = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]

_KINDS = tuple(NameKind)
_MOST_WAYS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Compiled names. The i-th name is ``text(i)``; all arrays may be read-only maps of a file."""

    texts: npt.NDArray[np.uint8]
    text_ends: npt.NDArray[np.uint64]
    kinds: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.uint8]
    masses: npt.NDArray[np.float32]
    """Sum of how rare each pair of a name is, in bits."""
    hashes: Hashes
    hash_ids: Ids
    pair_ends: npt.NDArray[np.uint32]
    pair_ids: Ids

    def __len__(self) -> int:
        return len(self.kinds)

    def entry(self, number: int, /) -> ProtectedName:
        """Return one of the names."""
        start = int(self.text_ends[number - 1]) if number else 0
        name, source, holder = bytes(self.texts[start : int(self.text_ends[number])]).decode().rsplit("\0", 2)
        return ProtectedName(name, _KINDS[int(self.kinds[number])], source, holder)

    def with_pairs(self, pairs: npt.NDArray[np.int64], /) -> Ids:
        """Return the names that have each of the pairs of neighbouring classes, those of the first pair first."""
        counts = counts_of(self, pairs)
        lasts = self.pair_ends[pairs].astype(np.int64)
        places = np.arange(int(counts.sum())) + (lasts - counts.cumsum()).repeat(counts)
        found: Ids = self.pair_ids.take(places)
        return found

    def whole(self, hashes: Hashes, /) -> Ids:
        """Return the names that any of the hashes belongs to, each once."""
        first = np.searchsorted(self.hashes, hashes, "left")
        found = np.flatnonzero(self.hashes.take(first, mode="clip") == hashes) if len(self.hashes) else first[:0]
        if not len(found):
            return np.empty(0, np.uint32)
        last = np.searchsorted(self.hashes, hashes[found], "right")
        ranges = [self.hash_ids[low:high] for low, high in zip(first[found].tolist(), last.tolist(), strict=True)]
        return np.unique(np.concatenate(ranges))

    @property
    def nbytes(self) -> int:
        """Return the size of all arrays in bytes."""
        return sum(int(array.nbytes) for array in self.arrays().values())

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays by name, as they are stored."""
        return {name: getattr(self, name) for name in Segment.__slots__}


def places_table() -> npt.NDArray[np.uint64]:
    """Return one fixed random number per class and place in a name."""
    return _PLACES


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Scatter numbers over 64 bits (the finaliser of splitmix64)."""
    values = values * np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_PLACES = _mixed(np.arange(1, (LONGEST_NAME + 1) * CLASSES + 1, dtype=np.uint64)).reshape(LONGEST_NAME + 1, CLASSES)


def build_segment(entries: Iterable[ProtectedName], /) -> Segment:
    """Compile names. Takes about 0.1 ms a name; names without a single unit are kept but found by nothing."""
    listed = list(entries)
    texts = [f"{one.name}\0{one.source}\0{one.holder_ref}".encode(errors="replace") for one in listed]
    lengths, hashes, hash_ids, pairs, pair_ids = _read([one.name for one in listed])
    order = np.argsort(hashes, kind="stable")
    by_pair = np.argsort(pairs, kind="stable")
    counts = np.bincount(pairs, minlength=CLASSES * CLASSES) if len(pairs) else np.zeros(CLASSES * CLASSES, np.int64)
    rarity = _rarity(counts, len(listed))
    masses = np.bincount(pair_ids, weights=rarity[pairs], minlength=len(listed)) if len(pairs) else np.zeros(len(listed))
    return Segment(
        np.frombuffer(b"".join(texts), np.uint8),
        np.cumsum([len(text) for text in texts], dtype=np.uint64),
        np.array([_KINDS.index(one.kind) for one in listed], np.uint8),
        lengths,
        masses.astype(np.float32),
        hashes[order],
        hash_ids[order],
        counts.cumsum().astype(np.uint32),
        pair_ids[by_pair],
    )


def rarity_of(segment: Segment, pairs: npt.NDArray[np.int64], /) -> npt.NDArray[np.float64]:
    """Return how rare pairs are among the names of a segment, in bits."""
    return _rarity(counts_of(segment, pairs), len(segment))


def counts_of(segment: Segment, pairs: npt.NDArray[np.int64], /) -> npt.NDArray[np.int64]:
    """Return how many names have each pair."""
    ends = segment.pair_ends[pairs].astype(np.int64)
    return np.where(pairs > 0, ends - segment.pair_ends[pairs - 1].astype(np.int64), ends)


def _rarity(counts: npt.NDArray[Any], total: int) -> npt.NDArray[np.float64]:
    return np.log2((total + 2.0) / (counts + 1.0)) + 0.5


def _read(names: Sequence[str]) -> tuple[npt.NDArray[np.uint8], Hashes, Ids, npt.NDArray[np.int64], Ids]:
    lengths = np.zeros(len(names), np.uint8)
    hashes: list[int] = []
    hash_ids: list[int] = []
    pairs: list[int] = []
    pair_ids: list[int] = []
    for number, name in enumerate(names):
        units = row(name).units
        lengths[number] = len(units)
        ways = [unit.classes for unit in units]
        for sum_of in _hash_ways(ways):
            hashes.append(sum_of)
            hash_ids.append(number)
        found = {one * CLASSES + other for left, right in pairwise(ways) for one in left for other in right}
        pairs.extend(found)
        pair_ids.extend([number] * len(found))
    hashed = np.array(hashes, np.uint64), np.array(hash_ids, np.uint32)
    return lengths, *hashed, np.array(pairs, np.int64), np.array(pair_ids, np.uint32)


def _hash_ways(ways: Sequence[tuple[int, ...]]) -> set[int]:
    """Hash a row of units in each way it may sound; all its further sounds at once where there are too many ways."""
    if not ways:
        return set()
    many = 1
    for way in ways:
        many *= len(way)
    if many > _MOST_WAYS:
        ways = [way[:1] for way in ways] if many > 4 * _MOST_WAYS else ways
    return {sum(_PLACE_ROWS[place][one] for place, one in enumerate(chosen)) & 0xFFFFFFFFFFFFFFFF for chosen in product(*ways)}


_PLACE_ROWS = _PLACES.tolist()
