"""Originals and licences a page at a time, for programs and pages that walk through all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q

from goodstanding.apps.common.paging import Page, page_of
from goodstanding.apps.originality.models import Licence, Original
from goodstanding.apps.originality.selectors import licence_view, original_view
from goodstanding.apps.originality.values import LicenceState, LicenceView, OriginalView


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


def licences_page(
    *,
    about: Collection[str] | None = None,
    state: str = "",
    hidden: Iterable[str] = (),
    after: str = "",
    limit: int = 50,
    at: datetime,
) -> Page[LicenceView]:
    """List licences and whitelist entries, those granted last first.

    Args:
        about: Accounts on either side, texts or licences, by reference; everything when None.
        state: Of ``LicenceState``; all where empty.
        hidden: Contents that do not exist for whoever asks.
        after: Reference of the last licence of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No licence has the reference ``after``.
    """
    rows = Licence.objects.exclude(content_ref__in=hidden)
    if about is not None:
        rows = rows.filter(Q(grantor__in=about) | Q(grantee__in=about) | Q(content_ref__in=set(about) - {""}) | Q(ref__in=about))
    if state:
        rows = rows.filter(_stands(at).get(state, Q(pk__in=[])))
    return page_of(rows, licence_view, field="ref", after=after, limit=limit)


def _stands(at: datetime) -> dict[str, Q]:
    kept = Q(revoked_at=None)
    return {
        LicenceState.REVOKED: ~kept,
        LicenceState.LATER: kept & Q(starts_at__gt=at),
        LicenceState.ENDED: kept & Q(starts_at__lte=at, ends_at__lte=at),
        LicenceState.RUNNING: kept & Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at)),
    }
