"""Who may open a page of the review desk, and how a page is rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from goodstanding.apps.common import clock
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.permissions import (
    APPEALS_DECIDE,
    AUDIT_VERIFY,
    CASES_DECIDE,
    CASES_READ,
    DECISIONS_APPROVE,
    DUTIES_MANAGE,
    DUTIES_READ,
    POLICIES_INSTALL,
)
from goodstanding.apps.identity.security import lacks_second_factor
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.permissions import Viewer
from goodstanding.apps.review.sight import Hidden, hidden_from

STAFF = (CASES_READ, CASES_DECIDE, APPEALS_DECIDE, DECISIONS_APPROVE, AUDIT_VERIFY, POLICIES_INSTALL, DUTIES_READ, DUTIES_MANAGE)
"""Who is at the desk at all."""
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Desk:
    """The person at the desk, what they may do, and the moment of the request."""

    user_id: int
    rights: frozenset[str]
    now: datetime
    language: str

    @property
    def actor(self) -> Actor:
        """The person as services know them."""
        return Actor.user(self.user_id)

    @property
    def viewer(self) -> Viewer:
        """The person as the queues know them."""
        return review.viewer(self.user_id)

    @property
    def hidden(self) -> Hidden:
        """What belongs to restricted queues the person was not granted."""
        return hidden_from(self.viewer)

    def may(self, permission: str, /) -> bool:
        """Say whether the person holds a permission."""
        return permission in self.rights


def staff_page(*permissions: str) -> Callable[[View], View]:
    """Open a view to staff who hold at least one of the permissions, and give it their ``Desk`` as second argument.

    Somebody not signed in is sent to sign in; everybody else without a permission is refused. What does not exist, or may not
    be seen to exist, is said within the desk, so that nobody is thrown out of it. Whoever may read personal data sets up a second
    factor first, unless the installation asks nobody.
    """

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), "/sign-in/")
            user_id = int(request.user.pk)
            rights = identity.permissions_of(user_id)
            desk = Desk(user_id, rights, clock.now(), request.LANGUAGE_CODE)
            if rights.isdisjoint(permissions):
                if rights.isdisjoint(STAFF):
                    raise PermissionDenied(f"This page needs one of: {', '.join(permissions)}.")
                return show(request, desk, "forbidden.html", status=403)
            if lacks_second_factor(request, rights):
                return HttpResponseRedirect(f"{reverse('security')}?{urlencode({'next': request.get_full_path()})}")
            try:
                return view(request, desk, *args, **kwargs)
            except Http404:
                return show(request, desk, "missing.html", status=404)

        return guarded

    return decorate


def show(
    request: HttpRequest, desk: Desk, template: str, /, *, section: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page or a part of one with what every template of the desk needs."""
    everywhere = {
        "now": desk.now,
        "section": section,
        "may_decide": desk.may("cases:decide") or desk.may("appeals:decide"),
        "may_see_duties": desk.may(DUTIES_READ) or desk.may(DUTIES_MANAGE),
    }
    return render(request, f"console/{template}", {**everywhere, **context}, status=status)
