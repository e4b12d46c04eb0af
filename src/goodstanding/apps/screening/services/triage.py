"""Sorting what came in: events to keep, repeats of events known already, and inputs that are no events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.services import Arrival
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Event, Refused
from goodstanding.core.events.outcome import Outcome, rejected, repeated

RawEvent = bytes | Mapping[str, Any] | Event | Refused
"""An input: JSON, a decoded CloudEvent or short form, an event, or the refusal that stands in its place."""

MAX_REF = 255
"""Characters in the id of an account or content."""

_WAITING = "the event is kept and waits to be evaluated."
_DIFFERS = "the event was sent before with another body; the first one stands."
_NAMED = ("content_id", "comment_id", "follower")


@dataclass(slots=True)
class Triage:
    """One batch, sorted.

    Args:
        answers: Position in the batch → its outcome, where that is known already.
        fresh: Position → event to keep.
        twins: Position → position of the same event earlier in the batch.
        differing: Repeats whose body differs from what was stored first.
    """

    size: int
    answers: dict[int, Outcome] = field(default_factory=dict)
    fresh: dict[int, Arrival] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)
    differing: list[Arrival] = field(default_factory=list)

    def outcomes(self) -> list[Outcome]:
        """Return the outcomes in input order, once every fresh event has its answer."""
        for position, first in self.twins.items():
            noted = self.answers.get(position)
            answer = repeated(self.answers[first])
            self.answers[position] = with_note(answer, _DIFFERS) if noted is not None else answer
        return [self.answers[position] for position in range(self.size)]


def decode(raw_events: Sequence[RawEvent], /, *, at: datetime) -> list[Event | Refused]:
    """Turn every input into an event or a refusal, in order."""
    return [_checked(raw if isinstance(raw, (Event, Refused)) else decode_event(raw, at=at)) for raw in raw_events]


def sort_events(decoded: Sequence[Event | Refused], /, *, at: datetime) -> Triage:
    """Sort a batch against itself and against what is stored, in one query."""
    triage = Triage(len(decoded))
    known = ingest.stored_events(item.key for item in decoded if isinstance(item, Event))
    first: dict[tuple[str, str], int] = {}
    for position, item in enumerate(decoded):
        if isinstance(item, Refused):
            triage.answers[position] = refusal(item)
            continue
        arrival = Arrival.of(item, at=at)
        if item.key in known:
            _note_repeat(triage, position, arrival, known[item.key])
        elif item.key in first:
            _note_twin(triage, position, arrival, first[item.key])
        else:
            first[item.key] = position
            triage.fresh[position] = arrival
    return triage


def refusal(refused: Refused, /) -> Outcome:
    """Answer an input that is no event, naming the place."""
    return rejected(refused.event_id, error=refused.message)


def with_note(outcome: Outcome, note: str, /) -> Outcome:
    """Return the outcome with one more note."""
    notes = outcome.notes if isinstance(outcome.notes, tuple) else ()
    return msgspec.structs.replace(outcome, notes=(*notes, note))


def _checked(item: Event | Refused) -> Event | Refused:
    """Refuse ids longer than the columns that keep them."""
    if isinstance(item, Refused):
        return item
    if len(item.subject) > MAX_REF:
        return Refused(f"subject has {len(item.subject)} characters; at most {MAX_REF} are allowed.", "/subject", item.id)
    for name in _NAMED:
        value = item.data.get(name)
        if isinstance(value, str) and len(value) > MAX_REF:
            return Refused(f"has {len(value)} characters; at most {MAX_REF} are allowed.", f"/data/{name}", item.id)
    return item


def _note_repeat(triage: Triage, position: int, arrival: Arrival, stored: tuple[str, str]) -> None:
    sha256, answer = stored
    if answer:
        outcome = repeated(msgspec.json.decode(answer, type=Outcome))
    else:
        outcome = with_note(Outcome(event_id=arrival.event.id, status="duplicate", degraded=True), _WAITING)
    if sha256 != arrival.sha256:
        outcome = with_note(outcome, _DIFFERS)
        triage.differing.append(arrival)
    triage.answers[position] = outcome


def _note_twin(triage: Triage, position: int, arrival: Arrival, first: int) -> None:
    triage.twins[position] = first
    if triage.fresh[first].sha256 != arrival.sha256:
        triage.differing.append(arrival)
        triage.answers[position] = Outcome(event_id=arrival.event.id, status="duplicate")
