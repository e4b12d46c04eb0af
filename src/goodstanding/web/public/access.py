"""How a public page is rendered, and how often one visitor may ask for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import PUBLIC, Actor
from goodstanding.web.limits import allow, client_key, seconds_left

View = Callable[..., HttpResponse]
TOO_MANY = 429
_MINUTE, _HOUR = 60, 3600


def limited(purpose: str, limit: int, seconds: int) -> Callable[[View], View]:
    """Answer a visitor's further requests in a window with a page that says when to come back; pages are looked up, not copied.

    Args:
        purpose: What is counted; views with the same purpose share the count.
        limit: Requests in one window.
        seconds: Length of the window.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            at = clock.now()
            if allow(f"{purpose}:{client_key(request)}", limit, seconds, at):
                return view(request, *args, **kwargs)
            return too_many(request, seconds_left(seconds, at), now=at)

        return counted

    return decorate


def too_many(request: HttpRequest, wait: int, /, *, now: datetime) -> HttpResponse:
    """Say when to come back.

    Args:
        wait: Seconds.
    """
    minutes, hours = -(-wait // _MINUTE), -(-wait // _HOUR)
    said = {"wait": wait, "minutes": minutes if wait > 2 * _MINUTE else 0, "hours": hours if wait > 2 * _HOUR else 0}
    response = show(request, "too_many.html", section="", now=now, status=TOO_MANY, **said)
    response["Retry-After"] = str(wait)
    return response


def show(
    request: HttpRequest, template: str, /, *, section: str, now: datetime | None = None, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page with what every public template needs."""
    everywhere = {"now": now or clock.now(), "section": section}
    return render(request, f"public/{template}", {**everywhere, **context}, status=status)


def actor_of(request: HttpRequest, /) -> Actor:
    """Name who acts: the person signed in, else the public."""
    return Actor.user(int(request.user.pk)) if request.user.is_authenticated else PUBLIC
