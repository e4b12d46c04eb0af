"""Decisions a page at a time, for programs that walk through all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from goodstanding.apps.common.paging import Page, page_of
from goodstanding.apps.enforcement.models import Decision, Proposal
from goodstanding.apps.enforcement.selectors import decision_view, proposal_view
from goodstanding.apps.enforcement.values import DecisionView, ProposalView


def decisions_page(
    *,
    account_refs: Collection[str] | None = None,
    case_ref: str = "",
    hidden: Iterable[str] = (),
    after: str = "",
    limit: int = 50,
) -> Page[DecisionView]:
    """List decisions, the newest first, superseded ones included.

    Args:
        account_refs: Only decisions about these accounts; about any when None.
        case_ref: Only decisions of this case; of any when empty.
        hidden: Cases whose decisions are left out; see review.sight.
        after: Reference of the last decision of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No decision has the reference ``after``.
    """
    rows = Decision.objects.select_related("supersedes", "superseded_by", "notice").prefetch_related("measure_states")
    rows = rows.exclude(case_ref__in=hidden)
    if account_refs is not None:
        rows = rows.filter(account_ref__in=account_refs)
    if case_ref:
        rows = rows.filter(case_ref=case_ref)
    return page_of(rows, decision_view, field="ref", after=after, limit=limit)


def proposals_page(
    *, case_ref: str = "", status: str = "", hidden: Iterable[str] = (), after: str = "", limit: int = 50
) -> Page[ProposalView]:
    """List proposals, the newest first.

    Args:
        case_ref, status: Only these; all where empty.
        hidden: Cases whose proposals are left out; see review.sight.
        after: Reference of the last proposal of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No proposal has the reference ``after``.
    """
    wanted = {"case_ref": case_ref, "status": status}
    rows = Proposal.objects.filter(**{name: value for name, value in wanted.items() if value}).exclude(case_ref__in=hidden)
    return page_of(rows, proposal_view, field="ref", after=after, limit=limit)
