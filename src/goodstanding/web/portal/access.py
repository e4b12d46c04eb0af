"""Who may open a page of the portal, for which accounts, and how a page is rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry import selectors as registry
from goodstanding.web.portal.pages.notices import unread_count

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person at the portal, the moment of the request, and the language they read."""

    user_id: int
    now: datetime
    language: str

    @property
    def actor(self) -> Actor:
        """The person as services know them."""
        return Actor.user(self.user_id)

    def require_account(self, account_ref: str, /) -> None:
        """Make sure that the person may act for an account.

        Raises:
            Http404: They may not, or there is no such account; the page does not tell which.
        """
        if not registry.may_act_for(self.user_id, account_ref):
            raise Http404(account_ref)


def portal_page(view: View) -> View:
    """Open a view to people who are signed in, and give it the ``Visitor`` as second argument."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), "/sign-in/")
        return view(request, Visitor(int(request.user.pk), clock.now(), request.LANGUAGE_CODE), *args, **kwargs)

    return guarded


def show(
    request: HttpRequest, visitor: Visitor, template: str, /, *, section: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page with what every template of the portal needs."""
    everywhere = {"now": visitor.now, "section": section, "unread": unread_count(visitor.user_id)}
    return render(request, f"portal/{template}", {**everywhere, **context}, status=status)
