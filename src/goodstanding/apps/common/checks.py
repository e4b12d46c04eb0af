"""System checks of the shared plumbing, with stable ids: a calendar that has run out is found at start, not at a deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core import checks

from goodstanding.apps.common import clock
from goodstanding.apps.common.calendar import last_known_day

_NOTICE = timedelta(days=45)
"""The State Council publishes next year's calendar in November; a packaged one follows within weeks."""


def calendar_is_current(app_configs: Sequence[Any] | None, **_options: Any) -> list[checks.CheckMessage]:  # noqa: ARG001  Django's signature
    """Fail when today lies outside the working calendar, warn when its end is near.

    Ids: ``goodstanding.E001`` the calendar has ended; ``goodstanding.W001`` it ends within 45 days.
    """
    today, last = clock.now().astimezone(clock.LOCAL).date(), last_known_day()
    hint = "Update the chinesecalendar package; until then weekdays are counted as working days."
    if today > last:
        return [checks.Error(f"The working calendar ended on {last}.", hint=hint, id="goodstanding.E001")]
    if today + _NOTICE > last:
        return [checks.Warning(f"The working calendar ends on {last}.", hint=hint, id="goodstanding.W001")]
    return []
