"""A rule is shown to work by examples: one it must find, one it must leave alone, one at the edge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Count the cases of every rule by kind."""
    for rule in {rule.id: rule for rule in pack.rules}.values():
        kinds = {case.kind for case in pack.cases if case.rule == rule.id}
        missing = [kind for kind in ("hit", "miss", "boundary") if kind not in kinds]
        if missing:
            hint = "Write them in cases/*.yaml."
            yield Problem(f"rule “{rule.id}” has no {' and no '.join(missing)} case.", rule.where, hint)
