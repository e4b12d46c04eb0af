"""A signal nobody reads is never run: its absence goes unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.lint.reading import signals_read
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Find signals that no condition reads."""
    used = {name for rule in pack.rules for name in signals_read(rule)}
    for signal in pack.signals.values():
        if signal.name not in used:
            yield Problem(f"no rule reads signal “{signal.name}”.", signal.where, "Remove it, or use it.", severity="warning")
