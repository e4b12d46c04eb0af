"""System checks with stable ids: what would be found out too late is found at start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import checks

from goodstanding.apps.common import clock
from goodstanding.apps.common.calendar import last_known_day

_NOTICE = timedelta(days=45)
"""The State Council publishes next year's calendar in November; a packaged one follows within weeks."""


def installation_is_safe(app_configs: Sequence[Any] | None, **_options: Any) -> list[checks.CheckMessage]:  # noqa: ARG001  Django's signature
    """Warn about a configuration that would be unsafe where others can reach it.

    Under an HTTPS address: ``goodstanding.E002`` debug pages are on; ``goodstanding.E003`` the demo's sign-ins are;
    ``goodstanding.W002`` cookies are not secure; ``goodstanding.W003`` keys were generated, so they are lost with the disk and
    differ between machines.
    """
    config = settings.CONFIG
    if not config.public_url.startswith("https://"):
        return []
    found: list[checks.CheckMessage] = []
    if config.debug:
        found.append(checks.Error("Debug pages are on.", hint="Unset GOODSTANDING_DEBUG.", id="goodstanding.E002"))
    if config.demo:
        hint = "Unset GOODSTANDING_DEMO."
        found.append(checks.Error("Anybody may sign in from the demo's first page.", hint=hint, id="goodstanding.E003"))
    if not config.secure_cookies:
        hint = "Set GOODSTANDING_SECURE_COOKIES=true."
        found.append(checks.Warning("Cookies would also travel without encryption.", hint=hint, id="goodstanding.W002"))
    if not (config.secret_key and config.sealing_keys and config.audit_key):
        hint = "Set GOODSTANDING_SECRET_KEY, GOODSTANDING_SEALING_KEYS and GOODSTANDING_AUDIT_KEY."
        found.append(checks.Warning("Keys were generated under the state directory.", hint=hint, id="goodstanding.W003"))
    return found


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
