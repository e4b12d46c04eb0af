"""Reading the outbox: what waits, what was given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from goodstanding.apps.common.models import OutboxMessage


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits under one topic."""

    topic: str
    waiting: int
    given_up: int
    oldest: datetime | None


def backlog() -> tuple[Backlog, ...]:
    """Count undone work by topic."""
    undone = Q(done_at=None, failed_at=None)
    rows = (
        OutboxMessage.objects.filter(done_at=None)
        .values("topic")
        .annotate(
            waiting=Count("id", filter=undone), given_up=Count("id", filter=~undone), oldest=Min("created_at", filter=undone)
        )
        .order_by("topic")
    )
    return tuple(Backlog(row["topic"], row["waiting"], row["given_up"], row["oldest"]) for row in rows)
