"""A case of a rule that is not there tests nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem, did_you_mean
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Look every case's rule up, and its event type among the rule's."""
    rules = {rule.id: rule for rule in pack.rules}
    for case in pack.cases:
        rule = rules.get(case.rule)
        if rule is None:
            yield Problem(
                f"case “{case.name}” is about “{case.rule}”, which is no rule.", case.where, did_you_mean(case.rule, rules)
            )
        elif case.kind == "hit" and case.event["type"] not in rule.events:
            yield Problem(f"case “{case.name}” is a {case.event['type']}; rule “{rule.id}” does not run on it.", case.where)
