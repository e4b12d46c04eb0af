"""A condition on a fact no event of the rule carries would be unknown for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.cel import ExpressionError, names, parse
from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Location, Pack, Rule


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare the facts a condition names with those its event types carry."""
    for rule in pack.rules:
        for name in _named(rule):
            fact = pack.facts.get(name)
            if fact is not None and fact.events and not set(fact.events) & set(rule.events):
                message = f"rule “{rule.id}” reads {name}, which none of its events carries."
                yield Problem(message, rule.when_at or rule.where, f"It comes with {', '.join(fact.events)}.")


def _named(rule: Rule) -> list[str]:
    try:
        return sorted(names(parse(rule.when, where=rule.when_at or Location("rules", 1))))
    except ExpressionError:
        return []  # told by condition_is_well_typed
