"""What a reader sees of the index at one moment: segments, the texts since the last one, and what was taken out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.documents import Documents, Entry
from goodstanding.core.originality.errors import IndexDamaged
from goodstanding.core.originality.journal import Batch, batches, check_journal, journal_path, journal_size
from goodstanding.core.originality.manifest import Manifest, manifest_path, read_manifest, read_removed
from goodstanding.core.originality.postings import MemoryPart, Part, combined, memory_part
from goodstanding.core.originality.segment import Segment
from goodstanding.core.originality.taking_in import restored, word_hash

Sequences = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Alike:
    """Texts with exactly the same letters: part and number of the first ones, and how many there are."""

    first: list[tuple[int, int]]
    count: int


@dataclass(frozen=True)
class View:
    """The index at one moment.

    Args:
        manifest: The files it consists of.
        stamp: What the manifest file looked like, to notice that it was replaced.
        segments: The segments, oldest texts first.
        tail: The texts acknowledged since the last segment was written.
        removed: Sequence numbers taken out, ascending.
        end: How far the last journal was read, in bytes.
        next_sequence: Number of the next text.
    """

    directory: Path
    manifest: Manifest
    stamp: tuple[int, int, int]
    segments: tuple[Segment, ...]
    tail: tuple[MemoryPart, ...]
    removed: Sequences
    end: int
    next_sequence: int

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that holds texts, oldest first."""
        return (*self.segments, *self.tail)

    @cached_property
    def _journal(self) -> Path:
        """The journal that is written to."""
        return journal_path(self.directory, self.manifest.journals[-1])

    @cached_property
    def total(self) -> int:
        """Texts in the index."""
        return sum(map(len, self.segments)) + sum(len(part.documents) for part in self.tail) - len(self.removed)

    def is_removed(self, sequence: int, /) -> bool:
        """Return whether a text was taken out."""
        slot = int(np.searchsorted(self.removed, np.uint64(sequence)))
        return slot < len(self.removed) and int(self.removed[slot]) == sequence

    def documents_with(self, content: int, /, *, most: int) -> Alike:
        """Return the texts with a content hash, those taken out left out."""
        first: list[tuple[int, int]] = []
        count = 0
        for number, part in enumerate(self.parts):
            documents, there = part.documents_with(content, most=most if not len(self.removed) else len(part.documents))
            if len(self.removed):
                alive = documents[~np.isin(part.documents.columns["sequence"].take(documents), self.removed)]
                documents, there = alive[:most], len(alive)
            first += [(number, document) for document in documents.tolist()]
            count += there
        return Alike(first[:most], count)

    def named(self, refs: Sequence[str], /) -> dict[str, tuple[int, int]]:
        """Return, for each name the index holds, the part and the text it stands for."""
        hashed = np.array([word_hash(ref.encode("utf-8", "surrogatepass")) for ref in refs], dtype=np.uint64)
        found: dict[str, tuple[int, int]] = {}
        for number, part in enumerate(self.parts):
            for which, document in zip(*map(np.ndarray.tolist, part.named(hashed)), strict=True):
                if self._is_live(part.documents, document, refs[which]):
                    found[refs[which]] = (number, document)
        return found

    def _is_live(self, documents: Documents, document: int, ref: str) -> bool:
        if documents.word("ref", document) != ref:
            return False
        return not self.is_removed(int(documents.columns["sequence"][document]))

    def entry(self, part: int, document: int, /) -> Entry:
        """Return what is known of a text."""
        return self.parts[part].documents.entry(document)

    def text(self, part: int, document: int, /) -> str | None:
        """Return a text, or None where the index does not keep texts.

        Raises:
            IndexDamaged: The journal that holds it is missing, cut short or altered.
        """
        columns = self.parts[part].documents.columns
        size = int(columns["stored"][document])
        if not size:
            return None
        path = journal_path(self.directory, int(columns["journal"][document]))
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError as fault:
            raise IndexDamaged(path, "is missing") from fault
        try:
            data = os.pread(descriptor, size, int(columns["offset"][document]))
        finally:
            os.close(descriptor)
        text = restored(data) if len(data) == size else None
        if text is None:
            ref = self.parts[part].documents.word("ref", document)
            raise IndexDamaged(path, f"no longer holds the text “{ref}” whole")
        return text

    def entries(self) -> Iterator[Entry]:
        """Yield all texts in the order of arrival."""
        for part in self.parts:
            for document in range(len(part.documents)):
                if not self.is_removed(int(part.documents.columns["sequence"][document])):
                    yield part.documents.entry(document)

    def with_batch(self, batch: Batch, /) -> View:
        """Return the view after a batch."""
        tail, following = self.tail, self.next_sequence
        if len(batch.documents):
            part = memory_part(batch.documents, batch.hashes, batch.places, names_of(batch.documents))
            tail = balanced((*tail, part))
            following = int(batch.documents.columns["sequence"][-1]) + 1
        removed = np.union1d(self.removed, batch.removed) if len(batch.removed) else self.removed
        return replace(self, tail=tail, removed=removed, end=batch.end, next_sequence=following)

    def advanced(self) -> View:
        """Return the view after what was acknowledged since; the same one where nothing was.

        Raises:
            IndexDamaged: The journal is missing, cut short, or not what its checksums say.
        """
        number = self.manifest.journals[-1]
        path = self._journal
        size = journal_size(path)
        if size == self.end:
            return self
        if size < self.end:
            raise IndexDamaged(path, f"is truncated: it has {size:,} bytes of {self.end:,}")
        view = self
        for batch in batches(self.directory, number, after=self.end):
            view = view.with_batch(batch)
        return view

    def is_current(self) -> bool:
        """Return whether the manifest is still the one this view was read from."""
        try:
            return self.stamp == stamp_of(self.directory)
        except FileNotFoundError:
            return False


def stamp_of(directory: Path, /) -> tuple[int, int, int]:
    """Return what the manifest file looks like."""
    found = manifest_path(directory).stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def opened(directory: Path, /, known: Iterable[Segment] = ()) -> View:
    """Read the index as it is now.

    Args:
        known: Segments that are open already.
    """
    for attempt in range(5):
        manifest = read_manifest(directory)
        try:
            return _opened(directory, manifest, {segment.path.name: segment for segment in known}).advanced()
        except (IndexDamaged, FileNotFoundError):
            if attempt == 4 or read_manifest(directory) == manifest:
                raise
    raise AssertionError


def _opened(directory: Path, manifest: Manifest, known: dict[str, Segment]) -> View:
    stamp = stamp_of(directory)
    segments = tuple(known.get(name) or Segment.open(directory / name) for name in manifest.segments)
    removed = read_removed(directory, manifest.removed)
    for number in manifest.journals:
        check_journal(journal_path(directory, number))
    return View(directory, manifest, stamp, segments, (), removed, manifest.covered, manifest.next_sequence)


def balanced(tail: tuple[MemoryPart, ...], /) -> tuple[MemoryPart, ...]:
    """Combine the last parts while they are of like size, so that parts stay few and every text is combined few times."""
    parts = list(tail)
    while len(parts) > 1 and len(parts[-2].keys) <= 2 * len(parts[-1].keys):
        parts[-2:] = [combined(parts[-2:])]
    return tuple(parts)


def names_of(documents: Documents, /) -> npt.NDArray[np.uint64]:
    """Return the hashed name of each text."""
    bounds = documents.starts["ref"].tolist()
    words = documents.words["ref"].tobytes()
    return np.array([word_hash(words[low:high]) for low, high in pairwise(bounds)], dtype=np.uint64)
