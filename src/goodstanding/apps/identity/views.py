"""Signing in and out, confirming who one is, the second factor, and the language of the pages."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.apps.common import clock
from goodstanding.apps.identity import second_factor
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.errors import CodesLocked, CodeWrong, FactorMissing
from goodstanding.apps.identity.models import User
from goodstanding.apps.identity.security import confirmed_again, enter, note_confirmed, was_with_factor

_YEAR = 365 * 24 * 60 * 60
_HOME_BY_KIND = {"staff": "/console/", "operator": "/portal/", "service": "/"}
_HALF_DONE = "signing_in"
_CODE_WITHIN = 600
"""Seconds between the password and the code."""
_TRIES = "confirm_tries"
_MOST_TRIES = 5
_REFUSED = 422


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a name and password, and for the code where one is used; then go where the person was heading."""
    form = AuthenticationForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        user, now = form.get_user(), clock.now()
        if second_factor.has_second_factor(user.pk):
            request.session.flush()
            request.session[_HALF_DONE] = {"user": user.pk, "at": int(now.timestamp()), "next": safe_return(request)}
            return HttpResponseRedirect(reverse("sign-in-code"))
        return _entered(request, user, safe_return(request), with_factor=False, at=now)
    status = _REFUSED if request.method == "POST" else 200
    return render(request, "identity/sign_in.html", {"form": form, "next": safe_return(request)}, status=status)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask somebody whose password was right for the code of their authenticator."""
    half, now = request.session.get(_HALF_DONE) or {}, clock.now()
    user = User.objects.filter(pk=half.get("user", 0), is_active=True).first()
    if user is None or now.timestamp() - half["at"] > _CODE_WITHIN:
        return HttpResponseRedirect(reverse("sign-in"))
    problem = ""
    if request.method == "POST":
        problem = _problem_with_code(user.pk, request.POST.get("code", ""), now)
        if not problem:
            del request.session[_HALF_DONE]
            return _entered(request, user, half["next"], with_factor=True, at=now)
    return render(request, "identity/code.html", {"problem": problem}, status=_REFUSED if problem else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(safe_return(request) or settings.LOGOUT_REDIRECT_URL)


@never_cache
@sensitive_post_parameters("password", "code")
@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password again, and the code where one is used, before something sensitive."""
    user, now, problem = _person(request), clock.now(), ""
    uses_code = second_factor.has_second_factor(user.pk)
    if request.method == "POST":
        if not user.check_password(request.POST.get("password", "")):
            problem = _("This is not the password you sign in with.")
        elif uses_code:
            problem = _problem_with_code(user.pk, request.POST.get("code", ""), now)
        if not problem:
            request.session.pop(_TRIES, None)
            note_confirmed(request, with_factor=uses_code, at=now)
            return HttpResponseRedirect(safe_return(request) or _HOME_BY_KIND.get(user.kind, "/"))
        if _is_one_too_many(request):
            return HttpResponseRedirect(reverse("sign-in"))
    context = {"problem": problem, "uses_code": uses_code, "next": safe_return(request)}
    return render(request, "identity/confirm.html", context, status=_REFUSED if problem else 200)


@never_cache
@login_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Show whether a second factor is in use, and what can be done about it."""
    user = _person(request)
    uses_code = second_factor.has_second_factor(user.pk)
    if uses_code and not was_with_factor(request):
        return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': safe_return(request) or reverse('security')})}")
    context = {
        "uses_code": uses_code,
        "left": second_factor.recovery_codes_left(user.pk),
        "next": safe_return(request),
    }
    return render(request, "identity/security.html", context)


@never_cache
@login_required
@confirmed_again
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the code to scan, and put the authenticator in use with its first code."""
    user, now, problem = _person(request), clock.now(), ""
    issuer = settings.CONFIG.platform_name
    try:
        if request.method == "POST":
            codes = second_factor.confirm_second_factor(user.pk, code=request.POST.get("code", ""), at=now)
            note_confirmed(request, with_factor=True, at=now)
            return render(request, "identity/recovery_codes.html", {"codes": codes, "next": safe_return(request)})
        enrolment = second_factor.begin_second_factor(user.pk, issuer=issuer, at=now)
    except FactorMissing:
        return HttpResponseRedirect(reverse("security"))
    except (CodeWrong, CodesLocked) as fault:
        problem, enrolment = _worded(fault), second_factor.begun_second_factor(user.pk, issuer=issuer)
    drawn = segno.make(enrolment.address, error="m", micro=False).svg_data_uri(scale=4, border=2, light="#fff")
    context = {"drawn": drawn, "secret": enrolment.secret, "problem": problem, "next": safe_return(request)}
    return render(request, "identity/set_up.html", context, status=_REFUSED if problem else 200)


@login_required
@confirmed_again
@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Show ten new recovery codes, this once."""
    try:
        codes = second_factor.renew_recovery_codes(_person(request).pk, at=clock.now())
    except FactorMissing:
        return HttpResponseRedirect(reverse("security"))
    return render(request, "identity/recovery_codes.html", {"codes": codes, "next": ""})


@login_required
@confirmed_again
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Remove the authenticator."""
    user, now = _person(request), clock.now()
    try:
        second_factor.remove_second_factor(user.pk, actor=Actor.user(user.pk), at=now)
        note_confirmed(request, with_factor=False, at=now)
        messages.success(request, _("The second factor is removed."))
    except FactorMissing:
        pass
    return HttpResponseRedirect(reverse("security"))


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


def _entered(request: HttpRequest, user: User, heading: str, *, with_factor: bool, at: datetime) -> HttpResponse:
    enter(request, user, with_factor=with_factor, at=at)
    response = HttpResponseRedirect(heading or _HOME_BY_KIND.get(user.kind, "/"))
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        keep_language(response, user.language)
    return response


def _problem_with_code(user_id: int, code: str, at: datetime) -> str:
    try:
        second_factor.check_second_factor(user_id, code=code, at=at)
    except (CodeWrong, CodesLocked) as fault:
        return _worded(fault)
    return ""


def _worded(fault: CodeWrong | CodesLocked) -> str:
    if isinstance(fault, CodesLocked):
        return _("Too many codes were wrong. Wait five minutes, then type the code shown now.")
    return _("This code is not right, or was used already. Type the code the app shows now.")


def _is_one_too_many(request: HttpRequest) -> bool:
    """Count a wrong try; whoever tries too often is signed out."""
    tries = int(request.session.get(_TRIES, 0)) + 1
    request.session[_TRIES] = tries
    if tries >= _MOST_TRIES:
        logout(request)
        return True
    return False


def _person(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise FactorMissing("Nobody is signed in.")
    return user
