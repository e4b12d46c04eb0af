"""A number nobody reads misleads whoever changes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.lint.reading import parameters_read
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Find parameters that no condition reads."""
    used = {parameter.id for rule in pack.rules for parameter in parameters_read(rule, pack)}
    for parameter in pack.parameters.values():
        if parameter.id not in used:
            yield Problem(
                f"no rule reads parameter “{parameter.id}”.", parameter.where, "Remove it, or use it.", severity="warning"
            )
