"""Faults of webhooks.

GoodstandingError
└── WebhookError
    ├── EndpointUnknown      no endpoint has that reference
    ├── EndpointEnded        the endpoint was ended
    ├── AddressRefused       an address that may not be called
    ├── TopicUnknown         a topic nobody is told of
    ├── DeliveryUnknown      no delivery has that reference
    └── NotDelivered         the platform did not take a message; the outbox tries again
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class WebhookError(GoodstandingError):
    """Something about a webhook was refused."""

    code = "webhook:error"


class EndpointUnknown(WebhookError):
    """No endpoint has that reference."""

    code = "webhook:unknown"
    status = 404


class EndpointEnded(WebhookError):
    """The endpoint was ended; nothing is sent to it any more."""

    code = "webhook:ended"
    status = 409


class AddressRefused(WebhookError):
    """The address may not be called."""

    code = "webhook:address_refused"
    status = 422


class TopicUnknown(WebhookError):
    """A topic nobody is told of, or none at all."""

    code = "webhook:topic_unknown"
    status = 422


class DeliveryUnknown(WebhookError):
    """No delivery has that reference."""

    code = "webhook:delivery_unknown"
    status = 404


class NotDelivered(WebhookError):
    """The platform did not take a message."""

    code = "webhook:not_delivered"
    status = 502
