"""The enforcement measures, from the lightest to the heaviest: one order for packs, the ladder and decisions."""

from __future__ import annotations

MEASURES_BY_WEIGHT = (
    "label",
    "warn",
    "hold",
    "remove_content",
    "stop_ads",
    "limit_function",
    "suspend_updates",
    "close",
    "blacklist",
    "ban_reregistration",
)
"""PA21:19.2 names the measures; the order is ours: losing income is lighter than losing a function, that lighter than a mute."""

IRREVERSIBLE = frozenset({"close", "blacklist", "ban_reregistration"})
"""Two people decide these. Source: RQ-090 (PA21:19.2)."""
TEMPORARY = frozenset({"hold", "limit_function", "suspend_updates", "stop_ads"})
"""These have an end."""


def weight(code: str, /) -> int:
    """Return the rank of a measure, 0 for the lightest.

    Raises:
        ValueError: There is no such measure.
    """
    return MEASURES_BY_WEIGHT.index(code)
