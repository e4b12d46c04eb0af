"""The agency (MCN) of an account: the agreement that links it, entered and ended by its operator."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.errors import AgencyRefused
from goodstanding.apps.registry.reading.agencies import DUTIES, agency_of, agreements_of
from goodstanding.apps.registry.services.agencies import NewAgency, end_agency, link_agency
from goodstanding.apps.registry.services.documents import MOST_BYTES
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.typed import one_line, plain

_REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def agency(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show the agency of an account, and enter an agreement with one."""
    account_ref = plain(ref)
    visitor.require_account(account_ref)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            link_agency(account_ref, _given(request), actor=visitor.actor, at=visitor.now)
        except AgencyRefused as error:
            language = get_language() or "zh-hans"
            problems = {name: says.in_language(language) for name, says in error.problems}
        except GoodstandingError as error:
            said = problem_of(error)
            problems = {"": f"{said.sentence} {said.hint}".strip()}
        else:
            messages.success(request, _("The agency is linked; the public card shows it until the agreement ends."))
            return HttpResponseRedirect(reverse("portal:agency", args=[account_ref]))
    return show(
        request,
        visitor,
        "agency.html",
        section="accounts",
        status=_REFUSED if problems else 200,
        account=registry.account(account_ref),
        linked=agency_of(account_ref),
        former=[one for one in agreements_of(account_ref) if one.status != "in_force"],
        duties=[(code, bool(needed)) for code, needed in DUTIES.items()],
        problems=problems,
        problem=problems.get("", ""),
        typed=request.POST,
        ticked=request.POST.getlist("duties"),
    )


@require_POST
@portal_page
def end(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """End the agreement; the agency is unlinked at once."""
    account_ref = plain(ref)
    visitor.require_account(account_ref)
    try:
        end_agency(account_ref, actor=visitor.actor, at=visitor.now)
    except GoodstandingError as error:
        messages.error(request, problem_of(error).sentence)
    else:
        messages.success(request, _("The agency is unlinked; the public card no longer shows it."))
    return HttpResponseRedirect(reverse("portal:agency", args=[account_ref]))


def _given(request: HttpRequest) -> NewAgency:
    form, file = request.POST, request.FILES.get("file")
    held = (file.name or "", file.read(MOST_BYTES + 1)) if isinstance(file, UploadedFile) else None
    return NewAgency(
        name=one_line(form.get("name"), longest=200),
        uscc=one_line(form.get("uscc"), longest=40),
        duties=form.getlist("duties"),
        starts_on=_day(form.get("starts_on")),
        ends_on=_day(form.get("ends_on")),
        file=held,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(plain(text))
    except ValueError:
        return None
