"""A rule never waits for a number: every parameter it reads has a value from the rule's first day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.lint.reading import parameters_read
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare the first day of parameters with that of the rules that read them."""
    for rule in pack.rules:
        for parameter in parameters_read(rule, pack):
            first = parameter.values[0][0] if parameter.values else None
            if first is None or first > rule.effective_from:
                message = (
                    f"rule “{rule.id}” begins {rule.effective_from}, but parameter “{parameter.id}” has no value yet on that day."
                )
                yield Problem(message, parameter.where, f"Give it a value dated {rule.effective_from} or earlier.")
