"""The categories of an account: how far its posts drift from them, and asking for others."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.apps.ingest.selectors import categories_published
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import taxonomy
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.categories import change_waiting, changes_of, drift_of
from goodstanding.apps.registry.services.categories import ask_for_categories, withdraw_categories
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.typed import plain

_SHOWN = 10


@require_http_methods(["GET", "POST"])
@portal_page
def categories(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show the share of posts beside the categories, and take a request for others."""
    account_ref = plain(ref)
    visitor.require_account(account_ref)
    if request.method == "POST":
        try:
            ask_for_categories(account_ref, wanted=request.POST.getlist("categories"), actor=visitor.actor, at=visitor.now)
        except GoodstandingError as error:
            said = problem_of(error)
            messages.error(request, f"{said.sentence} {said.hint}".strip())
        else:
            messages.success(request, _("Asked for. A person decides; until then the clock of a drift stands."))
        return HttpResponseRedirect(reverse("portal:categories", args=[account_ref]))
    account, days = registry.account(account_ref), number("drift_window_days")
    published = categories_published(account_ref, since=visitor.now - timedelta(days=days), until=visitor.now)
    counted = sum(published.values())
    lines = [(code, n, code in account.categories) for code, n in sorted(published.items(), key=lambda one: -one[1])]
    outside = [code for code, _n, is_inside in lines if not is_inside]
    return show(
        request,
        visitor,
        "categories.html",
        section="accounts",
        account=account,
        lines=lines,
        counted=counted,
        outside=sum(n for _code, n, is_inside in lines if not is_inside),
        allowed=number("drift_permille") // 10,
        days=days,
        suggested=[*account.categories, *(code for code in outside if code in taxonomy.CATEGORIES)] if outside else [],
        drift=drift_of(account_ref),
        waiting=change_waiting(account_ref),
        former=changes_of(account_ref)[:_SHOWN],
        all_categories=tuple(taxonomy.CATEGORIES),
    )


@require_POST
@portal_page
def withdraw(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Take the request that waits back."""
    account_ref = plain(ref)
    visitor.require_account(account_ref)
    waiting = change_waiting(account_ref)
    if waiting is not None:
        withdraw_categories(waiting.ref, actor=visitor.actor, at=visitor.now)
        messages.success(request, _("The request is withdrawn."))
    return HttpResponseRedirect(reverse("portal:categories", args=[account_ref]))
