"""What enforcement tells retention: the contents of decisions that can still be appealed against are kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from goodstanding.apps.enforcement.models import Decision
from goodstanding.apps.ingest import selectors as ingest

_LONGEST = timedelta(days=366)


def contents_open_to_appeal(content_refs: Collection[str], at: datetime, /) -> Collection[str]:
    """Return those of these contents a decision is about whose time to appeal is not over."""
    accounts = {one.account_ref for one in ingest.contents(content_refs).values()}
    rows = Decision.objects.filter(account_ref__in=accounts, decided_at__gte=at - _LONGEST, content_ref__in=content_refs)
    return {ref for ref, route in rows.values_list("content_ref", "appeal_route") if _deadline(route) >= at}


def _deadline(route: dict[str, str]) -> datetime:
    return datetime.fromisoformat(route["deadline"])
