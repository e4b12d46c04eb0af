"""Where each sampled gram stands: one number per place on a line that runs through all texts of a part.

A part answers two questions about hashes: how many places does each have, and which are they, the earliest text's first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.documents import Array, Documents, joined

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]
_LOW = np.uint64(0xFFFFFFFF)
_HIGH = np.uint64(32)


class Part(Protocol):
    """Some of the index's texts, with their fingerprints."""

    @property
    def documents(self) -> Documents:
        """The texts, in the order of arrival."""

    @property
    def bases(self) -> Array:
        """Where each text begins on the line of characters, and where the line ends."""

    def find(self, hashes: Hashes, /) -> tuple[Numbers, Numbers]:
        """Return, for each of ascending distinct hashes, the first of its postings and their number."""

    def places(self, postings: Numbers, /) -> Numbers:
        """Return the places on the line of some postings."""

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

    def find(self, hashes: Hashes, /) -> tuple[Numbers, Numbers]:
        """Return, for each of ascending distinct hashes, the first of its postings and their number."""
        wide = hashes.astype(np.uint64) << _HIGH
        firsts = np.searchsorted(self.keys, wide)
        return firsts, np.searchsorted(self.keys, wide | _LOW, side="right") - firsts

    def places(self, postings: Numbers, /) -> Numbers:
        """Return the places on the line of some postings."""
        return (self.keys.take(postings) & _LOW).astype(np.int64)

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
