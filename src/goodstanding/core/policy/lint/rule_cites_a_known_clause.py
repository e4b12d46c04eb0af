"""A decision quotes the clause's text, so the text must be in the pack.

Source: RQ-001 (PA21:1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem, did_you_mean
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Look every cited clause up in sources.yaml."""
    cited = [(f"rule “{rule.id}”", ref, rule.where) for rule in pack.rules for ref in rule.clauses]
    cited += [(f"bank “{bank.id}”", bank.clause, bank.where) for bank in pack.banks.values()]
    for subject, ref, where in cited:
        if ref not in pack.clauses:
            yield Problem(f"{subject} cites {ref}, which sources.yaml does not hold.", where, did_you_mean(ref, pack.clauses))
