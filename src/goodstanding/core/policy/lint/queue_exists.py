"""A hit must land somewhere: a rule's queue is declared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem, did_you_mean
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare every rule's queue with the declared queues."""
    for rule in pack.rules:
        if rule.queue not in pack.queues:
            yield Problem(
                f"rule “{rule.id}” sends cases to “{rule.queue}”, which is no queue.",
                rule.where,
                did_you_mean(rule.queue, pack.queues),
            )
