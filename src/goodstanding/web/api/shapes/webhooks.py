"""Webhooks: where the platform wants to be told, and what became of each message."""

from __future__ import annotations

import json
from typing import Any

from ninja import Field, Schema

from goodstanding.apps.webhooks.records import DeliveryRecord, EndpointRecord
from goodstanding.apps.webhooks.topics import TOPICS
from goodstanding.web.api.shapes.common import Given, Moment, Page, Paging


class NewWebhook(Given):
    """An address to be told."""

    url: str = Field(min_length=1, max_length=500, description="A public https address.")
    events: list[str] = Field(
        default_factory=lambda: list(TOPICS), max_length=20, description=f"Some of {', '.join(TOPICS)}; all unless said."
    )
    title: str = Field("", max_length=150)


class Ending(Given):
    """Why an address is told no more."""

    because: str = Field("", max_length=200)


class Webhook(Schema):
    """An address that is told what happened."""

    id: str
    url: str
    events: list[str]
    title: str
    created_at: Moment
    rotated_at: Moment | None
    failed_at: Moment | None = Field(description="The latest failed call; null since one succeeded.")
    ended_at: Moment | None
    ended_because: str


class WebhookWithSecret(Webhook):
    """An address with the secret just made for it: shown this once."""

    secret: str = Field(description="whsec_ and base 64 (Standard Webhooks).")


class WebhookPage(Page[Webhook]):
    """One page of webhooks."""


class Attempt(Schema):
    """One call."""

    at: Moment
    status: int | None = Field(description="Of the reply; null when there was none.")
    milliseconds: int
    error: str


class Delivery(Schema):
    """One message to one address. Its id is the `webhook-id` header of every attempt."""

    id: str
    webhook: str
    event: str
    about: str
    status: str = Field(description="queued, failing, delivered, failed or dropped")
    created_at: Moment
    queued_at: Moment
    delivered_at: Moment | None
    attempts: list[Attempt]
    body: dict[str, Any]


class DeliveryPage(Page[Delivery]):
    """One page of deliveries."""


class DeliveryQuery(Paging):
    """Which deliveries."""

    status: str = Field("", max_length=16)


def webhook(found: EndpointRecord, /) -> dict[str, Any]:
    """Shape an endpoint."""
    return {
        "id": found.ref,
        "url": found.url,
        "events": list(found.topics),
        "title": found.title,
        "created_at": found.created_at,
        "rotated_at": found.rotated_at,
        "failed_at": found.failed_at,
        "ended_at": found.ended_at,
        "ended_because": found.ended_because,
    }


def delivery(found: DeliveryRecord, /) -> dict[str, Any]:
    """Shape a delivery."""
    return {
        "id": found.ref,
        "webhook": found.endpoint,
        "event": found.topic,
        "about": found.key,
        "status": found.status,
        "created_at": found.created_at,
        "queued_at": found.queued_at,
        "delivered_at": found.delivered_at,
        "attempts": [
            {"at": one.at, "status": one.status_code, "milliseconds": one.milliseconds, "error": one.error}
            for one in found.attempts
        ],
        "body": json.loads(found.body),
    }
