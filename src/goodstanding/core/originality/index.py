"""The similarity index of originals: taken in once, found again when a copy, a rewriting or a borrowed passage comes.

One writer at a time, any number of readers, in any number of processes; what ``add`` returned from is on disk. How the files
work together: ADR 0020 and docs/reference/originality.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log2
from pathlib import Path
from threading import RLock
from typing import Literal

from goodstanding.core.originality.alignment import Alignment, align_letters
from goodstanding.core.originality.candidates import Candidate, Found, Question, find_candidates
from goodstanding.core.originality.documents import Entry
from goodstanding.core.originality.errors import IndexDamaged
from goodstanding.core.originality.fingerprint import sample_of_letters
from goodstanding.core.originality.journal import journal_path
from goodstanding.core.originality.letters import Letters, letters_of
from goodstanding.core.originality.manifest import begin_index, clear_leftovers, writing_lock
from goodstanding.core.originality.rebuilding import rebuild
from goodstanding.core.originality.residence import keep_within
from goodstanding.core.originality.taking_in import Original, content_hash
from goodstanding.core.originality.view import View, opened
from goodstanding.core.originality.writing import Added, Writing
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.normalised import Normalised

__all__ = ["Added", "Entry", "Match", "Original", "OriginalityIndex"]

Texts = Callable[[str], str | None]
LEAST_RANK = 40.0
"""Candidates weigh at least this, in nats: four samples in a row that nobody else holds, or their like."""
USUAL_LETTERS = 4_000
"""Letters up to which that is enough; the longer a text, the more samples in a row it holds by chance."""
LEAST_VERBATIM = 24
"""Word-for-word letters the best passage of a match holds; less is what strangers share."""


@dataclass(frozen=True, slots=True)
class Match:
    """A text of the index that has to do with the examined one.

    Args:
        entry: Which text it is.
        exact: Whether both have the same letters, punctuation aside.
        copies: Texts in the index with exactly the examined text's letters.
        shared: Sampled grams both hold.
        share: Their share of the examined text's samples, 0.0–1.0.
        alignment: What was taken, the examined text as ``a``; None where the earlier text was not at hand.
        earlier: The earlier text; None where it was not at hand.
        common: Spans of the examined text, in code points, that many unrelated texts of the index hold too.
    """

    entry: Entry
    exact: bool
    copies: int
    shared: int
    share: float
    alignment: Alignment | None
    earlier: str | None
    common: tuple[tuple[int, int], ...]


class OriginalityIndex:
    """A similarity index in a directory."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._lock = RLock()
        self._cleared = False

    @classmethod
    def open(cls, path: Path | str, /) -> OriginalityIndex:
        """Open an index. Nothing is loaded but the texts added since the last segment was written.

        Raises:
            IndexAbsent: There is none.
            IndexDamaged: A file is missing, truncated or altered.
            IndexVersion: A file was written by another version.
        """
        return cls(opened(Path(path)))

    @classmethod
    def create(cls, path: Path | str, /, *, texts: Literal["kept", "elsewhere"] = "kept") -> OriginalityIndex:
        """Open an index; where there is none, make an empty one.

        Raises:
            IndexDamaged: There is no manifest, but there are journals with texts in them.

        Args:
            texts: Whether the index keeps the texts themselves, so that it can align without the caller.
        """
        begin_index(Path(path), keeps_texts=texts == "kept")
        return cls.open(path)

    @classmethod
    def rebuild(cls, path: Path | str, /, *, tell: Callable[[str], object] = lambda _: None) -> OriginalityIndex:
        """Make all segments again from the journals; what no journal holds whole any more is left out.

        Args:
            tell: Given a sentence for each journal that was damaged; it is kept beside the index under a name of its own.

        Raises:
            IndexAbsent: There is no journal to make it from.
            IndexVersion: A journal was written by another version.
        """
        for lost in rebuild(Path(path)):
            tell(lost)
        return cls.open(path)

    @property
    def directory(self) -> Path:
        """Where the index is."""
        return self._view.directory

    def __len__(self) -> int:
        return self._current().total

    def __contains__(self, ref: str) -> bool:
        return bool(self._current().named([ref]))

    def entry(self, ref: str, /) -> Entry | None:
        """Return what is known of a text."""
        view = self._current()
        found = view.named([ref]).get(ref)
        return view.entry(*found) if found else None

    def text(self, ref: str, /) -> str | None:
        """Return a text as it was added; None where it is not there or texts are kept elsewhere."""
        view = self._current()
        found = view.named([ref]).get(ref)
        return view.text(*found) if found else None

    def entries(self) -> Iterator[Entry]:
        """Yield all texts in the order of arrival."""
        return self._current().entries()

    def add(self, originals: Iterable[Original], /) -> Added:
        """Take texts in; when this returns they are on disk and every reader finds them.

        A text under a name that is there already replaces the former one; the same text under the same name changes nothing.

        Raises:
            EntryRefused: A text cannot be taken in; none of the batch was.
            IndexBusy: Another process was writing for half a minute.
        """
        with self._lock:
            writing = Writing(self._current())
            prepared = writing.prepared(originals)
            with writing_lock(self._view.directory, wait=30.0):
                self._view = self._fit_to_write()
                self._view, added = Writing(self._view).added(prepared)
            return added

    def delete(self, refs: Iterable[str], /) -> int:
        """Take texts out; return how many were there. Their wording leaves the disk with the next ``compact``."""
        with self._lock, writing_lock(self._view.directory, wait=30.0):
            self._view = self._fit_to_write()
            self._view, count = Writing(self._view).without(list(refs))
            return count

    def compact(self) -> None:
        """Merge everything into as few segments as can be, and remove what was taken out from the disk."""
        with self._lock, writing_lock(self._view.directory, wait=30.0):
            self._view = self._fit_to_write()
            self._view = Writing(self._view).compacted()

    def verify(self) -> list[str]:
        """Read every file whole; return a sentence for each fault found, none when all is well."""
        view = self._current()
        faults = [f"{segment.path.name}: {fault}." for segment in view.segments for fault in segment.faults()]
        return faults + Writing(view).journal_faults()

    def query(
        self, text: str | Normalised, /, *, limit: int = 10, texts: Texts | None = None, except_refs: frozenset[str] = frozenset()
    ) -> list[Match]:
        """Find the texts an examined text has to do with, the closest first.

        Args:
            limit: Most matches returned.
            texts: Gives an earlier text by its name where the index does not keep texts.
            except_refs: Names never returned, such as the examined text's own.
        """
        letters = letters_of(text if isinstance(text, Normalised) else normalise(text))
        view = self._current()
        try:
            return self._asked(view, letters, limit=limit, texts=texts, except_refs=except_refs)
        except IndexDamaged:
            if view.is_current():
                raise
        return self._asked(self._current(), letters, limit=limit, texts=texts, except_refs=except_refs)

    def _asked(
        self, view: View, letters: Letters, *, limit: int, texts: Texts | None, except_refs: frozenset[str]
    ) -> list[Match]:
        found = find_candidates(
            view.parts,
            Question.of(sample_of_letters(letters.codes, letters.places)),
            total=view.total,
            limit=2 * limit + len(except_refs),
            least=LEAST_RANK,
            removed=view.removed,
        )
        search = _Search(view, letters, texts, found)
        matches = search.matches(limit=limit, except_refs=except_refs)
        keep_within(view.segments)
        return matches

    def _current(self) -> View:
        with self._lock:
            if not self._view.is_current():
                self._view = opened(self._view.directory, self._view.segments)
            try:
                self._view = self._view.advanced()
            except IndexDamaged:  # or another process has just written the journals anew
                self._view = opened(self._view.directory, self._view.segments)
            return self._view

    def _fit_to_write(self) -> View:
        """Return the view to write from, what a crash left behind removed."""
        view = self._current()
        journal = journal_path(view.directory, view.manifest.journals[-1])
        if journal.stat().st_size > view.end:
            with journal.open("r+b") as file:
                file.truncate(view.end)
        if not self._cleared:
            clear_leftovers(view.directory, view.manifest)
            self._cleared = True
        return view


class _Search:
    """Carries one question from candidates to matches."""

    def __init__(self, view: View, letters: Letters, texts: Texts | None, found: Found) -> None:
        self._view = view
        self._letters = letters
        self._texts = texts
        self._found = found
        self._content = content_hash(letters)

    @cached_property
    def _common(self) -> tuple[tuple[int, int], ...]:
        return tuple(self._letters.normalised.original_span(start, end) for start, end in self._found.common)

    def matches(self, *, limit: int, except_refs: frozenset[str]) -> list[Match]:
        """Return the matches, exact copies first, then by how much was taken."""
        exact, copies = self._exact(limit + len(except_refs))
        seen = {(candidate.part, candidate.document) for candidate in exact}
        others = [candidate for candidate in self._found.candidates if (candidate.part, candidate.document) not in seen]
        matches: list[Match] = []
        for candidate in [*exact, *others]:
            entry = self._view.entry(candidate.part, candidate.document)
            is_exact = (candidate.part, candidate.document) in seen
            if entry.ref in except_refs or self._view.is_removed(entry.sequence):
                continue
            if not is_exact and candidate.rank < _least_rank(entry.letters):
                continue
            match = self._match(candidate, entry, copies, is_exact=is_exact)
            if match is not None:
                matches.append(match)
            if len(matches) >= limit:
                break
        return sorted(matches, key=_closeness)

    def _exact(self, most: int) -> tuple[list[Candidate], int]:
        """Return the first texts with exactly these letters, and how many there are."""
        if not self._content:
            return [], 0
        found = self._view.documents_with(self._content, most=most)
        return [Candidate(part, document, 0, 0.0, 0.0) for part, document in found.first], found.count

    def _match(self, candidate: Candidate, entry: Entry, copies: int, *, is_exact: bool) -> Match | None:
        earlier = self._view.text(candidate.part, candidate.document)
        if earlier is None and self._texts is not None:
            earlier = self._texts(entry.ref)
        alignment = None
        if earlier is not None:
            alignment = align_letters(self._letters, letters_of(normalise(earlier)))
            if not is_exact and max((passage.verbatim for passage in alignment.passages), default=0) < LEAST_VERBATIM:
                return None
        samples = max(self._found.samples, 1)
        shared = samples if is_exact else candidate.shared
        return Match(entry, is_exact, copies, shared, min(shared / samples, 1.0), alignment, earlier, self._common)


def _least_rank(letters: int) -> float:
    """Return what a candidate of some length must weigh: a quarter more each time it is twice as long as usual."""
    return LEAST_RANK * (1 + 0.25 * log2(max(letters / USUAL_LETTERS, 1)))


def _closeness(match: Match) -> tuple[bool, float, int]:
    taken = match.alignment.matched if match.alignment is not None else match.share * match.entry.letters
    return not match.exact, -float(taken), match.entry.sequence
