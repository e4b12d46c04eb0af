"""One pass for many signals: every phrase of a pack in one automaton, every expression in one database.

A signal registers its patterns while it is built and gets a ticket; the automaton is compiled when the last one has registered.
Per text the pass runs once, whichever signal asks first; for documents judged together it runs once for all their texts.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from goodstanding.core.signals.base import Document, EitherWatch, Text, Watch, normal_forms, texts_of
from goodstanding.core.signals.evidence import MOST_HITS
from goodstanding.core.signals.waking import SharedEntities
from goodstanding.core.text.disguised_phrases import DisguisedPhrases
from goodstanding.core.text.patterns import Bounds, LiteralSet, PatternSet, encoded
from goodstanding.core.text.readings import Found, How


class Hit(NamedTuple):
    """A phrase found: where in the normal form, and which of its signal's phrases."""

    start: int
    end: int
    position: int


class DisguisedHit(NamedTuple):
    """A phrase found disguised: where in the normal form, which of its signal's phrases, how it reads, where in the field."""

    start: int
    end: int
    position: int
    how: How
    first: int
    last: int


class SharedPhrases(Watch):
    """The phrases of all signals of one pack, as they are written and as they read in disguise."""

    def __init__(self) -> None:
        self._phrases: list[str] = []
        self._allowed: list[Collection[How] | None] = []
        self._read_indices = array("L")
        self._first: list[int] = []
        self._names: list[str] = []
        self._fields: set[str] = set()
        self._literals: LiteralSet | None = None
        self._disguised = DisguisedPhrases(())
        self._in_disguise = (self, "disguised")

    def register(
        self,
        phrases: Sequence[str],
        /,
        *,
        name: str,
        fields: Collection[str],
        readings: Sequence[Collection[How] | None] = (),
    ) -> int:
        """Add the phrases of one signal (in normal form) and return its ticket.

        Args:
            readings: The disguises each phrase is read in, None for those its length makes safe; left out, none is read in any.
        """
        first = len(self._phrases)
        self._read_indices.extend(range(first, first + len(readings)))
        self._allowed.extend(readings)
        self._first.append(first)
        self._names.append(name)
        self._fields.update(fields)
        self._phrases.extend(phrases)
        return len(self._names) - 1

    def compile(self) -> LiteralSet:
        """Build the automaton; registering ends here."""
        self._disguised = DisguisedPhrases([self._phrases[index] for index in self._read_indices], allowed=self._allowed)
        self._literals = LiteralSet(self._phrases)
        self._phrases, self._allowed = [], []
        return self._literals

    def hits(self, document: Document, field: str, ticket: int, /) -> Sequence[Hit]:
        """Return one signal's hits in the normal form of a field, ordered by end."""
        return self._found(document, field).get(ticket, ())

    def disguised(self, document: Document, field: str, ticket: int, /) -> Sequence[DisguisedHit]:
        """Return one signal's phrases that a field holds in disguise, ordered by end."""
        return self._read(document, field).get(ticket, ())

    def awake(self, document: Document, /) -> set[str]:
        """Return the names of the signals that own a phrase found anywhere, as it is written or in disguise."""
        present = [field for field in self._fields if field in document.fields]
        return {
            self._names[ticket] for field in present for ticket in (*self._found(document, field), *self._read(document, field))
        }

    def prepare(self, documents: Sequence[Document], /) -> None:
        """Search the texts of several documents together."""
        literals = self._literals if self._literals is not None else self.compile()
        texts = texts_of(documents, self._fields, lacking=self)
        normals = normal_forms(texts)
        for text, hits in zip(texts, literals.find_each([normal.text for normal in normals]), strict=True):
            text.keep(self, self._owned(hits))
        for text, read in zip(texts, self._disguised.find_each(normals), strict=True):
            text.keep(self._in_disguise, self._owned_in_disguise(read))

    def _found(self, document: Document, field: str) -> dict[int, list[Hit]]:
        found: dict[int, list[Hit]] = document.text(field).shared(self, self._scan)
        return found

    def _scan(self, text: Text) -> dict[int, list[Hit]]:
        literals = self._literals if self._literals is not None else self.compile()
        return self._owned(literals.find(text.normal.text))

    def _owned(self, hits: Iterable[tuple[int, int, int]]) -> dict[int, list[Hit]]:
        """Sort hits by the ticket of the signal that owns the phrase."""
        found: dict[int, list[Hit]] = {}
        for start, end, index in hits:
            ticket = bisect_right(self._first, index) - 1
            found.setdefault(ticket, []).append(Hit(start, end, index - self._first[ticket]))
        return found

    def _read(self, document: Document, field: str) -> dict[int, list[DisguisedHit]]:
        found: dict[int, list[DisguisedHit]] = document.text(field).shared(self._in_disguise, self._scan_disguised)
        return found

    def _scan_disguised(self, text: Text) -> dict[int, list[DisguisedHit]]:
        if self._literals is None:
            self.compile()
        return self._owned_in_disguise(self._disguised.find(text.normal))

    def _owned_in_disguise(self, read: Iterable[Found]) -> dict[int, list[DisguisedHit]]:
        found: dict[int, list[DisguisedHit]] = {}
        for one in read:
            index = self._read_indices[one.index]
            ticket = bisect_right(self._first, index) - 1
            position = index - self._first[ticket]
            found.setdefault(ticket, []).append(DisguisedHit(one.start, one.end, position, one.how, one.first, one.last))
        return found


class SharedExpressions(Watch):
    """The expressions of all signals of one pack."""

    def __init__(self) -> None:
        self._expressions: list[str] = []
        self._owner: list[str] = []
        self._ranges: list[range] = []
        self._read: set[tuple[str, str]] = set()
        self._set: PatternSet | None = None

    def register(self, expressions: Sequence[str], /, *, name: str, fields: Collection[str], form: str) -> int:
        """Add the expressions of one signal and return its ticket."""
        first = len(self._expressions)
        self._expressions.extend(expressions)
        self._owner.extend(name for _ in expressions)
        self._read.update((field, form) for field in fields)
        self._ranges.append(range(first, len(self._expressions)))
        return len(self._ranges) - 1

    def compile(self) -> PatternSet:
        """Build the database; registering ends here."""
        self._set = PatternSet(self._expressions)
        return self._set

    def matching(self, document: Document, field: str, ticket: int, *, form: str) -> list[int]:
        """Return the positions of one signal's expressions that match a field, ascending.

        Args:
            form: ``normal`` for the text with its disguise undone, ``original`` for the text as it was sent.
        """
        found = self._found(document, field, form)
        mine = self._ranges[ticket]
        return sorted([index - mine.start for index in found if index in mine]) if found else []

    def spans(self, document: Document, field: str, ticket: int, position: int, *, form: str) -> list[tuple[int, int]]:
        """Return where one expression matches, in code points of the form that was read."""
        expression = self._ranges[ticket][position]
        first = self._found(document, field, form).get(expression)
        text = document.text(field)
        read = text.normal.text if form == "normal" else text.sent
        return self._compiled().spans(read, expression, most=MOST_HITS, data=_utf8(text, form), first=first)

    def awake(self, document: Document, /) -> set[str]:
        """Return the names of the signals that own an expression found anywhere."""
        present = [(field, form) for field, form in self._read if field in document.fields]
        return {self._owner[index] for field, form in present for index in self._found(document, field, form)}

    def prepare(self, documents: Sequence[Document], /) -> None:
        """Search the texts of several documents together."""
        for form in sorted({form for _, form in self._read}):
            fields = [field for field, of_form in self._read if of_form == form]
            texts = texts_of(documents, fields, lacking=(self, form))
            if form == "normal":
                normal_forms(texts)
            found = self._compiled().first_matches_each([_utf8(text, form) for text in texts])
            for text, matches in zip(texts, found, strict=True):
                text.keep((self, form), matches)

    def _found(self, document: Document, field: str, form: str) -> dict[int, Bounds | None]:
        found: dict[int, Bounds | None] = document.text(field).shared(
            (self, form), lambda text: self._compiled().first_matches(_utf8(text, form))
        )
        return found

    def _compiled(self) -> PatternSet:
        return self._set if self._set is not None else self.compile()


def _utf8(text: Text, form: str) -> bytes:
    return text.utf8 if form == "normal" else encoded(text.sent)


class Sharing:
    """What the signals of one pack have in common while they are built.

    Args:
        at: The day the pack is compiled for: bank entries that expire on or before it are left out.
    """

    def __init__(self, *, at: date) -> None:
        self.at = at
        self.phrases = SharedPhrases()
        self.expressions = SharedExpressions()
        self.either = EitherWatch(self.phrases, self.expressions)
        self.entities = SharedEntities()

    def compile(self) -> None:
        """Build the automaton and the database once every signal has registered."""
        self.phrases.compile()
        self.expressions.compile()
