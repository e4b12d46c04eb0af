"""Every violation a rule can find has its published deduction.

Source: RQ-053 (PA21:13.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Location, Pack


def check(pack: Pack, _at: date | None, /) -> Iterator[Problem]:
    """Look for a deduction for each label and severity the rules can produce."""
    credit = pack.settings.get("credit")
    if credit is None:
        return
    listed = {(entry["label"], entry["severity"]) for entry in credit["deductions"]}
    for label, severity in sorted({(rule.label, str(rule.severity)) for rule in pack.rules}):
        if (label, severity) not in listed and ("*", severity) not in listed:
            message = f"credit.yaml has no deduction for {label} of severity {severity}."
            yield Problem(message, Location("credit.yaml", 1), "Add one for the label, or for “*”.")
