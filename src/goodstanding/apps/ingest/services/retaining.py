"""How long the wording of contents that left the platform is kept: 180 days for appeals, three years as evidence.

Whoever needs a content longer says so (``ports``). ADR 0042; the periods are published numbers of the registry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Max

from goodstanding.apps.ingest.models import Content, ContentStatus, ContentVersion, Retention, RetentionState
from goodstanding.apps.ingest.ports import holds_on
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.closing import closed_at, recently_closed

_AGAIN = timedelta(days=1)
_ONGOING = (RetentionState.WAITING, RetentionState.EMPTIED)


def note_left(left: Mapping[str, datetime], /) -> None:
    """Note that contents left the platform, in the caller's transaction; the same once.

    Args:
        left: By content, when.
    """
    rows = [
        Retention(content_ref=ref, left_at=at, due_at=_evidence_until(at), look_at=_appeals_until(at)) for ref, at in left.items()
    ]
    if rows:
        Retention.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)


def note_closed_accounts(*, at: datetime, limit: int = 1000) -> int:
    """Note the contents of accounts closed lately; return how many. Whoever closed them, and whenever the worker comes."""
    noted = 0
    for account_ref, closed in recently_closed(at=at):
        known = Retention.objects.filter(left_at=closed).values("content_ref")
        shown = Content.objects.filter(account_ref=account_ref, withdrawn_at=None).exclude(status=ContentStatus.REMOVED)
        refs = list(shown.exclude(content_ref__in=known).values_list("content_ref", flat=True)[: limit - noted])
        note_left(dict.fromkeys(refs, closed))
        noted += len(refs)
    return noted


def due_retentions(*, at: datetime, limit: int = 100) -> list[str]:
    """Return the contents whose next step is due and that nobody needs; those somebody needs are looked at again tomorrow."""
    rows = Retention.objects.filter(state__in=_ONGOING, look_at__lte=at).order_by("look_at", "id")[:limit]
    found = {row.content_ref: row for row in rows}
    held = holds_on(found, at=at)
    for ref, names in held.items():
        Retention.objects.filter(content_ref=ref, state__in=_ONGOING).update(held_for=list(names), look_at=at + _AGAIN)
    return [ref for ref in found if ref not in held]


def empty_content(content_ref: str, /, *, at: datetime) -> bool:
    """Take the wording out of a content that left long enough ago, in the caller's transaction; say whether it was."""
    row = _ongoing(content_ref, RetentionState.WAITING)
    if row is None or _has_returned(row) or _is_early(row, _appeals_until(row.left_at), at):
        return False
    newest = ContentVersion.objects.filter(content_ref=content_ref).aggregate(newest=Max("id"))["newest"]
    Content.objects.filter(content_ref=content_ref).update(title="", body="")
    row.state, row.emptied_at, row.versions_to = RetentionState.EMPTIED, at, newest or 0
    row.held_for, row.look_at = [], row.due_at
    row.save(update_fields=["state", "emptied_at", "versions_to", "held_for", "look_at"])
    return True


def delete_versions(content_ref: str, /, *, at: datetime) -> int:
    """Delete the versions of a content that are evidence no longer, in the caller's transaction; return how many."""
    row = _ongoing(content_ref, RetentionState.EMPTIED)
    if row is None or _is_early(row, row.due_at, at):
        return 0
    Retention.objects.filter(pk=row.pk).update(door_opened_at=at)
    deleted = ContentVersion.objects.filter(content_ref=content_ref, id__lte=row.versions_to).delete()[0]
    row.state, row.done_at, row.held_for = RetentionState.DONE, at, []
    row.save(update_fields=["state", "done_at", "held_for"])
    Retention.objects.filter(pk=row.pk).update(door_opened_at=None)
    return deleted


def _ongoing(content_ref: str, state: RetentionState) -> Retention | None:
    rows = Retention.objects.select_for_update().filter(content_ref=content_ref, state=state)
    return rows.order_by("left_at", "id").first()


def _has_returned(row: Retention) -> bool:
    """Whether the content was shown again since; then what it left for later counts, and this is over."""
    content = Content.objects.select_for_update().filter(content_ref=row.content_ref).first()
    if content is not None and (since := _left_since(content)) is not None and since <= row.left_at:
        return False
    row.state, row.held_for = RetentionState.RETURNED, []
    row.save(update_fields=["state", "held_for"])
    return True


def _is_early(row: Retention, due_at: datetime, at: datetime) -> bool:
    """Whether a step is due later than it was planned for; it is looked at again then."""
    if due_at <= at:
        return False
    row.look_at = due_at
    row.save(update_fields=["look_at"])
    return True


def _left_since(content: Content) -> datetime | None:
    """Return since when a content is not shown; None where it is."""
    removed = [datetime.fromisoformat(one["since"]) for one in content.effects if one["effect"] == "removed" and "since" in one]
    left = [*removed, content.withdrawn_at, closed_at(content.account_ref)]
    return min((moment for moment in left if moment is not None), default=None)


def _appeals_until(left_at: datetime) -> datetime:
    return left_at + timedelta(days=number("left_contents_kept_days"))


def _evidence_until(left_at: datetime) -> datetime:
    return months_later(left_at, max(number("evidence_kept_months"), 1))
