"""My data: seen, published by consent, asked for, and opened as a copy."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.apps.identity.security import confirmed_again
from goodstanding.apps.registry.services.consenting import give_consent, withdraw_consent
from goodstanding.apps.registry.services.data_requests import (
    FIELDS,
    LONGEST_VALUE,
    LONGEST_WORDS,
    ask_about_data,
    open_copy,
    withdraw_data_request,
)
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.personal import PersonalPage, personal_page
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.typed import one_line, plain

_REFUSED = 422
_KINDS = ("copy", "correction", "deletion")


@require_safe
@portal_page
def personal(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Show what is held, what is public, who read it, and what was asked."""
    account_ref = plain(request.GET.get("account"))
    typed = {"kind": "correction", "field": "ip_region", "account": account_ref} if account_ref else {}
    return _page(request, visitor, personal_page(visitor), typed)


@require_POST
@portal_page
def consent(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Give one consent or take it back."""
    operator_ref, field = plain(request.POST.get("operator")), plain(request.POST.get("field"))
    try:
        if request.POST.get("do") == "withdraw":
            withdraw_consent(operator_ref, field=field, actor=visitor.actor, at=visitor.now)
            messages.success(request, _("It is no longer published."))
        else:
            give_consent(operator_ref, field=field, actor=visitor.actor, at=visitor.now)
            messages.success(request, _("It is published now. You can withdraw this at any time."))
    except GoodstandingError as error:
        messages.error(request, problem_of(error).sentence)
    return HttpResponseRedirect(reverse("portal:personal") + "#public")


@require_POST
@portal_page
def ask(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Take a request about the data held."""
    typed = {
        "operator": plain(request.POST.get("operator")),
        "kind": plain(request.POST.get("kind")),
        "field": plain(request.POST.get("field")),
        "account": plain(request.POST.get("account")),
        "value": one_line(request.POST.get("value"), longest=LONGEST_VALUE),
        "words": plain(request.POST.get("words"))[:LONGEST_WORDS],
    }
    page = personal_page(visitor)
    holder = next((one.held.operator_ref for one in page.subjects if typed["account"] in dict(one.held.accounts)), "")
    subject = holder if typed["field"] == "ip_region" and holder else typed["operator"]
    try:
        asked = ask_about_data(
            subject,
            kind=typed["kind"],
            field=typed["field"],
            value=typed["value"],
            words=typed["words"],
            account_ref=typed["account"],
            actor=visitor.actor,
            at=visitor.now,
        )
    except GoodstandingError as error:
        said = problem_of(error)
        return _page(request, visitor, page, typed, problem=f"{said.sentence} {said.hint}".strip())
    messages.success(request, _("Your request %(ref)s is filed; this page names the day of the answer.") % {"ref": asked.ref})
    return HttpResponseRedirect(reverse("portal:personal") + "#requests")


@require_POST
@portal_page
def withdraw(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Take a request back."""
    try:
        withdraw_data_request(ref, actor=visitor.actor, at=visitor.now)
        messages.success(request, _("The request is withdrawn."))
    except GoodstandingError as error:
        messages.error(request, problem_of(error).sentence)
    return HttpResponseRedirect(reverse("portal:personal") + "#requests")


@require_POST
@confirmed_again
@portal_page
def copy(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Hand a granted copy to its subject as a file."""
    try:
        told = open_copy(ref, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        messages.error(request, problem_of(error).sentence)
        return HttpResponseRedirect(reverse("portal:personal") + "#requests")
    response = HttpResponse(json.dumps(told, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{ref}.json"'
    return response


def _page(
    request: HttpRequest, visitor: Visitor, page: PersonalPage, typed: dict[str, str], *, problem: str = ""
) -> HttpResponse:
    return show(
        request,
        visitor,
        "personal.html",
        section="personal",
        status=_REFUSED if problem else 200,
        page=page,
        typed=typed,
        problem=problem,
        kinds=_KINDS,
        fields=FIELDS,
    )
