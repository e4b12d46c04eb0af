"""The first page, how decisions are made, and two plain answers for machines."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from goodstanding.apps.enforcement.statements import APPEAL_DAYS
from goodstanding.web.public.access import show
from goodstanding.web.public.pages.limits import appeal_limits, queue_limits, report_limits

_PLAIN = "text/plain; charset=utf-8"
_CLOSED = ("/accounts/", "/report/", "/reports/", "/copyright/", "/portal/", "/console/")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Ask who is behind an account, and lead to reports, the rules and the process."""
    return show(request, "home.html", section="home", reports=report_limits(), appeals=appeal_limits())


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Say how things are found, decided, and put right, and within which time."""
    queues = queue_limits(request.LANGUAGE_CODE)
    return show(
        request,
        "how.html",
        section="how",
        appeal_days=APPEAL_DAYS,
        reports=report_limits(),
        appeals=appeal_limits(),
        queues=queues,
    )


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer whether the server and its database work."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type=_PLAIN)
    return HttpResponse("ok\n", content_type=_PLAIN)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask crawlers to leave the register alone: it is looked up, not copied."""
    del request
    return HttpResponse("User-agent: *\n" + "".join(f"Disallow: {prefix}\n" for prefix in _CLOSED), content_type=_PLAIN)
