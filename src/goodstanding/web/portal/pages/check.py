"""The self-check: what the rules in force would say of a text before it is published. Nothing is stored unless asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.screening.services.checking import CheckRecord, Place, check_event, places_of, record_check
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Refused
from goodstanding.web.rulebook import ClauseText, RuleText, clause_texts, rules_named

LONGEST_TEXT = 20_000
"""Characters of a text that is checked at once."""
_EVENT_ID = "self-check"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text somebody wants to publish, and the account they would publish it with (empty: none in particular).

    Args:
        is_to_be_recorded: Whether the author wants it on record that the text was checked.
    """

    title: str
    body: str
    account_ref: str = ""
    is_to_be_recorded: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to check."""
        return not (self.title.strip() or self.body.strip())

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than can be checked at once."""
        return len(self.title) + len(self.body) > LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Passage:
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
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the text with the passages marked. ``offset`` is how many passages earlier fields hold."""

    name: str
    text: str
    marks: tuple[Place, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules in force say of a draft, and the record of it where one was asked for."""

    pack_name: str
    fields: tuple[Field, ...]
    hits: tuple[Hit, ...]
    record: CheckRecord | None = None


def checked(draft: Draft, /, *, language: str, actor: Actor, at: datetime) -> Checked | Refused:
    """Judge a draft by the live pack for the day of ``at``.

    Args:
        actor: Who asks; named in the record where one is asked for.

    Returns:
        What was found, or why the text cannot be read.

    Raises:
        NoLivePack: No pack is live.
    """
    told = {"title": draft.title, "account_id": draft.account_ref}
    event = decode_event({"id": _EVENT_ID, "text": draft.body} | {name: text for name, text in told.items() if text}, at=at)
    if isinstance(event, Refused):
        return event
    found = check_event(event, at=at)
    texts = {"title": draft.title, "body": draft.body}
    by_rule = [(one, places_of(one)) for one in found.evaluation.violations]
    marks = {name: _distinct((place for _, places in by_rule for place in places), name, text) for name, text in texts.items()}
    offsets = {"title": 0, "body": len(marks["title"])}
    numbers = {place: number for name, ordered in marks.items() for number, place in enumerate(ordered, start=offsets[name] + 1)}
    rules = {rule.id: rule for rule in rules_named((one.rule for one, _ in by_rule), found.pack, language)}
    anchored: set[int] = set()
    return Checked(
        pack_name=found.evaluation.pack,
        fields=tuple(Field(name, text, marks[name], offsets[name]) for name, text in texts.items() if text),
        hits=tuple(
            Hit(rules[one.rule], clause_texts(one.clauses, found.pack, language), _shown(places, numbers, texts, anchored))
            for one, places in by_rule
        ),
        record=record_check(found, actor=actor, at=at) if draft.is_to_be_recorded else None,
    )


def _distinct(places: Iterable[Place], field: str, text: str) -> tuple[Place, ...]:
    """List the places of one field, each once, in order."""
    found = {place for place in places if place.field == field and 0 <= place.start < place.end <= len(text)}
    return tuple(sorted(found, key=lambda place: (place.start, place.end)))


def _shown(
    places: Iterable[Place], numbers: Mapping[Place, int], texts: Mapping[str, str], anchored: set[int]
) -> tuple[Passage, ...]:
    """List the places of one rule in order; those listed for the first time are noted in ``anchored``."""
    found = []
    for place in sorted((place for place in places if place in numbers), key=numbers.__getitem__):
        number, line = numbers[place], texts[place.field].count("\n", 0, place.start) + 1
        found.append(Passage(number, place.field, line, place.text, is_anchor=number not in anchored))
        anchored.add(number)
    return tuple(found)
