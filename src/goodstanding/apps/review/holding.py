"""What review tells retention: the contents an open case is about are kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from goodstanding.apps.review.models import Case, CaseStatus


def contents_in_cases(content_refs: Collection[str], at: datetime, /) -> Collection[str]:
    """Return those of these contents that an open case is about."""
    del at
    return set(Case.objects.filter(content_ref__in=content_refs, status=CaseStatus.OPEN).values_list("content_ref", flat=True))
