"""What accounts publish beside their categories, counted once a day and told to the register. Source: PA21:15.2, RQ-070."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.ingest.models import Content, ContentKind
from goodstanding.apps.ingest.selectors import categories_published
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.categories import drifting_accounts
from goodstanding.apps.registry.selectors import accounts
from goodstanding.apps.registry.services.categories import note_drift

_AT_ONCE = 500
_DAY = 86_400


def watch_drift(*, at: datetime) -> int:
    """Count the posts of the window by account and category, once a day; return how many accounts were noted.

    An account drifts by the share the platform published; one that drifted is looked at until it no longer does.
    """
    if not cache.add(f"ingest:drift:{at.astimezone(LOCAL).date().isoformat()}", "counted", _DAY):
        return 0
    known, noted = drifting_accounts(), 0
    for batch in _batches(at):
        registered = accounts(batch)
        for ref, published in batch.items():
            categories = registered[ref].categories if ref in registered else ()
            if _is_adrift(published, categories):
                note_drift(ref, published=published, at=at)
                noted += 1
    for ref in known:
        note_drift(ref, published=_published(ref, at), at=at)
    return noted


def _batches(at: datetime) -> Iterator[dict[str, dict[str, int]]]:
    rows = Content.objects.filter(published_at__gte=_since(at), published_at__lte=at, kind=ContentKind.CONTENT)
    rows = rows.filter(withdrawn_at__isnull=True).exclude(category="").order_by("account_ref")
    batch: dict[str, dict[str, int]] = {}
    for ref, category, n in rows.values_list("account_ref", "category").annotate(n=Count("id")).iterator():
        if ref not in batch and len(batch) >= _AT_ONCE:
            yield batch
            batch = {}
        batch.setdefault(ref, {})[category] = n
    if batch:
        yield batch


def _published(ref: str, at: datetime) -> dict[str, int]:
    return categories_published(ref, since=_since(at), until=at)


def _since(at: datetime) -> datetime:
    return at - timedelta(days=number("drift_window_days"))


def _is_adrift(published: dict[str, int], categories: tuple[str, ...]) -> bool:
    outside = sum(n for code, n in published.items() if code not in categories)
    return outside * 1000 >= number("drift_permille") * sum(published.values())
