"""How grave one violation is, apart from how often it happened."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """Ordered from lightest to gravest; the measure ladder reads it together with the account's history."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    GRAVE = "grave"

    @property
    def rank(self) -> int:
        """0 (minor) to 3 (grave)."""
        return list(Severity).index(self)
