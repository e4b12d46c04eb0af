"""What a pack declares about signals, as this package sees it: the policy package's classes fit these shapes.

The policy and signals packages may not import one another, so the border between them is structural.
"""

# ruff: noqa: D102  the members of a shape are described by the classes that fit it

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


class Place(Protocol):
    """Where in a pack something is written."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...


class Entry(Protocol):
    """One line of a bank."""

    @property
    def pattern(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def expires(self) -> date | None: ...
    @property
    def readings(self) -> Sequence[str] | None: ...


class Bank(Protocol):
    """A list of phrases or expressions."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def where(self) -> Place | None: ...


class Declaration(Protocol):
    """A signal as a pack declares it."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def options(self) -> Mapping[str, Any]: ...
    @property
    def where(self) -> Place | None: ...


@dataclass(frozen=True, slots=True)
class SamplePlace:
    """A place in a file that exists only in an example."""

    file: str = "signals.yaml"
    line: int = 1


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """A bank line of an example."""

    pattern: str
    weight: float = 1.0
    expires: date | None = None
    readings: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SampleBank:
    """A bank of an example: what a signal's own demonstration and its documentation use."""

    id: str
    kind: str
    entries: tuple[SampleEntry, ...]
    where: SamplePlace | None = None


@dataclass(frozen=True, slots=True)
class SampleDeclaration:
    """A declaration of an example."""

    name: str
    kind: str
    options: Mapping[str, Any]
    where: SamplePlace | None = SamplePlace()
