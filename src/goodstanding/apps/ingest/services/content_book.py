"""Contents of a batch of events: read in one query, changed in memory, written with every version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from goodstanding.apps.common.bulk import insert_rows
from goodstanding.apps.ingest.models import Content, ContentKind, ContentVersion
from goodstanding.apps.ingest.recent import Recent, fingerprints_of, stored_bodies
from goodstanding.apps.ingest.services.retaining import note_left
from goodstanding.core.events.event import Event

_PUBLISHING = {
    "content.published": ContentKind.CONTENT,
    "content.edited": ContentKind.CONTENT,
    "comment.posted": ContentKind.COMMENT,
}
_COLUMNS = tuple(field.attname for field in Content._meta.concrete_fields if not field.primary_key)  # noqa: SLF001
_VERSION_COLUMNS = ("content_ref", "sha256", "title", "body", "at", "event_source", "event_id")
_UPDATED = ["title", "body", "category", "latest_sha256", "withdrawn_at"]


def content_ref_of(event: Event, /) -> str:
    """Return the content an event is about: the comment for a comment, else the content; empty where it names none."""
    key = "comment_id" if event.type == "comment.posted" else "content_id"
    found = event.data.get(key)
    return found if isinstance(found, str) else ""


class ContentBook:
    """Contents in memory. An event never changes whether a content is held or removed: only decisions do."""

    def __init__(self, contents: dict[str, Content]) -> None:
        self._contents = contents
        self._new: dict[str, Content] = {}
        self._changed: dict[str, Content] = {}
        self._versions: list[tuple[object, ...]] = []
        self._left: dict[str, datetime] = {}
        self._posted: dict[str, list[Recent]] = {}
        self._read: dict[str, list[Recent]] = {}

    @classmethod
    def opened_for(cls, events: Iterable[Event], /) -> ContentBook:
        """Read, in one query, every content these events are about."""
        refs = {content_ref_of(event) for event in events if event.type in _PUBLISHING or event.type == "content.removed"}
        refs.discard("")
        rows = Content.objects.filter(content_ref__in=refs) if refs else ()
        return cls({row.content_ref: row for row in rows})

    def apply(self, event: Event, /) -> str:
        """Draw one event into the contents.

        Returns:
            One sentence where the event contradicts what is known; empty otherwise.
        """
        ref = content_ref_of(event)
        if not ref or not (event.type in _PUBLISHING or event.type == "content.removed"):
            return ""
        row = self._contents.get(ref)
        if row is not None and event.subject and row.account_ref != event.subject:
            return "/data/content_id: the content belongs to another account; it was left as it is."
        if event.type == "content.removed":
            if row is not None:
                row.withdrawn_at = self._left[ref] = event.time
                self._note_change(row)
            return ""
        self._publish(row, ref, event)
        return ""

    def recent_fingerprints(self, account_ref: str, /, *, besides: str, at: datetime) -> list[int]:
        """Return the joined fingerprints of what an account published in the 24 hours before, one content apart."""
        if account_ref not in self._read:
            self._read[account_ref] = stored_bodies(account_ref, until=at)
        recent = self._read[account_ref] + self._posted.get(account_ref, [])
        return fingerprints_of(recent, besides=besides, at=at)

    def save(self) -> None:
        """Write every content that changed, and every version."""
        insert_rows(Content, _COLUMNS, [[getattr(row, name) for name in _COLUMNS] for row in self._new.values()])
        if self._changed:
            Content.objects.bulk_update(self._changed.values(), _UPDATED, batch_size=200)
        insert_rows(ContentVersion, _VERSION_COLUMNS, self._versions)
        note_left(self._left)
        self._new, self._changed, self._versions, self._left = {}, {}, [], {}

    def _publish(self, row: Content | None, ref: str, event: Event) -> None:
        title, body = event.data.get("title") or "", event.data.get("body") or ""
        sha256 = content_sha256(title, body)
        if row is None:
            parent = event.data.get("content_id") if event.type == "comment.posted" else ""
            row = Content(
                content_ref=ref,
                account_ref=event.subject,
                kind=_PUBLISHING[event.type],
                parent_ref=(parent or "")[:512],
                published_at=event.time,
            )
            self._contents[ref] = self._new[ref] = row
        elif row.latest_sha256 == sha256 and row.withdrawn_at is None:
            return
        row.title, row.body, row.latest_sha256, row.withdrawn_at = title, body, sha256, None
        self._left.pop(ref, None)
        row.category = (event.data.get("category") or "")[:64]
        self._note_change(row)
        if row.kind == ContentKind.CONTENT:
            self._posted.setdefault(event.subject, []).append((event.time, ref, body))
        self._versions.append((ref, sha256, title, body, event.time, event.source, event.id))

    def _note_change(self, row: Content) -> None:
        if row.content_ref not in self._new:
            self._changed[row.content_ref] = row


def content_sha256(title: str, body: str, /) -> str:
    """Hash a version of a content: title, a NUL, body."""
    return hashlib.sha256(f"{title}\x00{body}".encode()).hexdigest()
