"""What a signal is: a named observation with declared inputs, cost and examples, read from one document."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

import msgspec

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.text.normalise import normalise
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


class Document:
    """One event as signals see it: its text fields, its other facts, and each normal form computed at most once.

    Args:
        fields: Text fields by name (``title``, ``body``, ``name``, ``bio`` …), as they were sent.
        facts: Everything else by fact name; a missing fact is absent, never None.
    """

    __slots__ = ("_cache", "_normal", "_utf8", "facts", "fields")

    def __init__(self, fields: Mapping[str, str], facts: Mapping[str, Any]) -> None:
        self.fields = fields
        self.facts = facts
        self._normal: dict[str, Normalised] = {}
        self._utf8: dict[str, bytes] = {}
        self._cache: dict[object, Any] = {}

    def normalised(self, field: str, /) -> Normalised:
        """Return the normal form of a text field, computing it on first use.

        Raises:
            KeyError: The document has no such field.
        """
        found = self._normal.get(field)
        if found is None:
            found = self._normal[field] = normalise(self.fields[field])
        return found

    def utf8(self, field: str, /) -> bytes:
        """Return the normal form of a text field as UTF-8, encoding it on first use.

        Raises:
            KeyError: The document has no such field.
        """
        found = self._utf8.get(field)
        if found is None:
            found = self._utf8[field] = encoded(self.normalised(field).text)
        return found

    def shared(self, key: object, compute: Any, /) -> Any:
        """Return ``compute(self)``, computed once per document for this key: how signals share one pass over a text."""
        if key not in self._cache:
            self._cache[key] = compute(self)
        return self._cache[key]


class Watch(ABC):
    """A pass that several signals share, which can say at once which of them may see something in a document."""

    @abstractmethod
    def awake(self, document: Document, /) -> set[str]:
        """Return the names of the signals that may see something; each of the others would read as nothing."""


class EitherWatch(Watch):
    """Several passes together: a signal wakes where one of them sees something of it."""

    def __init__(self, *watches: Watch) -> None:
        self._watches = watches

    def awake(self, document: Document, /) -> set[str]:
        """Return the names any of the passes wakes."""
        return set().union(*(watch.awake(document) for watch in self._watches))


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

    @abstractmethod
    def read(self, document: Document, /) -> Reading:
        """Observe one document.

        Raises:
            SignalError: The observation failed; the engine records the reading as unknown.
        """
