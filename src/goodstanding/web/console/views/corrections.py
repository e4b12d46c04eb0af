"""The corrections that run, each with its clock, and how a mismatch is brought up. Source: PA21:8.2, RQ-028."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.apps.redress.correcting import FIELDS
from goodstanding.apps.redress.correction_selectors import open_corrections
from goodstanding.apps.redress.services.corrections import report_mismatch
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.numbers import number
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.typed import one_line, plain

_INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("cases:read", "cases:decide")
def corrections(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the corrections that run, nearest deadline first; bring up a mismatch when the form is sent."""
    if request.method != "POST" or not desk.may("cases:decide"):
        return _page(request, desk, {}, "")
    account, fields = one_line(request.POST.get("account"), longest=255), request.POST.getlist("fields")
    facts = plain(request.POST.get("facts")).strip()
    typed: dict[str, object] = {"account": account, "fields": fields, "facts": facts}
    try:
        made = report_mismatch(account, fields=fields, facts=facts, actor=desk.actor, at=desk.now)
    except GoodstandingError as error:
        sentence = " ".join(text for text in (refusals.sentence(error), refusals.hint(error)) if text)
        return _page(request, desk, typed, sentence, status=_INVALID)
    messages.success(request, _("Brought before a reviewer. Nothing is suspended yet."))
    return HttpResponseRedirect(reverse("console:case", args=[made.case_ref]))


def _page(request: HttpRequest, desk: Desk, typed: dict[str, object], problem: str, *, status: int = 200) -> HttpResponse:
    running = open_corrections(hidden=desk.hidden.cases)
    names = registry.accounts([one.account_ref for one in running])
    rows = [(one, names[one.account_ref].name if one.account_ref in names else "") for one in running]
    days = {"first": number("correction_days"), "more": number("correction_extension_days")}
    context = {"rows": rows, "fields": FIELDS, "typed": typed, "problem": problem, "days": days}
    return show(request, desk, "corrections.html", section="patrol", status=status, **context)
