"""Events kept first and judged later by a worker: durable before they are acknowledged, judged exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from goodstanding.apps.common.services import enqueue
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.ingest.services import note_repeats, pending_events, save_outcomes, store_events
from goodstanding.apps.screening.services.consequences import open_cases
from goodstanding.apps.screening.services.evaluating import evaluate_events
from goodstanding.apps.screening.services.image_queue import enqueue_images
from goodstanding.apps.screening.services.receiving import note_originality, record_batch
from goodstanding.apps.screening.services.triage import RawEvent, decode, sort_events
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Event, Refused
from goodstanding.core.events.outcome import Outcome, encode

TOPIC = "events.screen"
"""Outbox topic of the work left by ``receive_events_for_later``; one message may do the work of many."""

_ROUND = 500
_TRIES = 3


def receive_events_for_later(raw_events: Sequence[RawEvent], /, *, source_actor: Actor, at: datetime) -> list[Outcome]:
    """Keep a batch of events durably and leave judging them to a worker.

    Returns:
        An outcome each; accepted ones carry no suggestion yet (``degraded`` is true until they are judged).
    """
    decoded = decode(raw_events, at=at)
    for tries in range(1, _TRIES + 1):
        try:
            with immediate():
                return _keep(decoded, actor=source_actor, at=at)
        except IntegrityError:
            if tries == _TRIES:
                raise
    raise AssertionError("unreachable")


def _keep(decoded: Sequence[Event | Refused], *, actor: Actor, at: datetime) -> list[Outcome]:
    triage = sort_events(decoded, at=at)
    store_events([(arrival, "") for arrival in triage.fresh.values()], at=at)
    note_repeats(triage.differing, at=at)
    for position, arrival in triage.fresh.items():
        triage.answers[position] = Outcome(event_id=arrival.event.id, status="accepted", degraded=True, notes=arrival.event.notes)
    if triage.fresh:
        enqueue(TOPIC, key=actor.ref[:128], payload={"events": len(triage.fresh)}, at=at)
        hashes = [arrival.sha256 for arrival in triage.fresh.values()]
        record_batch("events:kept", [], stored=hashes, triage=triage, actor=actor, at=at)
    return triage.outcomes()


def screen_pending(*, at: datetime) -> int:
    """Judge every event that waits, oldest first, one transaction per 500; say how many there were."""
    total = 0
    while True:
        with immediate():
            waiting = pending_events(limit=_ROUND)
            if not waiting:
                return total
            events = {pk: decode_event(body, at=at) for pk, body in waiting.items()}
            known = {pk: event for pk, event in events.items() if isinstance(event, Event)}
            screened = evaluate_events(list(known.values()), at=at)
            open_cases(screened, at=at)
            note_originality(screened, at=at)
            outcomes = {pk: encode(item.outcome()).decode() for pk, item in zip(known, screened, strict=True)}
            save_outcomes(outcomes)
            enqueue_images(known.values(), at=at)
            record_batch("events:screened", screened, stored=list(outcomes.values()), triage=None, actor=SYSTEM, at=at)
            total += len(outcomes)
