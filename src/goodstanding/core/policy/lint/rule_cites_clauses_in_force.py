"""Nobody is judged by a rule that did not bind yet.

Source: RQ-001 (PA21:23), RQ-011 (PA21:6.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare each rule's first day with its clauses'."""
    for rule in pack.rules:
        for ref in rule.clauses:
            clause = pack.clauses.get(ref)
            if clause is not None and rule.effective_from < clause.in_force:
                message = f"rule “{rule.id}” begins {rule.effective_from}, before {ref} came into force on {clause.in_force}."
                yield Problem(message, rule.where, f"Let it begin on {clause.in_force} or later.")
