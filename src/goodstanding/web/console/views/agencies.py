"""Agencies (MCN) and the accounts linked to each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.registry.reading.agencies import agencies as read_agencies
from goodstanding.web.console.access import Desk, show, staff_page


@require_safe
@staff_page("cases:read", "cases:decide")
def agencies(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every agency with its accounts, their operators, and until when each agreement runs."""
    return show(request, desk, "agencies.html", section="patrol", agencies=read_agencies())
