"""The measures a decision may impose, and the subsets the law and the house rules set apart.

Source: PA21:19.2 names the seven measures against accounts; label, hold and remove_content act on one content (PA21:19.1).
"""

from __future__ import annotations

from enum import StrEnum

from goodstanding.core.kernel.measures import IRREVERSIBLE, TEMPORARY, weight


class MeasureCode(StrEnum):
    """Every measure there is, named by PA21:19.2; nothing outside this list can be stored."""

    LABEL = "label"
    WARN = "warn"
    HOLD = "hold"
    REMOVE_CONTENT = "remove_content"
    STOP_ADS = "stop_ads"
    LIMIT_FUNCTION = "limit_function"
    SUSPEND_UPDATES = "suspend_updates"
    CLOSE = "close"
    BLACKLIST = "blacklist"
    BAN_REREGISTRATION = "ban_reregistration"

    @property
    def rank(self) -> int:
        """How heavy it is: 0 (label) to 9 (ban_reregistration)."""
        return weight(self)


CONTENT_MEASURES = frozenset({MeasureCode.LABEL, MeasureCode.HOLD, MeasureCode.REMOVE_CONTENT})
"""They act on one content and need one."""

MACHINE_MEASURES = frozenset({MeasureCode.LABEL, MeasureCode.HOLD, MeasureCode.LIMIT_FUNCTION})
"""What a machine may do alone, always with an end."""

IRREVERSIBLE_MEASURES = frozenset(MeasureCode(code) for code in IRREVERSIBLE)
"""They take two people. Source: RQ-090."""

DATED_MEASURES = frozenset(MeasureCode(code) for code in TEMPORARY)
"""They may end by themselves; ``hold`` must."""

REVIEWED_MEASURES = frozenset({MeasureCode.BLACKLIST})
"""An entry without a review date is refused. Source: RQ-090."""
