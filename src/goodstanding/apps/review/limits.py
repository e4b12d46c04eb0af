"""How long a queue may take: the published limit of the pack in force, and a limit of our own where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from goodstanding.apps.common.calendar import due
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.errors import NoLivePack
from goodstanding.apps.review.values import APPEAL_QUEUE, MATTER_QUEUE, ORDINARY_QUEUE, REPORT_QUEUE, URGENT_APPEAL_QUEUE
from goodstanding.core.policy.model import Queue


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of time and its unit."""

    amount: int
    unit: Literal["hours", "working_days"]


FALLBACK: Mapping[str, Limit] = {
    ORDINARY_QUEUE: Limit(5, "working_days"),
    REPORT_QUEUE: Limit(24, "hours"),
    "minors": Limit(12, "hours"),
    "personal-rights": Limit(24, "hours"),
    "copyright": Limit(7, "working_days"),
    APPEAL_QUEUE: Limit(7, "working_days"),
    URGENT_APPEAL_QUEUE: Limit(24, "hours"),
    MATTER_QUEUE: Limit(3, "working_days"),
}
"""Limits by queue where no pack is in force, or the pack in force does not have the queue. Source: PA21:20.2; practice."""


def queue_limit(queue: str, /) -> Limit:
    """Return the limit of a queue: the one the pack in force publishes, else a fallback; ordinary where the queue is unknown."""
    declared = _queues().get(queue)
    if declared is not None:
        return Limit(declared.limit, declared.unit)
    return FALLBACK[queue] if queue in FALLBACK else queue_limit(ORDINARY_QUEUE)


def due_time(limit: Limit, /, *, at: datetime) -> datetime:
    """Say when something that began at ``at`` must be done."""
    return due(at, limit.amount, limit.unit)


def restricted_queues() -> frozenset[str]:
    """List the queues only people granted them may see."""
    return frozenset(queue.id for queue in _queues().values() if queue.restricted)


def known_queues() -> tuple[str, ...]:
    """List the queues of the pack in force, in its order."""
    return tuple(_queues())


def _queues() -> Mapping[str, Queue]:
    try:
        return policies.live_policy().queues
    except NoLivePack:
        return {}
