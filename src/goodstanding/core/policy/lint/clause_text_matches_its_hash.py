"""The text a decision freezes is the text that was hashed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Recompute the hash of every clause text."""
    for clause in pack.clauses.values():
        found = hashlib.sha256(clause.text.encode()).hexdigest()
        if found != clause.sha256:
            yield Problem(
                f"the text of {clause.ref} does not match its hash.",
                clause.where,
                f"If the wording is right, write sha256: {found}.",
            )
