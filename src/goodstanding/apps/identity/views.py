"""Signing in and out, and choosing the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

_YEAR = 365 * 24 * 60 * 60
_HOME_BY_KIND = {"staff": "/console/", "operator": "/portal/", "service": "/"}


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a name and password; on success go where the person was heading, or to their own face."""
    form = AuthenticationForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        login(request, user)
        response = HttpResponseRedirect(safe_return(request) or _HOME_BY_KIND.get(user.kind, "/"))
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            keep_language(response, user.language)
        return response
    status = 422 if request.method == "POST" else 200
    return render(request, "identity/sign_in.html", {"form": form, "next": safe_return(request)}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(safe_return(request) or settings.LOGOUT_REDIRECT_URL)


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and return to the page the choice was made on."""
    response = HttpResponseRedirect(safe_return(request) or "/")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        keep_language(response, language)
    return response


def keep_language(response: HttpResponse, language: str, /) -> None:
    """Set the language cookie for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


def safe_return(request: HttpRequest, /) -> str:
    """Name the address to return to, when it is on this host; otherwise nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return ""
