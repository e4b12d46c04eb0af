"""Open-ended clauses cannot carry a decision: the precise article of another law stands beside them.

Source: RQ-003 (PA21:4.1), RQ-086 (PA21:18(9)), RQ-087 (PA21:18(10)).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Demand one specific clause of every rule."""
    for rule in pack.rules:
        known = [pack.clauses[ref] for ref in rule.clauses if ref in pack.clauses]
        if known and all(clause.open_ended for clause in known):
            refs = ", ".join(clause.ref for clause in known)
            hint = "Cite beside it the precise article that the act breaks."
            yield Problem(f"rule “{rule.id}” rests on {refs} alone, which is too broad to carry a decision.", rule.where, hint)
