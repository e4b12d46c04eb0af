"""What a pack must promise beyond its form: one check per file, each named as the sentence it enforces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.lint.registry import CHECKS
from goodstanding.core.policy.model import Pack


def lint_pack(pack: Pack, /, *, at: date | None = None) -> list[Problem]:
    """Return every problem the checks find, errors and warnings.

    Args:
        at: The day to judge review dates by; without it they are not judged.
    """
    return [replace(problem, check=name) for name, check in CHECKS.items() for problem in check(pack, at)]
