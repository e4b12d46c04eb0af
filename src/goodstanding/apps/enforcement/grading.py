"""Quality of what accounts publish, as grades count it: posts a person found in violation among those published.

Source: PA21:7.2, RQ-016
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from goodstanding.apps.enforcement.models import Decision, DecisionSource, Verdict
from goodstanding.apps.ingest.selectors import posts_published
from goodstanding.apps.registry.grade_inputs import Reading

LEAST_POSTS = 5
"""Posts from which a share says something; below it quality is unknown."""


def quality(account_refs: Collection[str], since: datetime, at: datetime) -> dict[str, Reading]:
    """Return the share of posts in violation in thousandths, rounded up.

    A decision that was superseded, and what a machine only suspects, do not count.
    """
    posts = posts_published(account_refs, since=since, until=at)
    rows = Decision.objects.filter(account_ref__in=set(posts), verdict=Verdict.VIOLATION, superseded_by=None)
    rows = rows.filter(decided_at__gte=since, decided_at__lte=at).exclude(content_ref="").exclude(source=DecisionSource.MACHINE)
    bad: dict[str, set[str]] = defaultdict(set)
    for account, content in rows.values_list("account_ref", "content_ref"):
        bad[account].add(content)
    return {
        ref: Reading(min(1000, -(-1000 * len(bad[ref]) // n)), {"posts": n, "violations": len(bad[ref])})
        for ref, n in posts.items()
        if n >= LEAST_POSTS
    }
