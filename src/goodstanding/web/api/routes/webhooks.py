"""Webhooks: addresses of the platform, and the log of what was sent to them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from goodstanding.apps.identity.permissions import WEBHOOKS_MANAGE
from goodstanding.apps.webhooks import selectors, services
from goodstanding.web.api.auth import Caller, known_caller
from goodstanding.web.api.shapes import webhooks as shapes
from goodstanding.web.api.shapes.common import Paging, page

router = Router(tags=["webhooks"])


@router.get("/webhooks", response=shapes.WebhookPage, operation_id="list_webhooks")
def list_webhooks(request: HttpRequest, query: Query[Paging]) -> dict[str, Any]:
    """List the addresses that are told what happens, ended ones included. Scope: webhooks:manage."""
    _caller(request)
    return page(selectors.endpoints_page(after=query.after, limit=query.limit), shapes.webhook)


@router.post("/webhooks", response={201: shapes.WebhookWithSecret}, operation_id="register_webhook")
def register_webhook(request: HttpRequest, body: shapes.NewWebhook) -> Status[Any]:
    """Name an address to be told. The secret that signs its messages is shown this once. Scope: webhooks:manage."""
    caller = _caller(request)
    made, secret = services.register_endpoint(body.url, topics=body.events, title=body.title, actor=caller.actor, at=caller.at)
    return Status(201, {**shapes.webhook(made), "secret": secret})


@router.get("/webhooks/{ref}", response=shapes.Webhook, operation_id="read_webhook")
def read_webhook(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read one address. Scope: webhooks:manage."""
    _caller(request)
    return shapes.webhook(selectors.endpoint(ref))


@router.post("/webhooks/{ref}/secret", response={201: shapes.WebhookWithSecret}, operation_id="rotate_webhook_secret")
def rotate_webhook_secret(request: HttpRequest, ref: str) -> Status[Any]:
    """Make a new secret. The one before goes on signing beside it until the next rotation. Scope: webhooks:manage."""
    caller = _caller(request)
    found, secret = services.rotate_secret(ref, actor=caller.actor, at=caller.at)
    return Status(201, {**shapes.webhook(found), "secret": secret})


@router.post("/webhooks/{ref}/end", response=shapes.Webhook, operation_id="end_webhook")
def end_webhook(request: HttpRequest, ref: str, body: shapes.Ending) -> dict[str, Any]:
    """Stop telling an address, for good. Scope: webhooks:manage."""
    caller = _caller(request)
    return shapes.webhook(services.end_endpoint(ref, because=body.because, actor=caller.actor, at=caller.at))


@router.get("/webhooks/{ref}/deliveries", response=shapes.DeliveryPage, operation_id="list_deliveries")
def list_deliveries(request: HttpRequest, ref: str, query: Query[shapes.DeliveryQuery]) -> dict[str, Any]:
    """List what was sent to an address, the newest first, with every attempt. Scope: webhooks:manage."""
    _caller(request)
    found = selectors.deliveries_page(ref, status=query.status, after=query.after, limit=query.limit)
    return page(found, shapes.delivery)


@router.get("/deliveries/{ref}", response=shapes.Delivery, operation_id="read_delivery")
def read_delivery(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read one delivery with every attempt. Scope: webhooks:manage."""
    _caller(request)
    return shapes.delivery(selectors.delivery(ref))


@router.post("/deliveries/{ref}/redeliver", response={202: shapes.Delivery}, operation_id="redeliver")
def redeliver(request: HttpRequest, ref: str) -> Status[Any]:
    """Send one message again, whatever became of it; its id and body stay the same. Scope: webhooks:manage."""
    caller = _caller(request)
    return Status(202, shapes.delivery(services.redeliver(ref, actor=caller.actor, at=caller.at)))


def _caller(request: HttpRequest) -> Caller:
    caller = known_caller(request)
    caller.need(WEBHOOKS_MANAGE)
    return caller
