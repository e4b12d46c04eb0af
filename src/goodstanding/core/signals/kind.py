"""A kind of signal: how a pack's declaration becomes a signal, with what its documentation and conformance tests need."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from goodstanding.core.signals.base import Document, Signal
from goodstanding.core.signals.declared import SampleBank
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.sharing import Sharing


class Kind(Signal):
    """A signal a pack can declare.

    ``example_options``, ``example_banks`` and ``example_models`` are the declaration under which ``examples`` hold.
    """

    option_notes: ClassVar[Mapping[str, str]]
    """Each option's name with one line on what it means, its unit, and its default."""
    example_options: ClassVar[Mapping[str, Any]] = {}
    example_banks: ClassVar[Mapping[str, SampleBank]] = {}
    example_models: ClassVar[Mapping[str, str]] = {}

    @classmethod
    @abstractmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares.

        Raises:
            SignalError: An option is missing or wrong; the error names the place in the pack.
        """


TEXT_FIELDS = ("title", "body")
"""The fields a text signal reads unless its declaration says otherwise."""

FIELDS_NOTE = "Text fields to read. Default: title, body."


class TextKind(Kind):
    """A kind that reads text fields and needs no fact; a field the document lacks is passed over."""

    def __init__(self, name: str, fields: tuple[str, ...]) -> None:
        super().__init__(name)
        self._fields = fields

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields the declaration names."""
        return self._fields

    def present(self, document: Document, /) -> list[str]:
        """Return those of its fields the document has, in the declaration's order."""
        return [field for field in self._fields if field in document.fields]
