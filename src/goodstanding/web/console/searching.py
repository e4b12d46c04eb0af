"""Finding cases by what a person has in hand: an account's name or id, or the number of a case, decision, draft or receipt."""

from __future__ import annotations

from django.urls import reverse

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.errors import ProposalUnknown
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.errors import ReviewError
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk

_ACCOUNTS = 20
_SHOWN = 100


def exact(query: str, desk: Desk, /) -> str:
    """Return the address of the one thing that bears this number; empty when there is none the person may see."""
    number = query.upper()
    if number.startswith("D-") and enforcement.find_decision(number, hidden=desk.hidden.cases) is not None:
        return reverse("console:decision", args=[number])
    if number.startswith("P-") and _has_proposal(number, desk):
        return reverse("console:proposal", args=[number])
    if number.startswith("OL-"):
        return f"{reverse('console:licences')}?q={number}" if number.removeprefix("OL-").isalnum() else ""
    case_ref = number if number.startswith("C-") else _case_of_receipt(number)
    return reverse("console:case", args=[case_ref]) if case_ref and _may_see(case_ref, desk) else ""


def cases(query: str, desk: Desk, /) -> tuple[CaseView, ...]:
    """Return the cases about accounts whose id or name matches, latest first, as far as the person may see them."""
    if not query:
        return ()
    refs = [query, *(account.account_ref for account in registry.accounts_named(query, limit=_ACCOUNTS))]
    return review.cases_about(refs, desk.viewer, limit=_SHOWN)


def _case_of_receipt(number: str) -> str:
    report = redress.find_report(number) if number.startswith("R-") else None
    appeal = redress.find_appeal(number) if number.startswith("A-") else None
    return report.case_ref if report else appeal.case_ref if appeal else ""


def _has_proposal(number: str, desk: Desk) -> bool:
    try:
        enforcement.proposal(number, hidden=desk.hidden.cases)
    except ProposalUnknown:
        return False
    return True


def _may_see(case_ref: str, desk: Desk) -> bool:
    try:
        review.seen_case(case_ref, desk.viewer)
    except ReviewError:
        return False
    return True
