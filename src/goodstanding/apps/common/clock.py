"""The one place that reads the clock. Only edges (views, commands, workers) call it; services are told the time as ``at``."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
"""The zone in which days begin and time limits are shown."""


def now() -> datetime:
    """Read the clock, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one place
