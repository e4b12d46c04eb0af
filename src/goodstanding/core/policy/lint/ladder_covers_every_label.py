"""For every violation a rule can find, there is a proposal.

Source: RQ-089 (PA21:19.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Look for a step for each label and severity the rules can produce."""
    steps = {(step.label, step.severity) for step in pack.ladder if step.occurrence == 1}
    for rule in pack.rules:
        if (rule.label, rule.severity) not in steps and ("*", rule.severity) not in steps:
            message = f"the ladder proposes nothing for {rule.label} of severity {rule.severity} (rule “{rule.id}”)."
            yield Problem(message, rule.where, "Add a step for the label, or for “*”, to ladder.yaml.")
