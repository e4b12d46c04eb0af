"""A rule's period has a length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Check that every rule ends after it begins."""
    for rule in pack.rules:
        if rule.effective_to is not None and rule.effective_to <= rule.effective_from:
            message = f"rule “{rule.id}” ends {rule.effective_to}, not after it begins ({rule.effective_from})."
            yield Problem(message, rule.where, "effective_to is the first day the rule no longer binds.")
