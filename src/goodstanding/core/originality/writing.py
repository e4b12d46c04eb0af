"""How the index is written: batches to the journal, then segments from what the journal holds, then fewer and larger segments."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from goodstanding.core.originality.documents import Array, Documents
from goodstanding.core.originality.journal import HEADER_SIZE, Batch, batches, begin_journal, encoded, journal_path, no_documents
from goodstanding.core.originality.manifest import Manifest, clear_leftovers, write_manifest, write_removed
from goodstanding.core.originality.postings import MemoryPart, combined
from goodstanding.core.originality.rewriting_journals import rewrite_journals
from goodstanding.core.originality.segment import Segment
from goodstanding.core.originality.segment_writing import LINE_END, merge_segments, write_segment
from goodstanding.core.originality.taking_in import Intake, Original, checked, intake_of
from goodstanding.core.originality.view import View, opened

FLUSH = 1 << 19
"""Samples in memory that make a segment: about four thousand articles."""
MOST_SEGMENTS = 3
"""More segments than this are merged, if one can hold them: a question looks in each."""
JOURNAL = 1 << 28
"""A journal this long, in bytes, is followed by a new one."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a batch.

    Args:
        added: Texts taken in that were not there before.
        replaced: Texts that took the place of another one of the same name.
        unchanged: Texts that were there already, word for word.
        first_sequence: Number of the first text taken in; the others follow in the order given.
    """

    added: int
    replaced: int
    unchanged: int
    first_sequence: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts made ready before the lock is taken."""

    intake: Intake | None
    refs: tuple[str, ...]
    unchanged: int


class Writing:
    """Changes to the index from one view of it; those that write expect the lock to be held."""

    def __init__(self, view: View) -> None:
        self._view = view

    def prepared(self, originals: Iterable[Original], /) -> Prepared:
        """Make texts ready: refuse what cannot be taken in, leave out what is there already."""
        latest = {original.ref: checked(original) for original in originals}
        fresh = self._changed(latest)
        manifest = self._view.manifest
        intake = intake_of(fresh, sequence=0, keeps_texts=manifest.keeps_texts) if fresh else None
        return Prepared(intake, tuple(original.ref for original in fresh), len(latest) - len(fresh))

    def _changed(self, latest: dict[str, Original]) -> list[Original]:
        known = self._view.named(list(latest))
        return [original for ref, original in latest.items() if ref not in known or not self._is_same(original, *known[ref])]

    def _is_same(self, original: Original, part: int, document: int) -> bool:
        if self._view.text(part, document) == original.text:
            return True
        entry, columns = self._view.entry(part, document), self._view.parts[part].documents.columns
        if columns["stored"][document] or entry.account != original.account:
            return False
        (content,) = intake_of([original], sequence=0, keeps_texts=False).documents.columns["content"].tolist()
        return bool(content) and content == int(columns["content"][document])

    def added(self, prepared: Prepared, /) -> tuple[View, Added]:
        """Write a batch, sync it, and see to the segments."""
        view, intake = self._view, prepared.intake
        if intake is None:
            return view, Added(0, 0, prepared.unchanged, view.next_sequence)
        replaced = self._sequences(prepared.refs)
        first = view.next_sequence
        view = self._written(_numbered(intake, first), replaced)
        added = Added(len(prepared.refs) - len(replaced), len(replaced), prepared.unchanged, first)
        return Writing(view).settled(), added

    def without(self, refs: Sequence[str], /) -> tuple[View, int]:
        """Write that texts are taken out, and sync it."""
        gone = self._sequences(refs)
        return (self._written(None, gone) if len(gone) else self._view), len(gone)

    def _sequences(self, refs: Sequence[str]) -> Array:
        found = self._view.named(refs).values()
        return np.array([self._view.parts[part].documents.columns["sequence"][document] for part, document in found], dtype="<u8")

    def _written(self, intake: Intake | None, removed: Array) -> View:
        view = self._view
        number = view.manifest.journals[-1]
        data = encoded(intake, removed)
        with journal_path(view.directory, number).open("r+b") as file:
            file.seek(view.end)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return view.with_batch(_batch(intake, removed, number, view.end + len(data)))

    def settled(self) -> View:
        """Write a segment where enough is in memory, and merge segments so that they stay few."""
        view = self._view
        if sum(len(part.keys) for part in view.tail) < FLUSH:
            return view
        view = Writing(view).flushed()
        last = _to_merge(view.segments)
        return Writing(view).merged(last) if last else view

    def flushed(self) -> View:
        """Write what is in memory as segments; the journal is then covered up to its end."""
        view, manifest = self._view, self._view.manifest
        names = []
        for portion in _portions(view):
            number, manifest = manifest.numbered()
            names.append(f"segment-{number:08d}.gss")
            write_segment(view.directory / names[-1], portion)
        manifest = self._with_removed(manifest, view.removed)
        covered, journals = view.end, manifest.journals
        if covered > JOURNAL:
            number, manifest = manifest.numbered()
            begin_journal(view.directory, number)
            covered, journals = HEADER_SIZE, (*journals, number)
        manifest = replace(manifest, segments=(*manifest.segments, *names), covered=covered, journals=journals)
        return self.published(replace(manifest, next_sequence=view.next_sequence))

    def merged(self, last: int, /) -> View:
        """Merge the last so many segments into one."""
        view = self._view
        number, manifest = view.manifest.numbered()
        name = f"segment-{number:08d}.gss"
        merge_segments(view.directory / name, view.segments[-last:], view.removed)
        gone = np.concatenate([segment.documents.columns["sequence"] for segment in view.segments[-last:]])
        manifest = self._with_removed(manifest, np.setdiff1d(view.removed, gone))
        return self.published(replace(manifest, segments=(*manifest.segments[:-last], name)))

    def compacted(self) -> View:
        """Merge all segments; where texts were taken out, write the journals anew without them."""
        view = Writing(self._view).flushed() if self._view.tail or self._view.end != self._view.manifest.covered else self._view
        if not len(view.removed):
            return Writing(view).merged(len(_split(view.segments)[-1])) if len(view.segments) > 1 else view
        manifest, moved = rewrite_journals(view)
        names = []
        for group in _split(view.segments):
            number, manifest = manifest.numbered()
            names.append(f"segment-{number:08d}.gss")
            merge_segments(view.directory / names[-1], group, view.removed, moved=moved)
        return Writing(view).published(replace(manifest, segments=tuple(names), removed=""))

    def _with_removed(self, manifest: Manifest, removed: Array) -> Manifest:
        number, manifest = manifest.numbered()
        return replace(manifest, removed=write_removed(self._view.directory, number, removed))

    def published(self, manifest: Manifest, /) -> View:
        """Put a manifest in place and remove the files it no longer names."""
        directory = self._view.directory
        write_manifest(directory, manifest)
        view = opened(directory, self._view.segments)
        clear_leftovers(directory, manifest)
        return view

    def journal_faults(self) -> list[str]:
        """Return a sentence for each journal that cannot be read to its end."""
        view = self._view
        faults = []
        for number in view.manifest.journals:
            path = journal_path(view.directory, number)
            end = HEADER_SIZE
            for batch in batches(view.directory, number, after=0):
                end = batch.end
            if end < path.stat().st_size:
                faults.append(f"{path.name}: from byte {end:,} on it is not what its checksums say.")
        return faults


def _numbered(intake: Intake, first: int) -> Intake:
    columns = dict(intake.documents.columns)
    columns["sequence"] = np.arange(first, first + len(intake.documents), dtype="<u8")
    return replace(intake, documents=replace(intake.documents, columns=columns))


def _batch(intake: Intake | None, removed: Array, journal: int, end: int) -> Batch:
    """Return the batch just written, as a reader would find it."""
    if intake is None:
        empty = np.zeros(0, dtype="<u4")
        return Batch(no_documents(), empty, empty, removed, end)
    columns = dict(intake.documents.columns)
    sizes = columns["stored"].astype("<u8")
    columns["journal"] = np.full(len(sizes), journal, dtype="<u4")
    columns["offset"] = np.cumsum(sizes, dtype="<u8") - sizes + np.uint64(end - int(sizes.sum()))
    documents = Documents(columns, intake.documents.starts, intake.documents.words)
    return Batch(documents, intake.hashes, intake.places, removed, end)


def _portions(view: View) -> list[MemoryPart]:
    """Return what is in memory in portions whose lines of characters fit a segment."""
    portions: list[list[MemoryPart]] = []
    length = LINE_END
    for part in view.tail:
        if length + int(part.bases[-1]) > LINE_END:
            portions.append([])
            length = 0
        portions[-1].append(part)
        length += int(part.bases[-1])
    return [combined(portion) for portion in portions]


def _to_merge(segments: Sequence[Segment]) -> int:
    """Return how many of the last segments are to be merged: those whose merging costs least for each text it moves."""
    sizes: list[int] = []
    line = 0
    for segment in reversed(segments):
        line += int(segment.bases[-1])
        if line > LINE_END:
            break
        sizes.append(segment.postings)
    if len(sizes) <= MOST_SEGMENTS:
        return 0
    totals = list(accumulate(sizes))
    return min(range(2, len(sizes) + 1), key=lambda count: totals[count - 1] / max(totals[count - 2], 1))


def _split(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Group adjacent segments so that each group's line of characters fits one segment."""
    groups: list[list[Segment]] = []
    length = LINE_END
    for segment in segments:
        if length + int(segment.bases[-1]) > LINE_END:
            groups.append([])
            length = 0
        groups[-1].append(segment)
        length += int(segment.bases[-1])
    return groups
