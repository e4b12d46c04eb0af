"""My accounts, and one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.registry import selectors as registry
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.accounts import account_page, account_pages
from goodstanding.web.typed import plain


@require_safe
@portal_page
def home(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """List the person's accounts with where each stands."""
    return show(request, visitor, "home.html", section="accounts", accounts=account_pages(visitor.user_id, at=visitor.now))


@require_safe
@portal_page
def account(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show one account: standing, limits, decisions, appeals, and what the public sees."""
    visitor.require_account(plain(ref))
    page = account_page(registry.account(plain(ref)), at=visitor.now)
    return show(request, visitor, "account.html", section="accounts", account=page)
