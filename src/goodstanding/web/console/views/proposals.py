"""Settling drafts that take two people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.identity.security import confirmed_again
from goodstanding.apps.review import selectors as review
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.failures import refusal_page
from goodstanding.web.console.pages.proposals import proposal_page, visible_proposals

_READ = ("cases:read", "cases:decide", "decisions:approve")
_INVALID = 422


@require_GET
@staff_page(*_READ)
def proposals(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the drafts that await a second person, oldest first."""
    pages = [proposal_page(found, desk) for found in visible_proposals(desk)]
    return show(request, desk, "proposals.html", section="proposals", proposals=pages)


@require_http_methods(["GET", "POST"])
@confirmed_again
@staff_page(*_READ)
def proposal(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Show one draft in full, and approve or reject it."""
    try:
        found = enforcement.proposal(ref, hidden=desk.hidden.cases)
        review.case_file(found.case_ref, desk.user_id)
        if request.method == "POST":
            return _settle(request, desk, ref)
    except GoodstandingError as error:
        if error.status != _INVALID:
            return refusal_page(request, desk, error)
        return _refused(request, desk, ref, refusals.sentence(error))
    return show(request, desk, "proposal.html", section="proposals", proposal=proposal_page(found, desk))


def _refused(request: HttpRequest, desk: Desk, ref: str, problem: str) -> HttpResponse:
    page = proposal_page(enforcement.proposal(ref), desk, problems=(problem,))
    note = request.POST.get("note", "")
    return show(request, desk, "proposal.html", section="proposals", proposal=page, note=note, status=_INVALID)


def _settle(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    note = request.POST.get("note", "").strip()
    if request.POST.get("settle") == "approve":
        decision = enforcing.approve_proposal(ref, actor=desk.actor, at=desk.now, note=note)
        messages.success(request, _("Decision %(ref)s is issued and its notice is on the way.") % {"ref": decision.ref})
        return HttpResponseRedirect(reverse("console:decision", args=[decision.ref]))
    if not note:
        return _refused(request, desk, ref, _("Give a reason the person who drafted it can act on."))
    rejected = enforcing.reject_proposal(ref, actor=desk.actor, at=desk.now, reason=note)
    messages.success(request, _("The draft was rejected; the case is open again."))
    return HttpResponseRedirect(reverse("console:case", args=[rejected.case_ref]))
