"""What screening does: receive events and answer them, now or once they are durable."""

from __future__ import annotations

from goodstanding.apps.screening.services.later import TOPIC, receive_events_for_later, screen_pending
from goodstanding.apps.screening.services.receiving import receive_events

__all__ = ["TOPIC", "receive_events", "receive_events_for_later", "screen_pending"]
