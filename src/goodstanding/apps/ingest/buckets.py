"""Reading counters: buckets of many accounts in one query, and the windows summed from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from goodstanding.apps.ingest.models import CounterBucket
from goodstanding.apps.ingest.windows import BUCKET_SECONDS, LONG_METRICS, WIDEST, WINDOWS

Buckets = dict[int, int]
"""Start of the bucket in seconds since 1970 → how many."""
Counts = dict[tuple[str, str], Buckets]
"""(account, metric) → its buckets."""

_SPANS = tuple((name, metric, int(window.total_seconds())) for name, (metric, window) in WINDOWS.items())


def read_buckets(account_refs: Iterable[str], /, *, since: datetime, until: datetime) -> Counts:
    """Read, in one query, every bucket that windows ending between two instants can need."""
    margin = timedelta(seconds=BUCKET_SECONDS)
    recent = Q(bucket_start__gte=since - timedelta(days=1) - margin)
    longer = Q(metric__in=sorted(LONG_METRICS), bucket_start__gte=since - WIDEST - margin)
    rows = CounterBucket.objects.filter(account_ref__in=set(account_refs), bucket_start__lte=until).filter(recent | longer)
    counts: Counts = {}
    for account_ref, metric, start, value in rows.values_list("account_ref", "metric", "bucket_start", "value"):
        counts.setdefault((account_ref, metric), {})[int(start.timestamp())] = value
    return counts


def window_sums(counts: Counts, account_ref: str, /, *, at: datetime) -> dict[str, int]:
    """Sum every window of one account ending at an instant; what was never counted is zero."""
    now = int(at.timestamp())
    found = {}
    for name, metric, seconds in _SPANS:
        buckets = counts.get((account_ref, metric))
        found[name] = sum(n for start, n in buckets.items() if now - seconds <= start <= now) if buckets else 0
    return found
