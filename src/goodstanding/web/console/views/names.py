"""Held names: how long they take, what waits past the limit, and the register they are compared with."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.names import handling_times, protected_count
from goodstanding.web.console.access import Desk, show, staff_page

_DAYS = 30


@require_GET
@staff_page("cases:read", "cases:decide")
def names(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the clock of held names over the last thirty days. Source: PA21:8.2, RQ-030."""
    times = handling_times(since=desk.now - timedelta(days=_DAYS), at=desk.now)
    return show(
        request,
        desk,
        "names.html",
        section="queues",
        times=times,
        days=_DAYS,
        entries=protected_count(),
        recheck_from=number("name_recheck_percent"),
    )
