"""Rules and banks are looked at again by the day their owner promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Bank, Pack, Rule


def check(pack: Pack, at: date | None, /) -> Iterator[Problem]:
    """Compare review dates with the given day."""
    if at is None:
        return
    owned: list[tuple[str, Rule | Bank]] = [(f"rule “{rule.id}”", rule) for rule in pack.rules if rule.mode != "off"]
    owned += [(f"bank “{bank.id}”", bank) for bank in pack.banks.values()]
    for subject, thing in owned:
        if thing.review_by < at:
            hint = f"{thing.owner} looks at it again and sets a new date."
            yield Problem(f"{subject} was to be reviewed by {thing.review_by}.", thing.where, hint, severity="warning")
