"""Where each sampled gram stands: one number per place on a line that runs through all texts of a part.

A part answers for hashes how many places each has, and which are the first: those of the earliest texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import spread
from goodstanding.core.originality.documents import Array, Documents, joined

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]
_LOW = np.uint64(0xFFFFFFFF)
_HIGH = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Postings:
    """What a part holds of some hashes.

    Args:
        counts: Places of each hash; of one that fills whole blocks, about so many.
        hashes: Which hash each place told is of, ascending.
        places: Places on the line, those of one hash ascending.
    """

    counts: Numbers
    hashes: Numbers
    places: Numbers


class Part(Protocol):
    """Some of the index's texts, with their fingerprints."""

    @property
    def documents(self) -> Documents:
        """The texts, in the order of arrival."""

    @property
    def bases(self) -> Array:
        """Where each text begins on the line of characters, and where the line ends."""

    @property
    def longest(self) -> int:
        """Length of its longest text on the line, in characters."""

    def find(self, hashes: Hashes, /, *, most: Numbers | int) -> Postings:
        """Return how many places each of ascending distinct hashes has, and the first so many of each."""

    def documents_with(self, content: int, /, *, most: int) -> tuple[Numbers, int]:
        """Return the first texts with a content hash, and how many there are."""

    def named(self, names: npt.NDArray[np.uint64], /) -> tuple[Numbers, Numbers]:
        """Return which of the hashed names the part may hold, and the text each one is."""


@dataclass(frozen=True, eq=False)
class MemoryPart:
    """Texts whose fingerprints are in memory: those that came since the last segment was written.

    ``keys`` are ascending: the hash in the upper, the place in the lower 32 bits.
    """

    documents: Documents
    bases: Array
    keys: npt.NDArray[np.uint64]
    names: npt.NDArray[np.uint64]

    @cached_property
    def longest(self) -> int:
        """Length of its longest text on the line, in characters."""
        return self.documents.longest

    def find(self, hashes: Hashes, /, *, most: Numbers | int) -> Postings:
        """Return how many places each of ascending distinct hashes has, and the first so many of each."""
        wide = hashes.astype(np.uint64) << _HIGH
        firsts = np.searchsorted(self.keys, wide)
        counts = np.searchsorted(self.keys, wide | _LOW, side="right") - firsts
        told = np.minimum(counts, most)
        places = (self.keys.take(spread(firsts, told)) & _LOW).astype(np.int64)
        return Postings(counts, np.arange(len(hashes)).repeat(told), places)

    def documents_with(self, content: int, /, *, most: int) -> tuple[Numbers, int]:
        """Return the first texts with a content hash, and how many there are."""
        found = np.flatnonzero(self.documents.columns["content"] == np.uint64(content))
        return found[:most], len(found)

    def named(self, names: npt.NDArray[np.uint64], /) -> tuple[Numbers, Numbers]:
        """Return which of the hashed names the part may hold, and the text each one is."""
        order = np.argsort(self.names, kind="stable")
        return matches(self.names[order], order, names)


def memory_part(documents: Documents, hashes: Array, places: Array, names: npt.NDArray[np.uint64], /) -> MemoryPart:
    """Return texts and their samples, given one text after another, as a part."""
    bases = documents.bases()
    line = np.repeat(bases[:-1], documents.columns["samples"]) + places
    keys = np.sort((hashes.astype(np.uint64) << _HIGH) | line.astype(np.uint64))
    return MemoryPart(documents, bases, keys, names)


def combined(parts: Sequence[MemoryPart], /) -> MemoryPart:
    """Return the texts of several parts as one part."""
    if len(parts) == 1:
        return parts[0]
    documents = joined([part.documents for part in parts])
    shifts = np.cumsum([0, *(int(part.bases[-1]) for part in parts[:-1])])
    keys = np.concatenate([part.keys + np.uint64(shift) for part, shift in zip(parts, shifts.tolist(), strict=True)])
    return MemoryPart(documents, documents.bases(), np.sort(keys), np.concatenate([part.names for part in parts]))


def matches(ordered: Array, order: Array, wanted: Array, /) -> tuple[Numbers, Numbers]:
    """Return which wanted values stand in an ordered array, and what each belongs to."""
    if not len(ordered):
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    slots = np.searchsorted(ordered, wanted, side="right") - 1
    which = np.flatnonzero((slots >= 0) & (ordered[np.maximum(slots, 0)] == wanted))
    return which, np.asarray(order[slots[which]], dtype=np.int64)
