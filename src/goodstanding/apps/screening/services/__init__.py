"""What screening does: receive events and answer them, now or once they are durable; read their images afterwards."""

from __future__ import annotations

from goodstanding.apps.screening.services.image_queue import TOPIC as IMAGES
from goodstanding.apps.screening.services.images import read_images
from goodstanding.apps.screening.services.later import TOPIC, receive_events_for_later, screen_pending
from goodstanding.apps.screening.services.receiving import receive_events

__all__ = ["IMAGES", "TOPIC", "read_images", "receive_events", "receive_events_for_later", "screen_pending"]
