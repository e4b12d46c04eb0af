"""Handing in credentials for an account or an application, and taking them back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.errors import ApplicationUnknown, CredentialRefused, CredentialUnknown, DocumentRefused
from goodstanding.apps.registry.reading.applications import application as application_of
from goodstanding.apps.registry.reading.credentials import credential_file
from goodstanding.apps.registry.services.credentials import Scan, hand_in_credential, withdraw_credential
from goodstanding.apps.registry.services.documents import MOST_BYTES
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.credentials import CredentialsPage, account_credentials, application_credentials, typed_form
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.typed import plain

_INVALID = 422


@require_http_methods(["GET", "POST"])
@portal_page
def of_account(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show the credentials of an account, and take another."""
    account_ref = plain(ref)
    visitor.require_account(account_ref)
    account = registry.account(account_ref)
    here = reverse("portal:credentials", args=[account_ref])

    def again(**kept: object) -> CredentialsPage:
        return account_credentials(account_ref, visitor.language, at=visitor.now, **kept)  # type: ignore[arg-type]

    if request.method == "POST":
        return _handed_in(request, visitor, again, here, account_ref=account_ref, name=account.name or account_ref)
    return _shown(request, visitor, again(), here, name=account.name or account_ref)


@require_http_methods(["GET", "POST"])
@portal_page
def of_application(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show the credentials handed in for an application, and take another."""
    try:
        found = application_of(ref)
    except ApplicationUnknown:
        raise Http404(ref) from None
    if found.applicant != visitor.user_id:
        raise Http404(ref)
    here = reverse("portal:application_credentials", args=[ref])
    name = found.account_name or ref

    def again(**kept: object) -> CredentialsPage:
        return application_credentials(ref, found.categories, visitor.language, at=visitor.now, **kept)  # type: ignore[arg-type]

    if request.method == "POST":
        return _handed_in(request, visitor, again, here, application_ref=ref, name=name)
    return _shown(request, visitor, again(), here, name=name, application_ref=ref)


@require_POST
@portal_page
def withdraw(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Take a credential back; its badge is gone at once."""
    try:
        file = credential_file(ref)
    except CredentialUnknown:
        raise Http404(ref) from None
    if not registry.may_act_for(visitor.user_id, file.about):
        raise Http404(ref)
    try:
        withdraw_credential(ref, reasons=_("Withdrawn by its holder."), actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        messages.error(request, problem_of(error).sentence)
    else:
        messages.success(request, _("The credential is withdrawn. You can hand in another at any time."))
    return HttpResponseRedirect(reverse("portal:credentials", args=[file.about]))


def _handed_in(
    request: HttpRequest,
    visitor: Visitor,
    again: Callable[..., CredentialsPage],
    here: str,
    *,
    name: str,
    account_ref: str = "",
    application_ref: str = "",
) -> HttpResponse:
    try:
        hand_in_credential(
            account_ref=account_ref,
            application_ref=application_ref,
            form=typed_form(request.POST),
            scan=_scan(request),
            actor=visitor.actor,
            at=visitor.now,
        )
    except CredentialRefused as refused:
        messages.error(request, _("Not handed in yet: put right what is marked."))
        page = again(typed=request.POST, problems=refused.problems)
        return _shown(request, visitor, page, here, name=name, application_ref=application_ref, status=_INVALID)
    except GoodstandingError as error:
        said = problem_of(error)
        messages.error(request, f"{said.sentence} {said.hint}".strip())
        page = again(typed=request.POST)
        return _shown(request, visitor, page, here, name=name, application_ref=application_ref, status=_INVALID)
    messages.success(request, _("The credential is with us. A person looks it up in its public register; you will be told."))
    if application_ref:
        return HttpResponseRedirect(reverse("portal:application", args=[application_ref]))
    return HttpResponseRedirect(here)


def _shown(
    request: HttpRequest,
    visitor: Visitor,
    page: CredentialsPage,
    here: str,
    *,
    name: str,
    application_ref: str = "",
    status: int = 200,
) -> HttpResponse:
    return show(
        request,
        visitor,
        "credentials.html",
        section="accounts",
        status=status,
        page=page,
        here=here,
        name=name,
        application_ref=application_ref,
    )


def _scan(request: HttpRequest) -> Scan | None:
    file = request.FILES.get("scan")
    if file is None:
        return None
    if (file.size or 0) > MOST_BYTES:
        raise DocumentRefused(f"The file “{(file.name or '')[:60]}” is larger than 10 MB.", hint="Hand in a smaller copy.")
    return Scan(file.name or "scan", file.read())
