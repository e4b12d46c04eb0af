"""The door for events: sorted, judged, stored, answered and recorded in one transaction for the whole batch (ADR 0011)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from django.db import Error as DatabaseFault
from django.db import IntegrityError, InterfaceError, OperationalError

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ulid_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest.services import note_repeats, store_events
from goodstanding.apps.originality.services.receiving import note_publications
from goodstanding.apps.screening.services.consequences import open_cases
from goodstanding.apps.screening.services.evaluating import FAILED, Screened, evaluate_events
from goodstanding.apps.screening.services.image_queue import enqueue_images
from goodstanding.apps.screening.services.triage import RawEvent, Triage, decode, sort_events
from goodstanding.core.events.event import Event, Refused
from goodstanding.core.events.outcome import Outcome, encode

_log: Any = structlog.get_logger()
_TRIES = 3
"""Two calls may bring the same event at the same instant; the second then finds it stored and is answered as a repeat."""


def receive_events(raw_events: Sequence[RawEvent], /, *, source_actor: Actor, at: datetime) -> list[Outcome]:
    """Take a batch of events in and answer each, in order. When this returns inside no other transaction, all of it is durable.

    Each event is judged by what the events before it changed. A repeat is answered with the first outcome and changes nothing.
    An input that is no event is answered as rejected; an event that cannot be judged is kept and answered as degraded.

    Args:
        raw_events: JSON, decoded CloudEvents or short forms, events, or refusals from decoding.
        source_actor: Who sent them.
        at: When they were received.
    """
    decoded = decode(raw_events, at=at)
    try:
        return _received_once(decoded, actor=source_actor, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # noqa: BLE001  one event must never cost the batch
        _log.exception("batch failed, going on one by one", size=len(decoded), fault=type(fault).__name__)
        return [_received_alone(item, actor=source_actor, at=at) for item in decoded]


def _received_once(decoded: Sequence[Event | Refused], *, actor: Actor, at: datetime) -> list[Outcome]:
    for tries in range(1, _TRIES + 1):
        try:
            with immediate():
                return _receive(decoded, actor=actor, at=at)
        except IntegrityError:
            if tries == _TRIES:
                raise
    raise AssertionError("unreachable")


def _receive(decoded: Sequence[Event | Refused], *, actor: Actor, at: datetime) -> list[Outcome]:
    triage = sort_events(decoded, at=at)
    screened = evaluate_events([arrival.event for arrival in triage.fresh.values()], at=at)
    open_cases(screened, at=at)
    note_originality(screened, at=at)
    answer(triage, screened)
    stored = [(arrival, encode(triage.answers[position]).decode()) for position, arrival in triage.fresh.items()]
    store_events(stored, at=at)
    note_repeats(triage.differing, at=at)
    enqueue_images((arrival.event for arrival in triage.fresh.values()), at=at)
    outcomes = triage.outcomes()
    record_batch("events:received", screened, stored=[outcome for _, outcome in stored], triage=triage, actor=actor, at=at)
    return outcomes


def _received_alone(item: Event | Refused, *, actor: Actor, at: datetime) -> Outcome:
    """Receive one event of a batch that failed; where it fails alone, keep it unjudged."""
    try:
        return _received_once([item], actor=actor, at=at)[0]
    except (OperationalError, InterfaceError):
        raise
    except (DatabaseFault, Exception) as fault:  # noqa: BLE001  it is kept whatever is wrong with it
        _log.exception("event kept unjudged", fault=type(fault).__name__)
        with immediate():
            return _keep_unjudged(item, actor=actor, at=at)


def _keep_unjudged(item: Event | Refused, *, actor: Actor, at: datetime) -> Outcome:
    triage = sort_events([item], at=at)
    for position, arrival in triage.fresh.items():
        notes = (*arrival.event.notes, FAILED)
        triage.answers[position] = Outcome(event_id=arrival.event.id, status="accepted", degraded=True, notes=notes)
        outcome = encode(triage.answers[position]).decode()
        store_events([(arrival, outcome)], at=at)
        record_batch("events:received", [], stored=[outcome], triage=triage, actor=actor, at=at)
    return triage.outcomes()[0]


def note_originality(screened: Sequence[Screened], /, *, at: datetime) -> None:
    """Write down what was declared original or published as a repost; what a repost form lacks is noted with the outcome."""
    for position, notes in note_publications([item.event for item in screened], at=at).items():
        screened[position].notes.extend(notes)


def answer(triage: Triage, screened: Sequence[Screened], /) -> None:
    """Give each fresh event of a batch its outcome."""
    for position, item in zip(triage.fresh, screened, strict=True):
        triage.answers[position] = item.outcome()


def record_batch(
    action: str, screened: Sequence[Screened], /, *, stored: Sequence[str], triage: Triage | None, actor: Actor, at: datetime
) -> None:
    """Write one log entry for a batch: how many events, and the hash of all their outcomes. Nothing new, no entry."""
    if not stored:
        return
    payload: dict[str, Any] = {
        "events": len(stored),
        "outcomes_sha256": hashlib.sha256("\n".join(stored).encode()).hexdigest(),
        "pack": next((item.evaluation.pack for item in screened if item.evaluation is not None), None),
        "cases": sorted({item.case for item in screened if item.case}),
        "degraded": sum(1 for item in screened if item.evaluation is None or item.evaluation.degraded),
    }
    if triage is not None:
        payload["received"] = triage.size
    audit.record(action, actor=actor, subject_kind="batch", subject_ref=new_ulid_ref("B"), payload=payload, at=at)
