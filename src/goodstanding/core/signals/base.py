"""What a signal is: a named observation with declared inputs, cost and examples, read from one document."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar

import msgspec

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.text.normalise import normalise, normalise_each
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.patterns import encoded


class SignalError(GoodstandingError):
    """A signal could not be built or read; its reading is then unknown and the outcome degraded."""

    code = "signal:failed"


class Cost(StrEnum):
    """The order of magnitude of reading a 1 KB text once, on one core."""

    TRIVIAL = "trivial"  # below 5 µs
    CHEAP = "cheap"  # below 50 µs
    MODERATE = "moderate"  # below 1 ms
    EXPENSIVE = "expensive"  # more: off the hot path only


class Span(msgspec.Struct, frozen=True, gc=False):
    """Where a signal saw something, in code points of the field exactly as it was sent, and why it matters.

    Args:
        box: Left, top, width and height in pixels, where the field is an image (``image:<sha256>``); absent for text.
    """

    field: str
    start: int
    end: int
    text: str
    signal: str
    why: str
    box: tuple[int, int, int, int] | msgspec.UnsetType = msgspec.UNSET


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What one signal saw in one document.

    Args:
        signal: The signal's name in the pack.
        score: 0.0 (nothing) to 1.0 (certain); comparable only with readings of the same signal.
        spans: Evidence, in document order.
        count: How many distinct things were seen.
    """

    signal: str
    score: float = 0.0
    spans: tuple[Span, ...] = ()
    count: int = 0

    @property
    def hit(self) -> bool:
        """Whether anything was seen at all."""
        return self.score > 0.0


class Text:
    """One text as signals see it: its normal form and what passes found in it, each computed at most once.

    Documents judged together have equal texts in common.
    """

    __slots__ = ("_found", "sent")

    def __init__(self, sent: str, /) -> None:
        self.sent = sent
        self._found: dict[object, Any] = {}

    @property
    def normal(self) -> Normalised:
        """The normal form, computed on first use."""
        found: Normalised | None = self._found.get(normalise)
        if found is None:
            found = self._found[normalise] = normalise(self.sent)
        return found

    @property
    def utf8(self) -> bytes:
        """The normal form as UTF-8, encoded on first use."""
        found: bytes | None = self._found.get(encoded)
        if found is None:
            found = self._found[encoded] = encoded(self.normal.text)
        return found

    def shared(self, key: object, compute: Callable[[Text], Any], /) -> Any:
        """Return ``compute(self)``, computed once for this key: how signals share one pass over a text."""
        if key not in self._found:
            self._found[key] = compute(self)
        return self._found[key]

    def has(self, key: object, /) -> bool:
        """Say whether it is known what this key stands for."""
        return key in self._found

    def keep(self, key: object, value: Any, /) -> None:
        """Keep what ``shared`` then returns for a key."""
        self._found[key] = value


class Document:
    """One event as signals see it: its text fields, and its other facts.

    Args:
        fields: Text fields by name (``title``, ``body``, ``name``, ``bio`` …), as they were sent.
        facts: Everything else by fact name; a missing fact is absent, never None.
    """

    __slots__ = ("_texts", "facts", "fields")

    def __init__(self, fields: Mapping[str, str], facts: Mapping[str, Any]) -> None:
        self.fields = fields
        self.facts = facts
        self._texts: dict[str, Text] = {}

    def text(self, field: str, /) -> Text:
        """Return a text field.

        Raises:
            KeyError: The document has no such field.
        """
        found = self._texts.get(field)
        if found is None:
            found = self._texts[field] = Text(self.fields[field])
        return found

    def normalised(self, field: str, /) -> Normalised:
        """Return the normal form of a text field.

        Raises:
            KeyError: The document has no such field.
        """
        return self.text(field).normal

    def share(self, known: dict[str, Text], /) -> None:
        """Take its texts from those known, and add the others to them.

        Args:
            known: Texts by what was sent.
        """
        for field, sent in self.fields.items():
            found = known.get(sent)
            if found is None:
                found = known[sent] = Text(sent)
            self._texts[field] = found


def texts_of(documents: Iterable[Document], fields: Iterable[str], /, *, lacking: object) -> list[Text]:
    """Return the texts that some fields of documents hold, each once.

    Args:
        lacking: The key of what is already known of those left out.
    """
    named = tuple(fields)
    texts = (document.text(field) for document in documents for field in named if field in document.fields)
    return [text for text in dict.fromkeys(texts) if not text.has(lacking)]


def normal_forms(texts: Sequence[Text], /) -> list[Normalised]:
    """Return the normal forms of texts; those not known yet are computed in one pass."""
    lacking = [text for text in texts if not text.has(normalise)]
    for text, normal in zip(lacking, normalise_each([text.sent for text in lacking]), strict=True):
        text.keep(normalise, normal)
    return [text.normal for text in texts]


class Watch(ABC):
    """A pass that several signals share, which can say at once which of them may see something in a document."""

    @abstractmethod
    def awake(self, document: Document, /) -> set[str]:
        """Return the names of the signals that may see something; each of the others would read as nothing."""

    def prepare(self, documents: Sequence[Document], /) -> None:
        """Read documents that are judged together in one pass, where that is cheaper; no answer changes."""
        del documents


class EitherWatch(Watch):
    """Several passes together: a signal wakes where one of them sees something of it."""

    def __init__(self, *watches: Watch) -> None:
        self._watches = watches

    def awake(self, document: Document, /) -> set[str]:
        """Return the names any of the passes wakes."""
        return set().union(*(watch.awake(document) for watch in self._watches))

    def prepare(self, documents: Sequence[Document], /) -> None:
        """Let each pass read the documents."""
        for watch in self._watches:
            watch.prepare(documents)


class Example(msgspec.Struct, frozen=True):
    """A document a signal's author vouches for: what it must (or must not) see. Used by tests and by the docs."""

    fields: Mapping[str, str]
    hit: bool
    facts: Mapping[str, Any] = {}
    spans: tuple[str, ...] = ()
    """Texts of the spans expected, in order; empty means not stated."""


class Signal(ABC):
    """One observation. Instances are built once from the pack's declaration and are read many times; they hold no state.

    A document that lacks every declared input yields an unknown reading (the engine never calls ``read`` then).
    """

    kind: ClassVar[str]
    """The name packs use under ``kind:``."""
    cost: ClassVar[Cost]
    examples: ClassVar[tuple[Example, ...]]

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    @abstractmethod
    def fields(self) -> tuple[str, ...]:
        """Text fields this signal reads; at least one must be present in the document."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Facts this signal needs; all must be present, or the reading is unknown."""
        return ()

    @property
    def watch(self) -> Watch | None:
        """The shared pass that wakes this signal; None where it must be read to know."""
        return None

    @property
    def optional_facts(self) -> tuple[str, ...]:
        """Facts this signal reads where they are present; a document without them is read all the same."""
        return ()

    def prepare(self, documents: Sequence[Document], /) -> None:
        """Read documents that are judged together in one pass, where that is cheaper; no reading changes."""
        del documents

    @abstractmethod
    def read(self, document: Document, /) -> Reading:
        """Observe one document.

        Raises:
            SignalError: The observation failed; the engine records the reading as unknown.
        """
