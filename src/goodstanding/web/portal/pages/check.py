"""The self-check: what the rules in force would say of a text before it is published. Nothing is stored, nobody is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.registry import selectors as registry
from goodstanding.core.engine.evaluation import Violation
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Refused
from goodstanding.core.signals.base import Span
from goodstanding.web.rulebook import ClauseText, RuleText, clause_texts, live_policy, rules_named

LONGEST_TEXT = 20_000
"""Characters of a text that is checked at once."""
_EVENT_ID = "self-check"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text somebody wants to publish, and the account they would publish it with (empty: none in particular)."""

    title: str
    body: str
    account_ref: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to check."""
        return not (self.title.strip() or self.body.strip())

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than can be checked at once."""
        return len(self.title) + len(self.body) > LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the text: where it begins and its own words; never what was looked for.

    Args:
        line: Line of the field, from 1.
        is_anchor: Whether the mark in the text points here; a passage two rules share is listed twice and anchored once.
    """

    number: int
    field: str
    line: int
    text: str
    is_anchor: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule the text would break: its clauses, the places, and what to do."""

    rule: RuleText
    clauses: tuple[ClauseText, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the text with the passages marked. ``offset`` is how many passages earlier fields hold."""

    name: str
    text: str
    marks: tuple[Span, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules in force say of a draft."""

    pack_name: str
    fields: tuple[Field, ...]
    hits: tuple[Hit, ...]


def checked(draft: Draft, /, *, language: str, at: datetime) -> Checked | Refused:
    """Judge a draft by the live pack for the day of ``at``.

    Returns:
        What was found, or why the text cannot be read.

    Raises:
        NoLivePack: No pack is live.
    """
    engine, pack = policies.live_engine(at=at), live_policy()
    event = decode_event({"id": _EVENT_ID, "text": draft.body, **({"title": draft.title} if draft.title else {})}, at=at)
    if isinstance(event, Refused):
        return event
    evaluation = engine.evaluate({"event": event.cloud_event(), **_account(draft.account_ref, at=at)})
    texts = {"title": draft.title, "body": draft.body}
    marks = {name: _distinct(evaluation.violations, name, text) for name, text in texts.items()}
    offsets = {"title": 0, "body": len(marks["title"])}
    numbers = {
        (name, span.start, span.end): number
        for name, spans in marks.items()
        for number, span in enumerate(spans, start=offsets[name] + 1)
    }
    rules = {rule.id: rule for rule in rules_named((one.rule for one in evaluation.violations), pack, language)}
    anchored: set[int] = set()
    hits = tuple(
        Hit(rules[one.rule], clause_texts(one.clauses, pack, language), _places(one, numbers, texts, anchored))
        for one in evaluation.violations
    )
    return Checked(
        pack_name=evaluation.pack,
        fields=tuple(Field(name, text, marks[name], offsets[name]) for name, text in texts.items() if text),
        hits=hits,
    )


def _account(ref: str, *, at: datetime) -> Mapping[str, Any]:
    facts = registry.account_facts([ref], at=at).get(ref) if ref else None
    return {"account": facts} if facts else {}


def _distinct(violations: Iterable[Violation], field: str, text: str) -> tuple[Span, ...]:
    """List the places of one field, each once, in order."""
    found = {(span.start, span.end): span for one in violations for span in one.spans if span.field == field}
    return tuple(span for (start, end), span in sorted(found.items()) if 0 <= start < end <= len(text))


def _places(
    violation: Violation, numbers: Mapping[tuple[str, int, int], int], texts: Mapping[str, str], anchored: set[int]
) -> tuple[Place, ...]:
    """List the places of one rule in order; those listed for the first time are noted in ``anchored``."""
    spans = {number: span for span in violation.spans if (number := numbers.get((span.field, span.start, span.end))) is not None}
    found = []
    for number, span in sorted(spans.items()):
        text = texts[span.field]
        line = text.count("\n", 0, span.start) + 1
        found.append(Place(number, span.field, line, text[span.start : span.end], is_anchor=number not in anchored))
        anchored.add(number)
    return tuple(found)
