"""What every request passes through besides Django's own middleware."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Respond = Callable[[HttpRequest], HttpResponse]

REQUEST_ID = "X-Request-ID"
_ACCEPTED_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def name_request(respond: Respond) -> Respond:
    """Give each request an id (the proxy's, if well formed), bind it to the log, and return it as ``X-Request-ID``."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(REQUEST_ID, "")
        request_id = given if _ACCEPTED_ID.match(given) else secrets.token_hex(8)
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = respond(request)
        response.headers[REQUEST_ID] = request_id
        return response

    return answer


def choose_language(respond: Respond) -> Respond:
    """Speak the language the visitor chose with the switch, and Chinese to everybody who has not chosen.

    What the browser says it accepts is passed over on purpose: the pages are Chinese by default.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = respond(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return answer


def limit_browser_features(respond: Respond) -> Respond:
    """Switch off the browser features no page here uses."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response

    return answer
