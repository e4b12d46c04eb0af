"""Asking before publishing: what a text shares with everything published so far. Nothing is stored, nothing follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.originality import evidence
from goodstanding.apps.originality.comparing import Examined, compare
from goodstanding.apps.originality.errors import IndexBehind
from goodstanding.apps.originality.text_index import text_indexes
from goodstanding.apps.originality.values import Freshness, MatchView, Version
from goodstanding.core.originality.errors import IndexAbsent, IndexFault

SHOWN = frozenset({"visible", "labelled"})
"""Statuses in which a content's wording may be shown to others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text shares with others.

    Args:
        body: The text asked about.
        shared: Share that is rightly shared and not its own, 0.0–1.0.
    """

    body: str
    matches: tuple[MatchView, ...]
    shared: float
    freshness: Freshness


def ask_about_text(text: str, /, *, account_ref: str = "", at: datetime) -> Asked:
    """Compare a text that is not published, as if the account published it now.

    Raises:
        IndexBehind: The index cannot be read now; the worker makes it again.
    """
    return _asked(Examined(Version("", account_ref, "", at), text))


def ask_about_content(content_ref: str, /) -> Asked:
    """Compare a published content as it stands with those before it.

    Raises:
        ContentUnknown: It was never reported.
        IndexBehind: The index cannot be read now; the worker makes it again.
    """
    content, versions = ingest.content(content_ref), ingest.content_versions(content_ref)
    first = ingest.content_version(content_ref, content.latest_sha256)
    since = first.at if first else content.published_at
    version = Version(content_ref, content.account_ref, content.latest_sha256, since)
    return _asked(Examined(version, content.body, versions))


def shown_wording(version: Version, /, *, is_staff: bool) -> str | None:
    """Return an earlier text for whoever asks; what was taken down or is held is shown to staff only."""
    content = ingest.find_content(version.content_ref)
    is_public = content is not None and content.status in SHOWN and content.withdrawn_at is None
    if not (is_public or is_staff):
        return None
    found = ingest.content_version(version.content_ref, version.sha256)
    return found.body if found else None


def _asked(examined: Examined) -> Asked:
    indexes = text_indexes()
    try:
        compared = compare(indexes.current(), examined)
    except IndexAbsent:
        return Asked(examined.body, (), 0.0, Freshness(0, ingest.newest_version(), None))
    except IndexFault as fault:
        raise IndexBehind("The index of texts cannot be read; the worker makes it again.", hint="Ask again later.") from fault
    _, matches = evidence.read(evidence.written(examined.version, compared.comparisons))
    return Asked(examined.body, matches, compared.shared, indexes.freshness())
