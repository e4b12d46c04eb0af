"""Journals written anew without the texts that were taken out: deletion means that the wording leaves the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.documents import Array
from goodstanding.core.originality.journal import HEADER_SIZE, Batch, batches, begin_journal, encoded, journal_path
from goodstanding.core.originality.manifest import Manifest
from goodstanding.core.originality.taking_in import Intake
from goodstanding.core.originality.view import View


@dataclass(frozen=True, slots=True)
class Moved:
    """Where texts stand now: their sequence numbers ascending, with the journal and the place of each."""

    sequences: npt.NDArray[np.uint64]
    journals: Array
    offsets: Array

    def columns(self, sequences: npt.NDArray[np.uint64], /) -> dict[str, Array]:
        """Return the columns that changed, for texts by sequence number."""
        at = np.searchsorted(self.sequences, sequences)
        return {"journal": self.journals[at], "offset": self.offsets[at]}


def rewrite_journals(view: View, /) -> tuple[Manifest, Moved]:
    """Copy what was not taken out to new journals; return a manifest that names them, and where every text went."""
    manifest = view.manifest
    number, manifest = manifest.numbered()
    begin_journal(view.directory, number)
    journals, end = [number], HEADER_SIZE
    moved: list[tuple[Array, Array, Array]] = []
    for intake in _kept(view):
        if end > 1 << 28:
            number, manifest = manifest.numbered()
            begin_journal(view.directory, number)
            journals, end = [*journals, number], HEADER_SIZE
        end = _append(journal_path(view.directory, number), encoded(intake, np.zeros(0, dtype="<u8")))
        sizes = intake.documents.columns["stored"].astype("<u8")
        places = np.cumsum(sizes, dtype="<u8") - sizes + np.uint64(end - int(sizes.sum()))
        moved.append((intake.documents.columns["sequence"], np.full(len(sizes), number, dtype="<u4"), places))
    for written in journals:
        _sync(journal_path(view.directory, written))
    columns = [np.concatenate(column) for column in zip(*moved, strict=True)] if moved else [np.zeros(0, "<u8")] * 3
    return replace(manifest, journals=tuple(journals), covered=end), Moved(*columns)


def _kept(view: View) -> Iterator[Intake]:
    """Yield runs of texts that were not taken out; a batch's sequence numbers are counted on from its first."""
    for number in view.manifest.journals:
        path = journal_path(view.directory, number)
        with path.open("rb") as file:
            for batch in batches(view.directory, number, after=0):
                sequences = batch.documents.columns["sequence"]
                kept = ~np.isin(sequences, view.removed)
                for first, last in _runs(kept):
                    yield _portion(batch, first, last, file.fileno())


def _runs(kept: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate((np.zeros(1, np.int8), kept.view(np.int8), np.zeros(1, np.int8)))))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _portion(batch: Batch, first: int, last: int, descriptor: int) -> Intake:
    chosen = np.zeros(len(batch.documents), dtype=np.bool_)
    chosen[first:last] = True
    documents = batch.documents.chosen(chosen)
    ends = np.concatenate((np.zeros(1, np.int64), np.cumsum(batch.documents.columns["samples"], dtype=np.int64)))
    samples = slice(int(ends[first]), int(ends[last]))
    wheres = zip(documents.columns["stored"].tolist(), documents.columns["offset"].tolist(), strict=True)
    texts = tuple(os.pread(descriptor, size, offset) for size, offset in wheres)
    return Intake(documents, batch.hashes[samples], batch.places[samples], texts)


def _append(path: Path, data: bytes) -> int:
    with path.open("ab") as file:
        file.write(data)
        return file.tell()


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
