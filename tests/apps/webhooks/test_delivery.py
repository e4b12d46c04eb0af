"""Messages to the platform: at least once, signed, logged, and confirmed by the reply."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.apps.common.outbox import drain, enqueue
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.webhooks import selectors, services
from goodstanding.apps.webhooks.errors import EndpointEnded, NotDelivered, TopicUnknown
from goodstanding.apps.webhooks.records import DeliveryRecord, EndpointRecord
from tests.factories.hooks import OURS, Platform
from tests.factories.matters import decided, seed_matters

pytestmark = pytest.mark.django_db
URL = "https://platform.example/hooks"


def registered(at: datetime, **more: object) -> tuple[EndpointRecord, str]:
    return services.register_endpoint(URL, actor=SYSTEM, at=at, **more)  # type: ignore[arg-type]


def told(topic: str, *, at: datetime, **payload: object) -> None:
    with immediate():
        enqueue(topic, key="D-DEMO", payload={"decision": "D-DEMO", **payload}, at=at)


def work(at: datetime) -> None:
    """Do what is due: what a round puts into the outbox is due in the next."""
    for _ in range(2):
        drain(lambda: at, only=OURS)


def delivery_of(endpoint: EndpointRecord) -> DeliveryRecord:
    (found,) = selectors.deliveries_page(endpoint.ref).items
    return found


def expected_signature(secret: str, headers: Mapping[str, str], body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def test_message_is_sent_signed_as_standard_webhooks_has_it(platform: Platform, at: datetime) -> None:
    endpoint, secret = registered(at)
    told("decision.issued", at=at)

    work(at)

    ((body, headers),) = platform.calls
    assert ("decision.issued", "D-DEMO") == (json.loads(body)["type"], json.loads(body)["data"]["decision"])
    assert str(int(at.timestamp())) == headers["webhook-timestamp"]
    assert delivery_of(endpoint).ref == headers["webhook-id"]
    assert expected_signature(secret, headers, body) == headers["webhook-signature"]


def test_what_happened_before_a_webhook_was_registered_is_not_sent_to_it(platform: Platform, at: datetime) -> None:
    told("decision.issued", at=at - timedelta(seconds=1))
    endpoint, _ = registered(at)

    work(at)

    assert ([], ()) == (platform.calls, selectors.deliveries_page(endpoint.ref).items)


def test_both_secrets_sign_after_a_rotation(platform: Platform, at: datetime) -> None:
    endpoint, first = registered(at)
    _, second = services.rotate_secret(endpoint.ref, actor=SYSTEM, at=at)
    told("decision.issued", at=at)

    work(at)

    ((body, headers),) = platform.calls
    wanted = [expected_signature(secret, headers, body) for secret in (second, first)]
    assert wanted == headers["webhook-signature"].split(" ")


def test_second_rotation_retires_the_first_secret(platform: Platform, at: datetime) -> None:
    endpoint, first = registered(at)
    services.rotate_secret(endpoint.ref, actor=SYSTEM, at=at)
    services.rotate_secret(endpoint.ref, actor=SYSTEM, at=at)
    told("decision.issued", at=at)

    work(at)

    ((body, headers),) = platform.calls
    assert expected_signature(first, headers, body) not in headers["webhook-signature"]


def test_endpoint_is_told_only_of_its_topics(platform: Platform, at: datetime) -> None:
    registered(at, topics=["appeal.decided"])
    told("decision.issued", at=at)

    work(at)

    assert [] == platform.calls


def test_failed_call_is_logged_and_tried_again_with_the_same_id(platform: Platform, at: datetime) -> None:
    endpoint, _ = registered(at)
    platform.answers = [500, NotDelivered("no reply")]
    told("decision.issued", at=at)

    work(at)
    work(at + timedelta(minutes=1))
    work(at + timedelta(minutes=2))

    found = delivery_of(endpoint)
    assert ("delivered", [500, None, 204]) == (found.status, [attempt.status_code for attempt in found.attempts])
    assert 1 == len({headers["webhook-id"] for _, headers in platform.calls})


def test_pauses_grow_up_to_seventy_two_hours_then_it_is_given_up(platform: Platform, at: datetime) -> None:
    endpoint, _ = registered(at)
    platform.answers = [503] * 1000
    told("decision.issued", at=at)

    for minutes in range(0, 74 * 60, 7):
        work(at + timedelta(minutes=minutes))

    tries = [attempt.at for attempt in delivery_of(endpoint).attempts]
    assert "failed" == delivery_of(endpoint).status
    assert timedelta(hours=72) <= tries[-1] - tries[0] <= timedelta(hours=75)
    assert tries[-1] - tries[-2] >= timedelta(hours=2)


def test_endpoint_that_just_failed_is_left_alone_for_a_moment(platform: Platform, at: datetime) -> None:
    registered(at)
    platform.answers = [500] * 10
    for _ in range(5):
        told("decision.issued", at=at)

    work(at)

    assert 1 == len(platform.calls)


def test_given_up_message_is_sent_again_on_request(platform: Platform, at: datetime) -> None:
    endpoint, _ = registered(at)
    told("decision.issued", at=at)
    work(at)
    first = delivery_of(endpoint)

    services.redeliver(first.ref, actor=SYSTEM, at=at + timedelta(days=9))
    work(at + timedelta(days=9))

    assert 2 == len(delivery_of(endpoint).attempts)
    assert platform.calls[0][0] == platform.calls[1][0]


def test_message_handled_twice_is_queued_once(platform: Platform, at: datetime) -> None:
    endpoint, _ = registered(at)
    told("decision.issued", at=at)
    work(at)
    (message,) = [m for m in _messages() if m.topic == "decision.issued"]

    services.fan_out(message, at)
    work(at)

    assert 1 == len(delivery_of(endpoint).attempts)


def test_gone_address_is_ended_and_what_waits_is_dropped(platform: Platform, at: datetime) -> None:
    endpoint, _ = registered(at)
    platform.answers = [410]
    told("decision.issued", at=at)

    work(at)
    work(at + timedelta(minutes=1))

    assert selectors.endpoint(endpoint.ref).ended_at is not None
    assert "dropped" == delivery_of(endpoint).status
    with pytest.raises(EndpointEnded):
        services.redeliver(delivery_of(endpoint).ref, actor=SYSTEM, at=at)


def test_platform_confirms_a_measure_with_its_reply(platform: Platform, at: datetime) -> None:
    matters = seed_matters(at=at)
    registered(at)
    decision = decided(matters, at=at)
    assert enforcement.unconfirmed_measures(before=at + timedelta(hours=1))

    work(at + timedelta(seconds=5))

    assert all(state.confirmed_at for state in enforcement.decision(decision.ref).measures)
    assert () == enforcement.unconfirmed_measures(before=at + timedelta(hours=1))


def test_measure_the_platform_refuses_stays_unconfirmed(platform: Platform, at: datetime) -> None:
    matters = seed_matters(at=at)
    registered(at)
    platform.answers = [500] * 20
    decided(matters, at=at)

    work(at + timedelta(seconds=5))

    assert enforcement.unconfirmed_measures(before=at + timedelta(hours=1))


@pytest.mark.parametrize("topics", [[], ["decision.whispered"]])
def test_unknown_topic_is_refused(topics: list[str], platform: Platform, at: datetime) -> None:
    with pytest.raises(TopicUnknown):
        registered(at, topics=topics)


def test_delivery_log_cannot_be_edited(platform: Platform, at: datetime) -> None:
    registered(at)
    told("decision.issued", at=at)
    work(at)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_attempt SET status_code = 200")


def _messages() -> list[services.MessageView]:
    from goodstanding.apps.common.models import OutboxMessage

    return [
        services.MessageView(row.pk, row.topic, row.key, row.payload, row.created_at, row.attempts)
        for row in OutboxMessage.objects.all()
    ]
