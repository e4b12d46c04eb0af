"""Writing webhooks: naming endpoints, and sending each message at least once, signed, from the durable outbox.

What failed is tried again by the outbox, after pauses that double from five seconds to two hours, for 72 hours.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import rfc8785

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import MessageView, enqueue
from goodstanding.apps.common.refs import new_ref, new_ulid_ref
from goodstanding.apps.common.sealing import seal, unseal
from goodstanding.apps.common.services import PATIENCE
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.webhooks import ports, selectors, signing
from goodstanding.apps.webhooks.errors import (
    DeliveryUnknown,
    EndpointEnded,
    EndpointUnknown,
    NotDelivered,
    TopicUnknown,
    WebhookError,
)
from goodstanding.apps.webhooks.models import Attempt, Delivery, DeliveryStatus, Endpoint
from goodstanding.apps.webhooks.records import DeliveryRecord, EndpointRecord
from goodstanding.apps.webhooks.topics import TOPICS

DELIVER = "webhook.deliver"
REST = timedelta(seconds=30)
"""How long an endpoint that just failed is left alone, so that one dead address does not hold up everything else."""
_SECRET = "webhooks.secret"  # noqa: S105  the name of a kind of secret
_GONE = 410
_LONGEST_ERROR = 300


def register_endpoint(
    url: str, /, *, topics: Sequence[str] = TOPICS, title: str = "", actor: Actor, at: datetime
) -> tuple[EndpointRecord, str]:
    """Name an address to be told, and return it with its secret, which cannot be shown again.

    Args:
        url: A public https address.
        topics: What it is told of; everything unless said otherwise.

    Raises:
        AddressRefused: The address may never be called.
        TopicUnknown: A topic is unknown, or there is none.
    """
    ports.sender().check_address(url)
    _check_topics(topics)
    secret = signing.new_secret()
    with immediate():
        audit.hold_log()
        row = Endpoint.objects.create(
            ref=new_ref("W"),
            url=url,
            topics=[topic for topic in TOPICS if topic in topics],
            title=title,
            secret_sealed=seal(secret, context=_SECRET),
            created_at=at,
        )
        _record("webhook:registered", row, actor=actor, at=at)
    return selectors.endpoint_record(row), secret


def rotate_secret(ref: str, /, *, actor: Actor, at: datetime) -> tuple[EndpointRecord, str]:
    """Give an endpoint a new secret; the one before goes on signing beside it until the next rotation.

    Raises:
        EndpointUnknown: No endpoint has that reference.
        EndpointEnded: It was ended.
    """
    secret = signing.new_secret()
    with immediate():
        audit.hold_log()
        row = _live(ref)
        row.former_secret_sealed, row.secret_sealed, row.rotated_at = row.secret_sealed, seal(secret, context=_SECRET), at
        row.save(update_fields=["former_secret_sealed", "secret_sealed", "rotated_at"])
        _record("webhook:secret_rotated", row, actor=actor, at=at)
    return selectors.endpoint_record(row), secret


def end_endpoint(ref: str, /, *, because: str, actor: Actor, at: datetime) -> EndpointRecord:
    """Stop telling an address, for good; what waits for it is dropped, visibly.

    Raises:
        EndpointUnknown: No endpoint has that reference.
        EndpointEnded: It was ended before.
    """
    with immediate():
        audit.hold_log()
        row = _live(ref)
        row.ended_at, row.ended_because = at, because[:200]
        row.save(update_fields=["ended_at", "ended_because"])
        _record("webhook:ended", row, actor=actor, at=at)
    return selectors.endpoint_record(row)


def fan_out(message: MessageView, at: datetime, /) -> None:
    """Queue one message for every live endpoint that is told of its topic (outbox handler); again changes nothing.

    An endpoint is told of what happened since it was registered, however late the worker comes to it.
    """
    body = rfc8785.dumps({"type": message.topic, "timestamp": message.created_at.isoformat(), "data": message.payload}).decode()
    with immediate():
        for row in Endpoint.objects.filter(ended_at=None).order_by("id"):
            if message.topic not in row.topics or message.created_at < row.created_at:
                continue
            made, is_new = Delivery.objects.get_or_create(
                endpoint=row,
                message_id=message.id,
                defaults={
                    "ref": new_ulid_ref("M"),
                    "topic": message.topic,
                    "key": message.key,
                    "body": body,
                    "created_at": at,
                    "queued_at": at,
                },
            )
            if is_new:
                enqueue(DELIVER, key=made.ref, payload={"delivery": made.ref}, at=at)


def deliver(message: MessageView, at: datetime, /) -> None:
    """Send one message to one endpoint (outbox handler); after it was taken, asking again does nothing.

    Raises:
        NotDelivered: It was not taken with a 2xx; the outbox tries again.
    """
    row = Delivery.objects.select_related("endpoint").get(ref=message.payload["delivery"])
    endpoint = row.endpoint
    if row.status == DeliveryStatus.DELIVERED:
        return
    if endpoint.ended_at is not None:
        Delivery.objects.filter(pk=row.pk).update(status=DeliveryStatus.DROPPED)
        return
    if endpoint.failed_at is not None and at - endpoint.failed_at < REST:
        raise NotDelivered(f"The webhook {endpoint.ref} failed a moment ago and is left alone for a while.")
    reply, error = _call(row, at)
    if reply is not None and 200 <= reply.status < 300:
        _took(row, at)
        return
    _failed(row, reply, at)
    raise NotDelivered(error or f"The webhook {endpoint.ref} answered {reply.status if reply else 'nothing'}.")


def redeliver(delivery_ref: str, /, *, actor: Actor, at: datetime) -> DeliveryRecord:
    """Send one message again, whatever became of it before; its id and body stay the same.

    Raises:
        DeliveryUnknown: No delivery has that reference.
        EndpointEnded: Its endpoint was ended.
    """
    with immediate():
        audit.hold_log()
        row = Delivery.objects.select_for_update(of=("self",)).select_related("endpoint").filter(ref=delivery_ref).first()
        if row is None:
            raise DeliveryUnknown(f"There is no delivery “{delivery_ref}”.", hint="Check the reference.")
        _live(row.endpoint.ref)
        row.status, row.queued_at = DeliveryStatus.QUEUED, at
        row.save(update_fields=["status", "queued_at"])
        enqueue(DELIVER, key=row.ref, payload={"delivery": row.ref}, at=at)
        audit.record(
            "webhook:redelivered",
            actor=actor,
            subject_kind="delivery",
            subject_ref=row.ref,
            payload={"webhook": row.endpoint.ref, "topic": row.topic},
            at=at,
        )
    return selectors.delivery(delivery_ref)


def _call(row: Delivery, at: datetime) -> tuple[ports.Reply | None, str]:
    body = row.body.encode()
    sealed = (row.endpoint.secret_sealed, row.endpoint.former_secret_sealed)
    live = [unseal(secret, context=_SECRET) for secret in sealed if secret]
    headers = signing.headers(live, message_id=row.ref, timestamp=int(at.timestamp()), body=body)
    reply, error = None, ""
    try:
        reply = ports.sender().post(row.endpoint.url, body=body, headers=headers)
    except WebhookError as fault:
        error = fault.message
    Attempt.objects.create(
        delivery=row,
        at=at,
        status_code=reply.status if reply else None,
        milliseconds=reply.milliseconds if reply else 0,
        error=error[:_LONGEST_ERROR],
    )
    return reply, error


def _took(row: Delivery, at: datetime) -> None:
    Delivery.objects.filter(pk=row.pk).update(status=DeliveryStatus.DELIVERED, delivered_at=at)
    Endpoint.objects.filter(pk=row.endpoint_id).exclude(failed_at=None).update(failed_at=None)
    ports.confirm(row.topic, json.loads(row.body)["data"], at=at)


def _failed(row: Delivery, reply: ports.Reply | None, at: datetime) -> None:
    is_over = at >= row.queued_at + PATIENCE
    Delivery.objects.filter(pk=row.pk).update(status=DeliveryStatus.FAILED if is_over else DeliveryStatus.FAILING)
    Endpoint.objects.filter(pk=row.endpoint_id).update(failed_at=at)
    if reply is not None and reply.status == _GONE:
        end_endpoint(row.endpoint.ref, because="The address answered 410 Gone.", actor=SYSTEM, at=at)


def _check_topics(topics: Sequence[str]) -> None:
    unknown = [topic for topic in topics if topic not in TOPICS]
    if unknown or not topics:
        named = f"“{unknown[0]}” is not a topic." if unknown else "A webhook is told of something."
        raise TopicUnknown(named, hint=f"Use some of {', '.join(TOPICS)}.")


def _live(ref: str) -> Endpoint:
    row = Endpoint.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise EndpointUnknown(f"There is no webhook “{ref}”.", hint="Check the reference.")
    if row.ended_at is not None:
        raise EndpointEnded(f"The webhook {ref} was ended.", hint="Register a new one.")
    return row


def _record(action: str, row: Endpoint, *, actor: Actor, at: datetime) -> None:
    audit.record(action, actor=actor, subject_kind="webhook", subject_ref=row.ref, payload={"topics": list(row.topics)}, at=at)
