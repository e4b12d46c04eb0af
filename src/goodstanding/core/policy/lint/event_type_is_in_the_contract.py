"""Rules and facts name event types the outside contract knows: a typo would never fire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.kernel.labels import EVENT_TYPES
from goodstanding.core.policy.errors import Problem, did_you_mean
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare every event type with the contract's."""
    named = [(kind, rule.where) for rule in pack.rules for kind in rule.events]
    named += [(kind, fact.where) for fact in pack.facts.values() for kind in fact.events]
    for kind, where in named:
        if kind not in EVENT_TYPES:
            yield Problem(f"there is no event type “{kind}”.", where, did_you_mean(kind, EVENT_TYPES))
