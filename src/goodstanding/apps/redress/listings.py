"""Disputes and notices of infringement a page at a time, for programs and pages that walk through all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from goodstanding.apps.common.paging import Page, page_of
from goodstanding.apps.redress.dispute_records import DisputeRecord
from goodstanding.apps.redress.dispute_selectors import dispute_record
from goodstanding.apps.redress.models import CopyrightNotice, Dispute
from goodstanding.apps.redress.takedown_records import TakedownView
from goodstanding.apps.redress.takedown_selectors import takedown_view


def disputes_page(
    *,
    account_refs: Collection[str] | None = None,
    state: str = "",
    hidden: Iterable[str] = (),
    after: str = "",
    limit: int = 50,
) -> Page[DisputeRecord]:
    """List disputes, those filed last first.

    Args:
        account_refs: Only those these accounts are a side of; all when None.
        state: Only these; all where empty.
        hidden: Cases whose disputes do not exist for whoever asks.
        after: Reference of the last dispute of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No dispute has the reference ``after``.
    """
    rows = Dispute.objects.exclude(case_ref__in=hidden)
    if account_refs is not None:
        rows = rows.filter(Q(account_ref__in=account_refs) | Q(claimant_ref__in=account_refs))
    rows = rows.filter(state=state) if state else rows
    return page_of(rows, dispute_record, field="ref", after=after, limit=limit)


def takedowns_page(
    *,
    forwarded_to: Collection[str] | None = None,
    content_ref: str = "",
    state: str = "",
    hidden: Iterable[str] = (),
    after: str = "",
    limit: int = 50,
) -> Page[TakedownView]:
    """List notices of infringement, those sent last first.

    Args:
        forwarded_to: Only those that were forwarded to these accounts; all, also those not acted on, when None.
        content_ref, state: Only these; all where empty.
        hidden: Cases whose notices do not exist for whoever asks.
        after: Receipt of the last notice of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No notice has the receipt ``after``.
    """
    rows = CopyrightNotice.objects.exclude(case_ref__in=hidden)
    if forwarded_to is not None:
        rows = rows.filter(account_ref__in=forwarded_to, acted_at__isnull=False)
    wanted = {"content_ref": content_ref, "state": state}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return page_of(rows, takedown_view, field="ref", after=after, limit=limit)
