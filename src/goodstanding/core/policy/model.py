"""What a policy pack holds once it is loaded and checked. Everything here is immutable and dated."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from goodstanding.core.kernel.severity import Severity

FactType = Literal["bool", "int", "double", "string", "timestamp", "list<string>", "list<int>", "list<double>"]
Suggestion = Literal["pass", "review", "hold"]
Scalar = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the pack something was written: for error messages. Line and column count from 1."""

    file: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in the product's two languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One article, paragraph or item, with the text a decision freezes.

    Args:
        sha256: SHA-256 of the UTF-8 text, hexadecimal.
        in_force: First day the clause binds; a decision about an earlier act may not cite it.
        open_ended: True where the clause alone cannot carry a decision.
    """

    ref: str
    text: str
    sha256: str
    in_force: date
    instrument: str
    instrument_title: str
    open_ended: bool = False
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A value rules may read: its CEL name, its type, and where it stands in the input document.

    Args:
        name: Dotted CEL name, e.g. ``content.body`` or ``account.age_days``.
        path: Keys from the root of the input document ``{"event": …, "account": …, "counters": …}``.
        events: Event types that can carry it; empty means all.
        text_field: Where the fact is a text signals may read: the field's name in outcomes, e.g. ``body``.
    """

    name: str
    type: FactType
    path: tuple[str, ...]
    events: tuple[str, ...] = ()
    text_field: str | None = None
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or word of policy with its history: the value in force on a day is the latest dated on or before it."""

    id: str
    type: FactType
    unit: str
    description: Bilingual
    reference: str
    values: tuple[tuple[date, Any], ...]
    where: Location | None = None

    def at(self, day: date, /) -> Any:
        """Return the value in force on a day.

        Raises:
            LookupError: No value was in force yet.
        """
        in_force = [value for since, value in self.values if since <= day]
        if not in_force:
            raise LookupError(f"parameter {self.id} has no value on {day.isoformat()}")
        return in_force[-1]


@dataclass(frozen=True, slots=True)
class SignalSpec:
    """A signal as the pack declares it: its name, its kind, and the kind's own options."""

    name: str
    kind: str
    options: Mapping[str, Any]
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts a bank or entry must see, and texts it must leave alone; ``pack test`` tries them."""

    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One phrase or expression of a bank. ``pattern`` is literal for phrase banks, RE2 syntax for expressions, hex for hashes.

    What an entry does not say of itself, its bank says: owner, clause and source.
    """

    pattern: str
    weight: float = 1.0
    expires: date | None = None
    note: str = ""
    readings: tuple[str, ...] | None = None
    """Disguises a phrase is also read in; None leaves that to its length, none at all reads it as it is written only."""
    line: int = field(default=0, compare=False)
    """Where it stands in its bank's file, counted from 1; a number and no place, since a bank may hold 100,000."""
    id: str = ""
    owner: str = ""
    clause: str = ""
    source: str = ""
    examples: Examples | None = None

    @property
    def key(self) -> str:
        """What hits are counted under: the id it was given, or one made of its pattern, the same in every version of the pack."""
        return self.id or hashlib.blake2b(self.pattern.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Bank:
    """A list of phrases, expressions or image hashes with an owner, a source and a review date."""

    id: str
    kind: Literal["phrases", "expressions", "image_hashes"]
    title: Bilingual
    owner: str
    source: str
    clause: str
    review_by: date
    entries: tuple[BankEntry, ...]
    rollout: float = 1.0
    """The share of events it acts on, above 0 and at most 1; in the others what it sees is recorded only."""
    examples: Examples | None = None
    where: Location | None = None

    def place_of(self, entry: BankEntry, /) -> Location | None:
        """Return where an entry stands, as far as that is known."""
        return Location(self.where.file, entry.line) if self.where is not None and entry.line else self.where


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when its condition holds, it names a violation (or a label only) with clauses, and suggests what to do.

    Args:
        id: Immutable for ever, ``label-like.kind``; history is keyed by it.
        events: Event types it runs on.
        clauses: Clause refs; specific enough to carry a decision (see core.kernel.clauses.is_specific).
        label: Violation label of the outside contract.
        when: The CEL condition, exactly as written.
        when_at: Where the first character of the condition stands in the file.
        score: 0.0–1.0, how sure a hit is; printed with the violation.
        mode: ``live`` acts, ``shadow`` is evaluated and recorded only, ``off`` is not compiled.
        effective_from, effective_to: The rule binds acts of days in ``[from, to)``; ``None`` means open.
        rollout: The share of events it acts on, above 0 and at most 1; in the others its hits are recorded as shadow.
    """

    id: str
    title: Bilingual
    events: tuple[str, ...]
    clauses: tuple[str, ...]
    label: str
    severity: Severity
    when: str
    suggestion: Suggestion
    queue: str
    score: float
    rationale: Bilingual
    advice: Bilingual
    owner: str
    review_by: date
    effective_from: date
    effective_to: date | None = None
    mode: Literal["live", "shadow", "off"] = "live"
    rollout: float = 1.0
    when_at: Location | None = None
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """A review queue and its published clock.

    Args:
        limit: Amount of ``unit`` within which a case must be decided.
        unit: ``hours`` (clock time) or ``working_days`` (Chinese calendar).
        restricted: True where only people granted the queue may see its cases.
    """

    id: str
    title: Bilingual
    limit: int
    unit: Literal["hours", "working_days"]
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class LadderStep:
    """What is proposed for a violation of this label and severity the n-th time: measures with durations in days.

    Args:
        label: Violation label, or ``*`` for any other.
        occurrence: 1 for the first time within the window, 2 for the second …; the last step also serves later ones.
        measures: ``{"code": "limit_function", "days": 7, "scope": "publish"}``; ``days`` absent means no end.
        maximum: The heaviest measure code allowed at this step even with an exception.
    """

    label: str
    severity: Severity
    occurrence: int
    measures: tuple[Mapping[str, Any], ...]
    maximum: str
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example of one rule: an input document and what the rule must say of it.

    Args:
        kind: ``hit``, ``miss`` or ``boundary`` (a date or number just inside or outside).
        at: The day the act happened (Asia/Shanghai).
    """

    rule: str
    name: str
    kind: Literal["hit", "miss", "boundary"]
    event: Mapping[str, Any]
    account: Mapping[str, Any]
    counters: Mapping[str, Any]
    expect: Literal["hit", "miss", "unknown"]
    at: date
    spans: tuple[str, ...] = ()
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """A checked policy pack. ``digest`` is the SHA-256 of its files' canonical bytes: the version a decision freezes."""

    id: str
    version: str
    title: Bilingual
    digest: str
    clauses: Mapping[str, Clause]
    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    signals: Mapping[str, SignalSpec]
    banks: Mapping[str, Bank]
    rules: tuple[Rule, ...]
    queues: Mapping[str, Queue]
    ladder: tuple[LadderStep, ...]
    ladder_window_days: int
    cases: tuple[Case, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    """Files of trained models by path, as they are."""

    @property
    def name(self) -> str:
        """``id@version``, as outcomes print it."""
        return f"{self.id}@{self.version}"
