"""An index made again from its journals, when a segment or the manifest is missing, damaged or of another version."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from goodstanding.core.originality.errors import IndexAbsent, IndexFault
from goodstanding.core.originality.journal import HEADER_SIZE, Batch, batches, begin_journal, journal_path
from goodstanding.core.originality.manifest import Manifest, read_manifest, write_manifest, write_removed, writing_lock
from goodstanding.core.originality.postings import MemoryPart, combined, memory_part
from goodstanding.core.originality.salvaging import salvage
from goodstanding.core.originality.segment_writing import LINE_END, write_segment
from goodstanding.core.originality.view import Sequences, balanced, names_of

_SAMPLES = 1 << 21


def rebuild(directory: Path, /) -> list[str]:
    """Write all segments again; return a sentence for each journal that is missing or was damaged.

    Raises:
        IndexAbsent: There is no journal to make it from.
        IndexVersion: A journal was written by another version.
    """
    if not directory.is_dir():
        raise IndexAbsent(f"There is no directory {directory}.", hint="Add texts first.")
    with writing_lock(directory, wait=30.0):
        there = sorted(_number(path) for path in directory.glob("journal-*.gsj"))
        if not there:
            raise IndexAbsent(
                f"There is no journal in {directory} to rebuild an index from.", hint="Add the texts anew in another directory."
            )
        manifest = _sound_manifest(directory)
        numbers = [number for number in there if manifest is None or number in manifest.journals]
        lost = [
            f"{journal_path(directory, n).name} is missing." for n in (manifest.journals if manifest else ()) if n not in there
        ]
        work = _Rebuilding(directory, max(map(_number, directory.glob("*-*.gs?"))) + 1)
        for number in numbers:
            lost.append(salvage(directory, number, covered=_covered(manifest, number, there[-1])))
            work.take(number)
        write_manifest(directory, work.finished(tuple(numbers)))
        return [sentence for sentence in lost if sentence]


def _sound_manifest(directory: Path) -> Manifest | None:
    """Return the manifest where it can be read: it tells journals of the index from what a crash left behind."""
    try:
        return read_manifest(directory)
    except IndexFault:
        return None


def _covered(manifest: Manifest | None, number: int, newest: int) -> int | None:
    """Return how far the journal that was written to is covered by segments; None for every other journal."""
    if manifest is None:
        return HEADER_SIZE if number == newest else None
    return manifest.covered if number == manifest.journals[-1] else None


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

    def take(self, number: int) -> None:
        """Take a sound journal in."""
        for batch in batches(self._directory, number, after=HEADER_SIZE):
            self._take(batch)

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
