"""A warning at start where nothing can be judged."""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import DatabaseError

from goodstanding.apps.policies.models import InstalledPack, PackMode


@register(Tags.database)
def a_pack_is_live(*, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Warn when no pack is live: events are then kept and answered as degraded, and open no case."""
    if not databases:
        return []
    try:
        if InstalledPack.objects.filter(mode=PackMode.LIVE).exists():
            return []
    except DatabaseError:
        return []
    return [
        checks.Warning(
            "No policy pack is live: events are kept, but nothing is judged.",
            hint="Install one: goodstanding pack install packs/cn-public-accounts.",
            id="policies.W001",
        )
    ]
