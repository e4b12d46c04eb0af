"""What an account published lately, as fingerprints: read only for accounts that publish often, since only those are asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from goodstanding.apps.ingest.models import Content, ContentVersion
from goodstanding.core.originality.fingerprint import fingerprint

OFTEN = 3
"""Posts within an hour from which an account's recent posts are worth reading."""
SPAN = timedelta(hours=24)
MOST = 20
"""Recent posts read, latest first."""

Recent = tuple[datetime, str, str]
"""When it was published, which content, its body."""


def stored_bodies(account_ref: str, /, *, until: datetime) -> list[Recent]:
    """Read the latest versions an account published within 24 hours."""
    refs = Content.objects.filter(account_ref=account_ref, kind="content").values("content_ref")
    rows = ContentVersion.objects.filter(content_ref__in=refs, at__lte=until, at__gt=until - SPAN).order_by("-at", "-id")
    return list(rows.values_list("at", "content_ref", "body")[:MOST])


def fingerprints_of(recent: Iterable[Recent], /, *, besides: str, at: datetime) -> list[int]:
    """Join the fingerprints of recent posts other than one content: ascending distinct hashes."""
    told = [entry for entry in recent if entry[1] != besides and at - SPAN < entry[0] <= at]
    bodies = [body for _, _, body in sorted(told, key=lambda entry: entry[0], reverse=True)[:MOST]]
    return sorted({hashed for body in bodies for hashed in _fingerprint(body)})


@lru_cache(maxsize=2048)
def _fingerprint(body: str) -> tuple[int, ...]:
    return fingerprint(body)
