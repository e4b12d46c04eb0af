"""Start-up checks of enforcement."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from goodstanding.apps.enforcement.effects import EFFECTS


def every_measure_has_both_ways(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to start while a measure cannot be carried out or taken back."""
    del app_configs, kwargs
    return [
        Error(
            f"The measure {code} has no effect handler with apply and revert.",
            hint="Add one to goodstanding.apps.enforcement.effects.EFFECTS.",
            id="enforcement.E001",
        )
        for code in EFFECTS.missing()
    ]
