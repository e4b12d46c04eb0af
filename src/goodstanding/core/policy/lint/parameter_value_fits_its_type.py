"""A parameter's values are of the type rules were checked with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Check every dated value."""
    for parameter in pack.parameters.values():
        for day, value in parameter.values:
            if not _fits(value, parameter.type):
                message = f"parameter “{parameter.id}” has the type {parameter.type}, but its value of {day} is “{value}”."
                yield Problem(message, parameter.where)


def _fits(value: Any, kind: str) -> bool:
    if kind.startswith("list<"):
        return isinstance(value, list) and all(_fits(item, kind[5:-1]) for item in value)
    if kind == "bool" or isinstance(value, bool):
        return kind == "bool" and isinstance(value, bool)
    if kind == "int":
        return isinstance(value, int)
    if kind == "double":
        return isinstance(value, (int, float))
    return isinstance(value, str)
