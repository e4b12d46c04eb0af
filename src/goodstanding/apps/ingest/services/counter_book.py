"""Windowed counters of the accounts a batch concerns: read in one query, counted in memory, written as sums in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from goodstanding.apps.ingest.buckets import Buckets, Counts, read_buckets, window_sums
from goodstanding.apps.ingest.windows import BUCKET_SECONDS, increments
from goodstanding.core.events.event import Event

_PER_STATEMENT = 200


class CounterBook:
    """Counters in memory; each event sees what the events before it, and itself, have added."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._added: dict[tuple[str, str, int], int] = defaultdict(int)

    @classmethod
    def opened_for(cls, events: Iterable[Event], /) -> CounterBook:
        """Read, in one query, the counters of every account these events are about."""
        events = [event for event in events if event.subject]
        if not events:
            return cls({})
        times = [event.time for event in events]
        return cls(read_buckets({event.subject for event in events}, since=min(times), until=max(times)))

    def apply(self, event: Event, /) -> None:
        """Count one event."""
        start = _bucket(event.time)
        for account_ref, metric in increments(event):
            buckets: Buckets = self._counts.setdefault((account_ref, metric), {})
            buckets[start] = buckets.get(start, 0) + 1
            self._added[account_ref, metric, start] += 1

    def snapshot(self, account_ref: str, /, *, at: datetime) -> dict[str, int]:
        """Tell every counter of an account at an instant: what was counted in each window ending there."""
        return window_sums(self._counts, account_ref, at=at)

    def save(self) -> None:
        """Add what was counted to the stored buckets."""
        _add(self._added)
        self._added.clear()


def count(account_ref: str, /, *, metric: str, at: datetime) -> None:
    """Count one occurrence that is no event, such as a report filed against an account."""
    _add({(account_ref, metric, _bucket(at)): 1})


def _bucket(at: datetime) -> int:
    seconds = int(at.timestamp())
    return seconds - seconds % BUCKET_SECONDS


def _add(added: dict[tuple[str, str, int], int]) -> None:
    """Add to stored buckets in key order: two batches at once then wait for each other instead of deadlocking."""
    keys = sorted(added)
    adapt = connection.ops.adapt_datetimefield_value
    table = connection.ops.quote_name("ingest_counterbucket")
    with connection.cursor() as cursor:
        for first in range(0, len(keys), _PER_STATEMENT):
            chunk = keys[first : first + _PER_STATEMENT]
            marks = ", ".join(["(%s, %s, %s, %s)"] * len(chunk))
            statement = (
                f"INSERT INTO {table} (account_ref, metric, bucket_start, value) VALUES {marks} "  # noqa: S608  marks only
                f"ON CONFLICT (account_ref, metric, bucket_start) DO UPDATE SET value = {table}.value + excluded.value"
            )
            values: list[Any] = []
            for key in chunk:
                values += [key[0], key[1], adapt(datetime.fromtimestamp(key[2], tz=UTC)), added[key]]
            cursor.execute(statement, values)
