"""Pausing, waking and stopping an account; taking its data along; saying what happened where it seems to have changed hands."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.apps.identity.second_factor import has_second_factor
from goodstanding.apps.identity.security import is_fresh
from goodstanding.apps.registry.errors import ExportUnknown
from goodstanding.apps.registry.reading.life import stop_of
from goodstanding.apps.registry.services.exporting import ask_for_export, open_export
from goodstanding.apps.registry.services.freezing import explain_change
from goodstanding.apps.registry.services.pausing import pause_by_wish, wake_account
from goodstanding.apps.registry.services.stopping import ask_to_stop, take_back_stop
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.limits import allow
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.rest import rest_page
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.typed import plain

_TRIES, _WITHIN = 5, 600
"""Passwords one person may try for this within so many seconds."""


@require_safe
@portal_page
def rest(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show how an account stands between use and its end, and what can be done."""
    account_ref = plain(ref)
    visitor.require_account(account_ref)
    return show(request, visitor, "rest.html", section="accounts", page=rest_page(account_ref, at=visitor.now))


@require_POST
@portal_page
def act(request: HttpRequest, visitor: Visitor, ref: str, step: str) -> HttpResponse:
    """Take one step; what came of it is said on the page."""
    account_ref = plain(ref)
    visitor.require_account(account_ref)
    taken = _STEPS.get(step)
    if taken is None:
        raise Http404(step)
    if step == "stop" and has_second_factor(visitor.user_id) and not is_fresh(request, at=visitor.now):
        return HttpResponseRedirect(f"{reverse('confirm')}?next={reverse('portal:rest', args=[account_ref])}")
    try:
        messages.success(request, taken(request, visitor, account_ref))
    except GoodstandingError as error:
        said = problem_of(error)
        messages.error(request, f"{said.sentence} {said.hint}".strip())
    return HttpResponseRedirect(reverse("portal:rest", args=[account_ref]))


@require_safe
@portal_page
def export(request: HttpRequest, visitor: Visitor, ref: str, export_ref: str) -> HttpResponse:  # noqa: ARG001  every page takes it
    """Hand out an export; that it was opened is written down."""
    visitor.require_account(plain(ref))
    try:
        found, content = open_export(export_ref, actor=visitor.actor, at=visitor.now)
    except ExportUnknown:
        raise Http404(export_ref) from None
    if found.account_ref != plain(ref):
        raise Http404(export_ref)
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{found.ref}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


def _pause(request: HttpRequest, visitor: Visitor, account_ref: str) -> str:
    del request
    pause_by_wish(account_ref, actor=visitor.actor, at=visitor.now)
    return _("The account is paused. Use it again whenever you like, with one click.")


def _wake(request: HttpRequest, visitor: Visitor, account_ref: str) -> str:
    del request
    woken = wake_account(account_ref, actor=visitor.actor, at=visitor.now)
    language = get_language() or "zh-hans"
    return " ".join([_("The account works again."), *(one.in_language(language) for one in woken.lapsed)])


def _stop(request: HttpRequest, visitor: Visitor, account_ref: str) -> str:
    password = request.POST.get("password", "")
    is_within = allow(f"stop:{visitor.user_id}", _TRIES, _WITHIN, visitor.now)
    is_theirs = is_within and bool(password) and request.user.check_password(password)
    asked = ask_to_stop(
        account_ref,
        reason=plain(request.POST.get("reason"))[:1000],
        confirmed_by="password" if is_theirs else "",
        actor=visitor.actor,
        at=visitor.now,
    )
    return _("Received: %(ref)s. Until the date below you can take it back.") % {"ref": asked.ref}


def _take_back(request: HttpRequest, visitor: Visitor, account_ref: str) -> str:
    del request
    asked = stop_of(account_ref)
    take_back_stop(asked.ref if asked else "", actor=visitor.actor, at=visitor.now)
    return _("Taken back. The account works on as before.")


def _export(request: HttpRequest, visitor: Visitor, account_ref: str) -> str:
    del request
    ask_for_export(account_ref, actor=visitor.actor, at=visitor.now)
    return _("It is being put together; you get a notice when it is ready.")


def _explain(request: HttpRequest, visitor: Visitor, account_ref: str) -> str:
    explain_change(account_ref, text=plain(request.POST.get("text")), actor=visitor.actor, at=visitor.now)
    return _("Noted. The person who decides reads it.")


_STEPS: dict[str, Callable[[HttpRequest, Visitor, str], str]] = {
    "pause": _pause,
    "wake": _wake,
    "stop": _stop,
    "take-back": _take_back,
    "export": _export,
    "explain": _explain,
}
