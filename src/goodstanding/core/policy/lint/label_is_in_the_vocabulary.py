"""A rule's label is one of the outside contract's: platforms act on these words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.kernel.labels import VIOLATION_LABELS
from goodstanding.core.policy.errors import Problem, did_you_mean
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Compare every label with the vocabulary."""
    for rule in pack.rules:
        if rule.label not in VIOLATION_LABELS:
            yield Problem(
                f"rule “{rule.id}” has the label “{rule.label}”, which the contract lacks.", rule.where, _hint(rule.label)
            )
    for step in pack.ladder:
        if step.label != "*" and step.label not in VIOLATION_LABELS and step.occurrence == 1:
            message = f"the ladder has a step for “{step.label}”, which the contract lacks."
            yield Problem(message, step.where, _hint(step.label))


def _hint(label: str) -> str:
    return did_you_mean(label, VIOLATION_LABELS)
