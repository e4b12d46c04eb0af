"""The self-check before publishing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.apps.registry import selectors as registry
from goodstanding.core.events.event import Refused
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.limits import allow, seconds_left
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.check import LONGEST_TEXT, Checked, Draft, checked
from goodstanding.web.portal.refusals import Problem, problem_of
from goodstanding.web.typed import one_line, plain

CHECKS, WINDOW = 20, 60
DAILY_CHECKS, DAY = 300, 86_400
"""Checks one person may make in so many seconds: enough for writing, too few to spell out what the rules look for."""
_TOO_MANY, _UNPROCESSABLE = 429, 422


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def check(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Show what the rules in force would say of a text; nothing is recorded unless asked."""
    if request.method != "POST":
        return _page(request, visitor, Draft("", ""))
    draft = _draft(request, visitor)
    problem, wait = _too_many(visitor)
    if problem is not None:
        response = _page(request, visitor, draft, problem, status=_TOO_MANY)
        response["Retry-After"] = str(wait)
        return response
    refusal = _refusal(draft)
    if refusal is not None:
        return _page(request, visitor, draft, refusal, status=_UNPROCESSABLE)
    try:
        found = checked(draft, language=visitor.language, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        return _page(request, visitor, draft, problem_of(error), status=error.status)
    if isinstance(found, Refused):
        return _page(request, visitor, draft, Problem("check:refused", found.message, ""), status=_UNPROCESSABLE)
    return _page(request, visitor, draft, found=found)


def _draft(request: HttpRequest, visitor: Visitor) -> Draft:
    account = plain(request.POST.get("account"))
    own = account if account and registry.may_act_for(visitor.user_id, account) else ""
    title, body = one_line(request.POST.get("title"), longest=LONGEST_TEXT), plain(request.POST.get("body"))
    return Draft(title, body, own, is_to_be_recorded="record" in request.POST)


def _too_many(visitor: Visitor) -> tuple[Problem | None, int]:
    """Count one check, and say whether it is one too many and how many seconds to wait."""
    said = _("That were many checks in a short time.")
    if not allow(f"check:{visitor.user_id}", CHECKS, WINDOW, visitor.now):
        return Problem("check:too_many", said, _("Try again in a minute.")), seconds_left(WINDOW, visitor.now)
    if not allow(f"check:{visitor.user_id}", DAILY_CHECKS, DAY, visitor.now):
        return Problem("check:too_many", said, _("Try again tomorrow.")), seconds_left(DAY, visitor.now)
    return None, 0


def _refusal(draft: Draft) -> Problem | None:
    if draft.is_empty:
        return Problem("check:empty", _("There is nothing to check yet."), _("Write or paste a text first."))
    if draft.is_too_long:
        sentence = _("The text is longer than %(limit)s characters.") % {"limit": f"{LONGEST_TEXT:,}"}
        return Problem("check:too_long", sentence, _("Check it in parts."))
    return None


def _page(
    request: HttpRequest,
    visitor: Visitor,
    draft: Draft,
    problem: Problem | None = None,
    *,
    found: Checked | None = None,
    status: int = 200,
) -> HttpResponse:
    accounts = registry.accounts_of(visitor.user_id)
    return show(
        request,
        visitor,
        "check.html",
        section="check",
        status=status,
        draft=draft,
        problem=problem,
        found=found,
        accounts=accounts,
        longest=LONGEST_TEXT,
    )
