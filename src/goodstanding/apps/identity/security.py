"""How sure a request is of who sends it: when the person last confirmed it, and whether they must use a second factor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goodstanding.apps.common import clock
from goodstanding.apps.identity.models import User
from goodstanding.apps.identity.permissions import PERSONAL_DATA_READ

View = Callable[..., HttpResponse]
BACKEND = "django.contrib.auth.backends.ModelBackend"
_CONFIRMED, _WITH_FACTOR = "confirmed_at", "second_factor"


def enter(request: HttpRequest, user: User, /, *, with_factor: bool, at: datetime) -> None:
    """Sign a person in whose password, and code where they use one, were right."""
    login(request, user, backend=BACKEND)
    note_confirmed(request, with_factor=with_factor, at=at)


def note_confirmed(request: HttpRequest, /, *, with_factor: bool, at: datetime) -> None:
    """Note in the session that the person confirmed who they are."""
    request.session[_CONFIRMED] = int(at.timestamp())
    request.session[_WITH_FACTOR] = with_factor


def is_fresh(request: HttpRequest, /, *, at: datetime) -> bool:
    """Say whether the person confirmed who they are lately enough for a sensitive act; always in the demo."""
    seconds = settings.CONFIG.confirm_after
    if not seconds or settings.CONFIG.demo:
        return True
    return at.timestamp() - int(request.session.get(_CONFIRMED, 0)) <= seconds


def lacks_second_factor(request: HttpRequest, rights: frozenset[str], /) -> bool:
    """Say whether a person must sign in with a second factor before going on: whoever may read personal data. Not in the demo."""
    if PERSONAL_DATA_READ not in rights or settings.CONFIG.second_factor == "off" or settings.CONFIG.demo:
        return False
    return not was_with_factor(request)


def was_with_factor(request: HttpRequest, /) -> bool:
    """Say whether the session was opened, or last confirmed, with a second factor."""
    return bool(request.session.get(_WITH_FACTOR))


def confirmed_again(view: View) -> View:
    """Ask for the password, and the code where one is used, again before a sensitive act that comes long after signing in.

    A form that was sent too late is lost, so the page that shows the form is guarded too.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or is_fresh(request, at=clock.now()):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.headers.get("Referer", "/")
        return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': back})}")

    return guarded
