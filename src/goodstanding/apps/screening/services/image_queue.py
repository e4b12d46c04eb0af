"""Which events have images to read, and the outbox message that has them read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from goodstanding.apps.common.services import enqueue
from goodstanding.apps.screening.ports import image_reading
from goodstanding.core.events.event import Event

TOPIC = "images.read"
"""Outbox topic: read the images of one event."""
MOST_IMAGES = 20
"""Images of one event that are read: the first ones."""

_TYPES = frozenset({"content.published", "content.edited"})


def enqueue_images(events: Iterable[Event], /, *, at: datetime) -> int:
    """Put the reading of each event's images into the outbox, in the transaction that keeps the events; say for how many.

    Nothing is enqueued where the installation reads no images.
    """
    if image_reading() is None:
        return 0
    with_images = [event for event in events if event.type in _TYPES and images_of(event)]
    for event in with_images:
        enqueue(
            TOPIC,
            key=hashlib.sha256("\n".join(event.key).encode()).hexdigest(),
            payload={"source": event.source, "id": event.id},
            at=at,
        )
    return len(with_images)


def images_of(event: Event, /) -> list[tuple[str, str]]:
    """Return the address and the stated SHA-256 (or nothing) of each image an event carries, each address once."""
    media = event.data.get("media")
    found: dict[str, str] = {}
    for item in media if isinstance(media, list) else ():
        if isinstance(item, dict) and item.get("kind") == "image" and isinstance(item.get("url"), str):
            stated = item.get("sha256")
            found.setdefault(item["url"], stated.lower() if isinstance(stated, str) else "")
    return list(found.items())[:MOST_IMAGES]
