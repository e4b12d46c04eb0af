"""Writing the outbox and the store of answers already given."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from goodstanding.apps.common.errors import KeyReused
from goodstanding.apps.common.models import IdempotencyRecord, OutboxMessage
from goodstanding.apps.common.sealing import seal, unseal
from goodstanding.apps.common.transactions import immediate, require_transaction

CLAIM = timedelta(minutes=5)
"""How long a worker may take over one message before another may try it."""
PATIENCE = timedelta(hours=72)
"""How long a message is tried before it is given up and shown to staff."""
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=2)
ANSWER_KEPT = timedelta(hours=48)
_ANSWER = "common.answer"


@dataclass(frozen=True, slots=True)
class MessageView:
    """One outbox message, as its handler sees it."""

    id: int
    topic: str
    key: str
    payload: dict[str, Any]
    created_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a request."""

    status: int
    body: str
    is_repeated: bool


def enqueue(topic: str, /, *, key: str, payload: Mapping[str, Any], at: datetime, available_at: datetime | None = None) -> int:
    """Put work into the outbox, in the transaction of what caused it.

    Args:
        topic: What kind of work.
        key: What it is about.
        payload: References only, JSON.
        at: Now.
        available_at: Not before this; now when None.

    Raises:
        OutsideTransaction: No transaction is open.
    """
    require_transaction("Work put into the outbox")
    first_try = available_at or at
    message = OutboxMessage.objects.create(
        topic=topic, key=key, payload=dict(payload), created_at=at, available_at=first_try, give_up_at=first_try + PATIENCE
    )
    return message.pk


def enqueue_each(topic: str, payloads: Mapping[str, Mapping[str, Any]], /, *, at: datetime) -> None:
    """Put one piece of work per key into the outbox, all at once; due now.

    Raises:
        OutsideTransaction: No transaction is open.
    """
    require_transaction("Work put into the outbox")
    OutboxMessage.objects.bulk_create(
        OutboxMessage(topic=topic, key=key, payload=dict(told), created_at=at, available_at=at, give_up_at=at + PATIENCE)
        for key, told in payloads.items()
    )


def untried(topic: str, keys: Collection[str], /) -> frozenset[str]:
    """Name the keys a message of the topic waits for that nobody has tried yet, and keep it from being tried until we commit.

    What is read when it is tried is then at least as new as the caller's change: a second message would say nothing more.

    Raises:
        OutsideTransaction: No transaction is open.
    """
    require_transaction("Work that joins a message of the outbox")
    rows = OutboxMessage.objects.filter(topic=topic, key__in=list(keys), attempts=0, done_at=None, failed_at=None)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return frozenset(rows.order_by("id").values_list("key", flat=True))


def claim_due(topics: Collection[str], /, *, at: datetime, limit: int = 100) -> list[MessageView]:
    """Take messages that are due, so that no other worker takes them for five minutes.

    The claim is itself a delay: ``available_at`` moves ahead. A worker that dies loses nothing; its messages come due again.
    """
    with immediate():
        waiting = OutboxMessage.objects.filter(topic__in=topics, available_at__lte=at, done_at=None, failed_at=None)
        query = waiting.order_by("available_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            query = query.select_for_update(skip_locked=True)
        rows = list(query[:limit])
        OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(available_at=at + CLAIM, attempts=F("attempts") + 1)
    return [MessageView(row.pk, row.topic, row.key, row.payload, row.created_at, row.attempts + 1) for row in rows]


def mark_done(message_id: int, /, *, at: datetime) -> None:
    """Note that a message's work is done."""
    OutboxMessage.objects.filter(pk=message_id, done_at=None).update(done_at=at, last_error="")


def mark_failed(message_id: int, /, *, error: str, at: datetime) -> None:
    """Note a failed attempt; the next comes after a pause that doubles, from 5 seconds to 2 hours, for 72 hours."""
    with immediate():
        row = OutboxMessage.objects.select_for_update().get(pk=message_id)
        pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 20), LONGEST_PAUSE)
        row.last_error = error[:500]
        row.available_at = at + pause
        row.failed_at = at if at >= row.give_up_at else None
        row.save(update_fields=["last_error", "available_at", "failed_at"])


def send_again(message_id: int, /, *, at: datetime) -> None:
    """Make a message due once more, also one that was given up or done (a redelivery asked for by a person)."""
    OutboxMessage.objects.filter(pk=message_id).update(
        done_at=None, failed_at=None, available_at=at, give_up_at=at + PATIENCE, attempts=0
    )


def take_up_again(topics: Collection[str], /, *, at: datetime) -> int:
    """Make given-up messages of these topics due again; return how many. For work that ends only with an answer."""
    given_up = OutboxMessage.objects.filter(topic__in=list(topics), failed_at__isnull=False, done_at__isnull=True)
    return given_up.update(failed_at=None, available_at=at, give_up_at=at + PATIENCE)


def answer_once(key: str, /, *, scope: str, request: bytes, at: datetime, act: Callable[[], tuple[int, str]]) -> Answer:
    """Do an act once per idempotency key, and give its first answer to every repetition.

    The answer is stored in the act's own transaction: after a crash either both are there or neither. Two requests at the
    same instant: one acts, the other waits for it and is given the same answer.

    Args:
        key: The ``Idempotency-Key``.
        scope: Who asks; keys of different askers never meet.
        request: Method, path and body: a key may not come back with anything else.
        at: Now.
        act: Does the thing and returns status and body. A status of 500 or above is not kept.

    Raises:
        KeyReused: The key was used for a different request.
    """
    digest = hashlib.sha256(request).hexdigest()
    try:
        with immediate():
            held = _answered(key, scope, digest)
            if held is not None:
                return held
            # The row is written before the act: on PostgreSQL a twin request waits here for ours to commit.
            row = IdempotencyRecord.objects.create(scope=scope, key=key, request_sha256=digest, status=0, body="", created_at=at)
            row.status, told = act()
            if row.status >= 500:
                transaction.set_rollback(True)
            else:
                row.body = base64.b64encode(seal(told, context=_ANSWER)).decode()
                row.save(update_fields=["status", "body"])
            return Answer(row.status, told, is_repeated=False)
    except IntegrityError:
        held = _answered(key, scope, digest)
        if held is None:
            raise
        return held


def forget_answers(*, at: datetime) -> int:
    """Delete answers older than 48 hours and say how many."""
    return IdempotencyRecord.objects.filter(created_at__lt=at - ANSWER_KEPT).delete()[0]


def _answered(key: str, scope: str, digest: str) -> Answer | None:
    row = IdempotencyRecord.objects.filter(scope=scope, key=key).first()
    if row is None:
        return None
    if row.request_sha256 != digest:
        raise KeyReused("The Idempotency-Key was used before for a different request.", hint="Use a new key for a new request.")
    return Answer(row.status, unseal(base64.b64decode(row.body), context=_ANSWER), is_repeated=True)
