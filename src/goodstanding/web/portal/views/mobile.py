"""Changing the mobile a subject is reached by: a code to the new number, and the old one is told."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.apps.identity.security import confirmed_again
from goodstanding.apps.registry.errors import NotTheSubject
from goodstanding.apps.registry.providers import ProviderUnavailable
from goodstanding.apps.registry.reading.contacts import mobile_of
from goodstanding.apps.registry.services.contacting import ask_to_change_mobile, confirm_mobile_change
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.portal.views.verifying import said_of
from goodstanding.web.typed import one_line

_REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_again
@portal_page
def mobile(request: HttpRequest, visitor: Visitor, operator: str) -> HttpResponse:
    """Show the mobile in force; send a code to another, and take it."""
    try:
        page = mobile_of(operator, user_id=visitor.user_id, at=visitor.now)
    except NotTheSubject:
        raise Http404(operator) from None
    if request.method != "POST":
        return show(request, visitor, "mobile.html", section="personal", page=page, problem="", typed="")
    typed = one_line(request.POST.get("mobile"), longest=40)
    try:
        if request.POST.get("then") == "enter":
            code = one_line(request.POST.get("code"), longest=12)
            confirm_mobile_change(operator, code, actor=visitor.actor, at=visitor.now)
            told = (
                _("The new mobile is in force. The former number is told.") if page.may_tell else _("The new mobile is in force.")
            )
            messages.success(request, told)
        else:
            text = _("Your code is {code}. It counts for ten minutes. Nobody of the platform will ask you for it.")
            ask_to_change_mobile(operator, typed, text=text, actor=visitor.actor, at=visitor.now)
            messages.success(request, _("A code is on its way to the new number. Enter it below."))
    except (GoodstandingError, ProviderUnavailable) as error:
        said = problem_of(error).sentence if isinstance(error, GoodstandingError) else said_of(error)
        page = mobile_of(operator, user_id=visitor.user_id, at=visitor.now)
        return show(request, visitor, "mobile.html", section="personal", status=_REFUSED, page=page, problem=said, typed=typed)
    return HttpResponseRedirect(reverse("portal:mobile", args=[operator]))
