"""Proposing another name, self-description or avatar for an account, and taking a proposal back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.apps.registry.errors import DocumentRefused, NameRefused
from goodstanding.apps.registry.services.documents import MOST_BYTES, hand_in_document
from goodstanding.apps.registry.services.profiles import LONGEST_BIO, LONGEST_NAME, Proposed, propose_profile, withdraw_proposal
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.avatars import chosen_avatar
from goodstanding.web.portal.pages.profile import profile_page
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.typed import one_line, plain

_REFUSED = 422
_LETTER = "authorisation_letter"


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def profile(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show the profile and what was proposed; take a proposal."""
    account_ref = plain(ref)
    visitor.require_account(account_ref)
    if request.method != "POST":
        return show(request, visitor, "profile.html", section="accounts", page=profile_page(account_ref, visitor))
    values = {
        "name": one_line(request.POST.get("name"), longest=LONGEST_NAME),
        "bio": plain(request.POST.get("bio"))[:LONGEST_BIO],
    }
    try:
        if not values["name"]:
            return _given_back(request, visitor, account_ref, values, _("The account needs a name."))
        proposed = propose_profile(account_ref, values=values | chosen_avatar(request), actor=visitor.actor, at=visitor.now)
        _hand_in_letter(request, visitor, account_ref)
    except NameRefused as refused:
        return _given_back(request, visitor, account_ref, values, refused.says.in_language(visitor.language))
    except GoodstandingError as error:
        said = problem_of(error)
        return _given_back(request, visitor, account_ref, values, f"{said.sentence} {said.hint}".strip())
    messages.success(request, _said(proposed))
    return HttpResponseRedirect(reverse("portal:profile", args=[account_ref]))


@require_POST
@portal_page
def withdraw(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Take a proposal back."""
    account_ref = plain(ref)
    visitor.require_account(account_ref)
    try:
        withdraw_proposal(request.POST.get("hold", ""), account_ref=account_ref, actor=visitor.actor, at=visitor.now)
        messages.success(request, _("The proposal is taken back; your profile stays as it is."))
    except GoodstandingError as error:
        messages.error(request, problem_of(error).sentence)
    return HttpResponseRedirect(reverse("portal:profile", args=[account_ref]))


def _hand_in_letter(request: HttpRequest, visitor: Visitor, account_ref: str) -> None:
    file = request.FILES.get("letter")
    if file is not None:
        if (file.size or 0) > MOST_BYTES:
            raise DocumentRefused("The letter is larger than 10 MB.", hint="Hand in a smaller copy.")
        hand_in_document(
            account_ref, kind=_LETTER, name=file.name or "letter", content=file.read(), actor=visitor.actor, at=visitor.now
        )


def _given_back(request: HttpRequest, visitor: Visitor, ref: str, values: dict[str, str], problem: str) -> HttpResponse:
    page = profile_page(ref, visitor, given=values, problem=problem)
    return show(request, visitor, "profile.html", section="accounts", status=_REFUSED, page=page)


def _said(proposed: Proposed) -> str:
    return {
        "applied": _("Your profile is changed."),
        "held": _("A person looks at your proposal; this page says why. Until then your profile stays as it is."),
    }.get(proposed.state, _("Nothing is new; your profile stays as it is."))
