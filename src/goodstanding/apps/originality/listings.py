"""Originals a page at a time, for programs and pages that walk through all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from goodstanding.apps.common.paging import Page, page_of
from goodstanding.apps.originality.models import Original
from goodstanding.apps.originality.selectors import original_view
from goodstanding.apps.originality.values import OriginalView


def originals_page(
    *,
    account_refs: Collection[str] | None = None,
    content_ref: str = "",
    status: str = "",
    hidden: Iterable[str] = (),
    after: str = "",
    limit: int = 50,
) -> Page[OriginalView]:
    """List originals, those first declared last first.

    Args:
        account_refs: Only what these accounts declared; anybody's when None.
        content_ref, status: Only these; all where empty.
        hidden: Contents that do not exist for whoever asks.
        after: Reference of the last original of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No original has the reference ``after``.
    """
    wanted = {"content_ref": content_ref, "status": status}
    rows = Original.objects.filter(**{name: value for name, value in wanted.items() if value}).exclude(content_ref__in=hidden)
    if account_refs is not None:
        rows = rows.filter(account_ref__in=account_refs)
    return page_of(rows, original_view, field="ref", after=after, limit=limit)
