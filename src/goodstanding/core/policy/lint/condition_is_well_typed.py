"""A condition reads only what is declared, and says yes or no."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.cel import ExpressionError, declarations, parse
from goodstanding.core.policy.cel import check as check_types
from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Location, Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Parse and type-check every condition."""
    declared = declarations(pack.facts, pack.signals, pack.parameters)
    for rule in pack.rules:
        where = rule.when_at or rule.where or Location("rules", 1)
        try:
            check_types(parse(rule.when, where=where), declared, expects="bool")
        except ExpressionError as error:
            yield Problem(error.message, error.where, error.hint)
