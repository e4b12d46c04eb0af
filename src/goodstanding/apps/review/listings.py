"""Cases a page at a time, for programs that walk through all of them."""

from __future__ import annotations

from goodstanding.apps.common.paging import Page, page_of
from goodstanding.apps.review import limits
from goodstanding.apps.review.permissions import Viewer
from goodstanding.apps.review.selectors import case_view, open_to
from goodstanding.apps.review.values import CaseView


def program(owner_id: int, scopes: frozenset[str], /) -> Viewer:
    """Let a program see what the scopes of its key open, whatever the roles of its owner."""
    return Viewer(owner_id, scopes, limits.restricted_queues())


def cases_page(
    viewer: Viewer,
    /,
    *,
    queue: str = "",
    status: str = "",
    account_ref: str = "",
    content_ref: str = "",
    after: str = "",
    limit: int = 50,
) -> Page[CaseView]:
    """List the cases open to a viewer, the newest first.

    Args:
        queue, status, account_ref, content_ref: Only these; all where empty.
        after: Reference of the last case of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No case has the reference ``after``.
    """
    wanted = {"queue": queue, "status": status, "account_ref": account_ref, "content_ref": content_ref}
    rows = open_to(viewer).filter(**{name: value for name, value in wanted.items() if value})
    return page_of(rows.prefetch_related("exclusions"), case_view, field="ref", after=after, limit=limit)
