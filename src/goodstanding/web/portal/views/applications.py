"""Applying for an account: the form saved as it is typed, the code for the mobile, the documents, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.errors import ApplicationIncomplete, DocumentRefused
from goodstanding.apps.registry.providers import ProviderUnavailable
from goodstanding.apps.registry.reading import applications as reading
from goodstanding.apps.registry.services.agreements import accept_agreement
from goodstanding.apps.registry.services.applying import (
    save_application,
    start_application,
    submit_application,
    withdraw_application,
)
from goodstanding.apps.registry.services.documents import MOST_BYTES, hand_in_document
from goodstanding.core.identifiers.divisions import districts_of
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.limits import client_key
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.avatars import chosen_avatar
from goodstanding.web.portal.pages.applications import application_page, own_application, typed_values
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.portal.views.verifying import STEPS, said_of
from goodstanding.web.typed import one_line

_INCOMPLETE = 422


@require_safe
@portal_page
def applications(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """List the person's applications and offer to begin one."""
    mine = reading.applications_of(visitor.user_id)
    return show(request, visitor, "applications.html", section="accounts", applications=mine)


@require_POST
@portal_page
def start(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Begin an application."""
    wanted = one_line(request.POST.get("account"), longest=200)
    try:
        begun = start_application(wanted, applicant=visitor.user_id, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        messages.error(request, problem_of(error).sentence)
        return HttpResponseRedirect(reverse("portal:applications"))
    return HttpResponseRedirect(reverse("portal:application", args=[begun.ref]))


@require_safe
@portal_page
def application(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show an application: the form while it can be edited, and what was found about it."""
    page = application_page(own_application(ref, visitor), visitor)
    return show(request, visitor, "application.html", section="accounts", page=page, application=page.view)


@require_POST
@portal_page
def save(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Save what was typed, and do what the button asked for: nothing more, send a code, take the code, or hand it in."""
    view = own_application(ref, visitor)
    try:
        version = int(request.POST.get("version", "0") or 0)
        view = save_application(ref, values=typed_values(request.POST), expected_version=version, at=visitor.now)
        view = _with_avatar(request, visitor, view)
        _hand_in_files(request, visitor, ref)
        if request.POST.get("agree") and request.POST.get("agreement"):
            accept_agreement(ref, sha256=request.POST["agreement"], actor=visitor.actor, at=visitor.now)
        return _take(request.POST.get("then", ""), request, visitor, view)
    except ApplicationIncomplete as refused:
        page = application_page(own_application(ref, visitor), visitor, problems=refused.problems)
        messages.error(request, _("Not handed in yet: put right what is marked. What you typed is saved."))
        return show(
            request, visitor, "application.html", section="accounts", status=_INCOMPLETE, page=page, application=page.view
        )
    except (GoodstandingError, ProviderUnavailable) as error:
        messages.error(request, said_of(error))
        return _back(ref)


@require_POST
@portal_page
def withdraw(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Take an application back."""
    view = own_application(ref, visitor)
    try:
        withdraw_application(ref, expected_version=view.version, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        messages.error(request, said_of(error))
    else:
        messages.success(request, _("The application is withdrawn; what identified you is deleted."))
    return _back(ref)


@require_safe
@portal_page
def districts(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Return the cities and counties of a province, as options."""
    del visitor
    province = next((request.GET[name] for name in request.GET if name.endswith("_province")), "")
    return render(request, "portal/parts/districts.html", {"districts": districts_of(province) if province else ()})


def _take(then: str, request: HttpRequest, visitor: Visitor, view: ApplicationRecord) -> HttpResponse:
    """Do what the button asked for, once everything typed is saved."""
    if then == "submit":
        return _hand_in(request, visitor, view)
    step = STEPS.get(then)
    done = step(request, visitor, view.ref) if step else _("Saved. You can go on later; nothing was handed in yet.")
    messages.success(request, done)
    return _back(view.ref)


def _hand_in(request: HttpRequest, visitor: Visitor, view: ApplicationRecord) -> HttpResponse:
    for name, field in _FILLED.items():
        if request.POST.get(field, "").strip() or field in request.FILES:
            STEPS[name](request, visitor, view.ref)
    submit_application(view.ref, expected_version=view.version, origin=_origin(request), actor=visitor.actor, at=visitor.now)
    messages.success(request, _("Handed in. This page says what happens with it."))
    return _back(view.ref)


_FILLED = {"enter": "code", "sum": "sum", "pay": "bank_account", "letter": "letter"}
"""Steps taken on the way where their field was filled in and the whole form handed in."""


def _origin(request: HttpRequest) -> dict[str, str]:
    """Digest where an application comes from: the network in front of the address, and the browser."""
    address = client_key(request)
    network = address.rsplit(".", 1)[0] if "." in address else address
    agent = request.headers.get("User-Agent", "")
    return {
        "network": blind_index(network, context="registry.origin.network"),
        "device": blind_index(f"{network}\x1f{agent}", context="registry.origin.device"),
    }


def _with_avatar(request: HttpRequest, visitor: Visitor, view: ApplicationRecord) -> ApplicationRecord:
    """Save the avatar after everything else: one that cannot be taken costs nothing of what was typed."""
    avatar = chosen_avatar(request)
    return save_application(view.ref, values=avatar, expected_version=view.version, at=visitor.now) if avatar else view


def _hand_in_files(request: HttpRequest, visitor: Visitor, ref: str) -> None:
    for file in request.FILES.getlist("documents")[:5]:
        if (file.size or 0) > MOST_BYTES:
            raise DocumentRefused(f"The file “{(file.name or '')[:60]}” is larger than 10 MB.", hint="Hand in a smaller copy.")
        hand_in_document(
            ref, kind="identity_document", name=file.name or "file", content=file.read(), actor=visitor.actor, at=visitor.now
        )


def _back(ref: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:application", args=[ref]))
