"""An index made again from its journals, when a segment or the manifest is missing, damaged or of another version."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from goodstanding.core.originality.errors import IndexAbsent, IndexFault
from goodstanding.core.originality.journal import HEADER_SIZE, Batch, batches, begin_journal
from goodstanding.core.originality.manifest import Manifest, write_manifest, write_removed, writing_lock
from goodstanding.core.originality.postings import MemoryPart, combined, memory_part
from goodstanding.core.originality.segment_writing import LINE_END, write_segment
from goodstanding.core.originality.view import Sequences, balanced, names_of

_SAMPLES = 1 << 21


def rebuild(directory: Path, /) -> list[str]:
    """Write all segments again; return a sentence for each journal that could not be read.

    Raises:
        IndexAbsent: There is no journal to make it from.
    """
    if not directory.is_dir():
        raise IndexAbsent(f"There is no directory {directory}.", hint="Add texts first.")
    with writing_lock(directory, wait=30.0):
        numbers = sorted(_number(path) for path in directory.glob("journal-*.gsj"))
        if not numbers:
            raise IndexAbsent(f"There is no journal in {directory} to rebuild an index from.", hint="Add the texts again.")
        work = _Rebuilding(directory, max(map(_number, directory.glob("*-*.gs?"))) + 1)
        lost = [fault for number in numbers if (fault := work.take(number))]
        write_manifest(directory, work.finished(tuple(numbers)))
        return lost


class _Rebuilding:
    """Collects batches and writes a segment whenever they are enough."""

    def __init__(self, directory: Path, number: int) -> None:
        self._directory = directory
        self._number = number
        self._tail: tuple[MemoryPart, ...] = ()
        self._removed: list[Sequences] = []
        self._names: list[str] = []
        self._following = 1
        self._keeps_texts = False

    def take(self, number: int) -> str:
        """Take a journal in; return what is wrong with it, empty when nothing is."""
        try:
            for batch in batches(self._directory, number, after=HEADER_SIZE):
                self._take(batch)
        except IndexFault as fault:
            return fault.message
        return ""

    def _take(self, batch: Batch) -> None:
        self._removed.append(batch.removed.astype(np.uint64))
        documents = batch.documents
        if not len(documents):
            return
        self._following = max(self._following, int(documents.columns["sequence"][-1]) + 1)
        self._keeps_texts |= bool(documents.columns["stored"].any())
        part = memory_part(documents, batch.hashes, batch.places, names_of(documents))
        if sum(int(known.bases[-1]) for known in (*self._tail, part)) > LINE_END:
            self._flush()
        self._tail = balanced((*self._tail, part))
        if sum(len(known.keys) for known in self._tail) >= _SAMPLES:
            self._flush()

    def _flush(self) -> None:
        if self._tail:
            name = f"segment-{self._take_number():08d}.gss"
            write_segment(self._directory / name, combined(self._tail))
            self._names.append(name)
            self._tail = ()

    def finished(self, journals: tuple[int, ...]) -> Manifest:
        """Write what is left and return the manifest; a fresh journal follows, so that a damaged one stays as it was found."""
        self._flush()
        removed = np.unique(np.concatenate(self._removed)) if self._removed else np.zeros(0, dtype=np.uint64)
        name = write_removed(self._directory, self._take_number(), removed)
        fresh = self._take_number()
        begin_journal(self._directory, fresh)
        return Manifest(
            self._keeps_texts, (*journals, fresh), HEADER_SIZE, tuple(self._names), name, self._following, self._take_number()
        )

    def _take_number(self) -> int:
        self._number += 1
        return self._number - 1


def _number(path: Path) -> int:
    digits = path.stem.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0
