"""Keeping events: every accepted event is one row, written once, with the outcome it was answered first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from goodstanding.apps.common.bulk import insert_rows
from goodstanding.apps.ingest.models import RepeatedEvent, StoredEvent
from goodstanding.core.events.event import Event

_COLUMNS = ("source", "event_id", "type", "time", "subject", "body", "body_sha256", "received_at", "outcome", "problems")


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event together with its canonical hash: the same event has the same hash, however it was written.

    Args:
        sha256: Of the event's content without the time of receipt that stands in for an absent time.
    """

    event: Event
    sha256: str

    @classmethod
    def of(cls, event: Event, /, *, at: datetime) -> Arrival:
        """Hash an event received at an instant."""
        told = event.cloud_event()
        if event.time == at and event.time_text == at.isoformat():
            told.pop("time")
        return cls(event, hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest())


def store_events(outcomes: Iterable[tuple[Arrival, str]], /, *, at: datetime) -> None:
    """Store events with their outcomes, in the caller's transaction.

    Args:
        outcomes: Each event with its outcome as JSON; an empty outcome marks it as waiting to be evaluated.
        at: When they were received.

    Raises:
        IntegrityError: One of them was stored meanwhile by somebody else.
    """
    insert_rows(
        StoredEvent,
        _COLUMNS,
        [
            (
                arrival.event.source,
                arrival.event.id,
                arrival.event.type,
                arrival.event.time,
                arrival.event.subject,
                msgspec.json.encode(arrival.event.cloud_event()).decode(),
                arrival.sha256,
                at,
                outcome,
                msgspec.json.encode(arrival.event.notes).decode() if arrival.event.notes else "",
            )
            for arrival, outcome in outcomes
        ],
    )


def note_repeats(arrivals: Iterable[Arrival], /, *, at: datetime) -> None:
    """Note repeats whose body differed from the event first stored; noting one again changes nothing."""
    RepeatedEvent.objects.bulk_create(
        [
            RepeatedEvent(source=arrival.event.source, event_id=arrival.event.id, body_sha256=arrival.sha256, received_at=at)
            for arrival in arrivals
        ],
        ignore_conflicts=True,
    )


def pending_events(*, limit: int) -> dict[int, bytes]:
    """Take stored events not yet evaluated, oldest first, and lock them for the caller's transaction.

    Args:
        limit: At most so many, 1–1,000.

    Returns:
        The events as JSON, by row id.
    """
    rows = StoredEvent.objects.select_for_update(skip_locked=True).filter(outcome="").order_by("id")
    return {pk: body.encode() for pk, body in rows.values_list("id", "body")[:limit]}


def save_outcomes(outcomes: Mapping[int, str], /) -> None:
    """Write the first outcomes of events that waited, by row id; an outcome already there stays."""
    for pk, outcome in outcomes.items():
        StoredEvent.objects.filter(pk=pk, outcome="").update(outcome=outcome)
