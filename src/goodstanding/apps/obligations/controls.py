"""Controls that management documents name, and the entries of the log that show each at work in its period.

Evidence is counted from the log and never typed in. Source: PA21:6.1, RQ-010
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Control:
    """Something a management document promises.

    Args:
        actions: Log actions of which each entry is evidence.
        days: Length of the period in which there must be some.
    """

    actions: tuple[str, ...]
    days: int


CONTROLS: Mapping[str, Control] = {
    "registration.checks": Control(("application:checked",), 30),
    "registration.agreement": Control(("agreement:published",), 365),
    "content.decisions": Control(("decision:issued",), 30),
    "content.rules": Control(("policy:installed", "policy:mode_set"), 365),
    "personal_data.readings": Control(("personal_data:read",), 90),
    "personal_data.purging": Control(("document:purged",), 90),
    "licences.kept": Control(("licence:noted", "licence:reminded"), 365),
    "offices.filled": Control(("office:appointed",), 365),
    "filing.receipts": Control(("filing:filed",), 365),
}
"""By code. A control whose area writes no log entry yet is not listed, so that no document can name it."""
