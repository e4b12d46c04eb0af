"""Which counters there are: what is counted, over which time, and which events count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from goodstanding.core.events.event import Event

BUCKET_SECONDS = 600
"""Counts are kept per ten minutes: a window is exact to ten minutes, and never counts what lies before it."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)

WINDOWS: Mapping[str, tuple[str, timedelta]] = {
    "posts_1h": ("posts", _HOUR),
    "posts_24h": ("posts", _DAY),
    "posts_7d": ("posts", _WEEK),
    "edits_24h": ("edits", _DAY),
    "comments_1h": ("comments", _HOUR),
    "comments_24h": ("comments", _DAY),
    "follows_in_1h": ("follows_in", _HOUR),
    "follows_in_24h": ("follows_in", _DAY),
    "follows_out_1h": ("follows_out", _HOUR),
    "follows_out_24h": ("follows_out", _DAY),
    "unfollows_in_24h": ("unfollows_in", _DAY),
    "sign_ins_24h": ("sign_ins", _DAY),
    "profile_changes_7d": ("profile_changes", _WEEK),
    "reports_24h": ("reports", _DAY),
    "reports_7d": ("reports", _WEEK),
}
"""Counter name → what is counted, over which time back from the event."""

WIDEST = max(window for _, window in WINDOWS.values())
LONG_METRICS = frozenset(metric for metric, window in WINDOWS.values() if window > _DAY)
"""Metrics read further back than a day."""

_COUNTED = {
    "content.published": "posts",
    "content.edited": "edits",
    "comment.posted": "comments",
    "follow.created": "follows_in",
    "follow.removed": "unfollows_in",
    "account.signed_in": "sign_ins",
    "account.profile_changed": "profile_changes",
}


def increments(event: Event, /) -> Iterator[tuple[str, str]]:
    """Yield ``(account, metric)`` for everything one event adds one to."""
    metric = _COUNTED.get(event.type)
    if metric is None:
        return
    if event.subject:
        yield event.subject, metric
    follower = event.data.get("follower")
    if event.type == "follow.created" and isinstance(follower, str) and follower:
        yield follower, "follows_out"
