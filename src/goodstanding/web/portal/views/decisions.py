"""One decision in full."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.portal.pages.decisions import decision_page


@require_safe
@portal_page
def decision(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Show a decision about one of the person's accounts."""
    page = decision_page(own_decision(ref, visitor), visitor)
    return show(request, visitor, "decision.html", section="accounts", page=page, decision=page.view)


def own_decision(ref: str, visitor: Visitor, /) -> DecisionView:
    """Return a decision about an account the person may act for.

    Raises:
        Http404: There is none such.
    """
    found = enforcement.find_decision(ref)
    if found is None:
        raise Http404(ref)
    visitor.require_account(found.account_ref)
    return found
