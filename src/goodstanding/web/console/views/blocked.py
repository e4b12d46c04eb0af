"""The block log, and one refused registration of it. Source: PA21:8.1, PA21:8.3, RQ-024."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.apps.identity.permissions import PERSONAL_DATA_READ
from goodstanding.apps.registry.errors import RefusalUnknown
from goodstanding.apps.registry.reading.barred import find_refusal
from goodstanding.apps.registry.services.refusing import open_refusal
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.failures import refusal_page
from goodstanding.web.console.pages.blocked import KINDS, PAGE, Asked, block_lines, refusal_reason, who_refused
from goodstanding.web.typed import one_line

_READ = ("cases:read", "cases:decide")
_LONGEST_OFFSET = 7
_LONGEST_PURPOSE = 200
_INVALID = 422


@require_safe
@staff_page(*_READ)
def blocked(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what is kept out, a kind at a time; ``?q=`` keeps to a name or account, ``?ended=1`` to what is over."""
    asked = _asked(request)
    lines, is_more = block_lines(asked, desk)
    kept = {"kind": asked.kind} | ({"q": asked.query} if asked.query else {}) | ({"ended": "1"} if asked.ended else {})
    tabs = [
        (code, title, f"?{urlencode({'kind': code} | ({'q': asked.query} if asked.query else {}))}")
        for code, title in KINDS.items()
    ]
    context: dict[str, Any] = {
        "asked": asked,
        "lines": lines,
        "tabs": tabs,
        "can_end": asked.kind != "registrations",
        "next_page": f"?{urlencode(kept | {'offset': str(asked.offset + PAGE)})}" if is_more else "",
    }
    return show(request, desk, "blocked.html", section="patrol", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*_READ)
def refusal(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Show one refused registration; a natural person's after saying what it is needed for, which the person reads."""
    found = find_refusal(ref, hidden=desk.hidden.cases)
    if found is None:
        return refusal_page(request, desk, RefusalUnknown(f"There is no refusal {ref}."))
    may_open = not found.is_personal or desk.may(PERSONAL_DATA_READ)
    is_open, status, problem = not found.is_personal, 200, ""
    purpose = one_line(request.POST.get("purpose"), longest=_LONGEST_PURPOSE)
    if request.method == "POST" and may_open and not is_open:
        if purpose:
            try:
                found, is_open = open_refusal(ref, purpose=purpose, actor=desk.actor, at=desk.now), True
            except GoodstandingError as error:
                return refusal_page(request, desk, error)
        else:
            status, problem = _INVALID, _("Say what you need it for; the subject reads it.")
    context: dict[str, Any] = {
        "ref": ref,
        "refusal": found if is_open else None,
        "at": found.at,
        "reason": refusal_reason(found.reason),
        "who": who_refused(found.refused_by),
        "may_open": may_open,
        "purpose": purpose,
        "problem": problem,
    }
    return show(request, desk, "refusal.html", section="patrol", status=status, **context)


def _asked(request: HttpRequest) -> Asked:
    kind, offset = request.GET.get("kind", ""), request.GET.get("offset", "")
    return Asked(
        kind=kind if kind in KINDS else "names",
        query=one_line(request.GET.get("q"), longest=255),
        ended=request.GET.get("ended") == "1" and kind != "registrations",
        offset=int(offset) if offset.isascii() and offset.isdecimal() and len(offset) < _LONGEST_OFFSET else 0,
    )
