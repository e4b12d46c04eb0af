"""What the registry asks ingest about an account's life: when it was used, and what it published."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Max

from goodstanding.apps.ingest.models import Content, StoredEvent

USE = ("content.published", "content.edited", "content.removed", "comment.posted", "account.profile_changed")
"""Events that are an account's own act, besides signing in."""
_COLUMNS = ("content_ref", "kind", "parent_ref", "status", "labels", "title", "body", "category", "published_at", "withdrawn_at")


def last_uses(account_refs: Collection[str], /) -> dict[str, datetime]:
    """Return when accounts last did something of their own; those that never did are absent. Source: PA21:10.2, RQ-041."""
    rows = StoredEvent.objects.filter(subject__in=list(account_refs), type__in=USE).values("subject")
    return {row["subject"]: row["latest"] for row in rows.annotate(latest=Max("time"))}


def published(account_ref: str, /) -> Iterable[tuple[str, bytes]]:
    """Return what an account published, for its export. Source: PA21:11.3, RQ-048."""
    rows = Content.objects.filter(account_ref=account_ref).order_by("published_at", "id").values(*_COLUMNS)
    yield "posts.jsonl", b"".join(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n" for row in rows.iterator())
