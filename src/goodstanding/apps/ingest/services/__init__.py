"""What may be done to events, contents and counters."""

from __future__ import annotations

from goodstanding.apps.ingest.services.content_book import ContentBook
from goodstanding.apps.ingest.services.contents import hold_content, label_content, lock_content, remove_content, restore_content
from goodstanding.apps.ingest.services.counter_book import CounterBook, count
from goodstanding.apps.ingest.services.events import Arrival, note_repeats, pending_events, save_outcomes, store_events

__all__ = [
    "Arrival",
    "ContentBook",
    "CounterBook",
    "count",
    "hold_content",
    "label_content",
    "lock_content",
    "note_repeats",
    "pending_events",
    "remove_content",
    "restore_content",
    "save_outcomes",
    "store_events",
]
