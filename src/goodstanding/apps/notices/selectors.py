"""Reading notices: one, an inbox, what became of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from goodstanding.apps.notices.errors import NoticeUnknown
from goodstanding.apps.notices.models import Channel, Delivery, Notice, TemplateVersion
from goodstanding.apps.notices.wordings import Template, words


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice, exactly as it was sent. ``id`` is for foreign keys of higher apps."""

    id: int
    ref: str
    code: str
    language: str
    recipient_kind: str
    recipient_ref: str
    subject: str
    body: str
    body_sha256: str
    template_sha256: str
    decision_ref: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One notice in a list."""

    ref: str
    code: str
    subject: str
    recipient_ref: str
    decision_ref: str
    created_at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """What became of a notice on one channel."""

    channel: str
    status: str
    attempts: int
    queued_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    last_error: str


def notice(ref: str, /) -> NoticeView:
    """Find a notice.

    Raises:
        NoticeUnknown: No notice has the reference.
    """
    return notice_view(_row(ref))


def inbox(recipients: Collection[tuple[str, str]], /, *, limit: int = 50, before: int | None = None) -> tuple[InboxItem, ...]:
    """List the notices of some recipients, newest first.

    Args:
        recipients: Pairs of kind and reference: the accounts somebody may act for, the person, a report's receipt.
        limit: At most so many.
        before: Only notices older than the one with this key (``NoticeView.id``).
    """
    by_kind: dict[str, list[str]] = {}
    for kind, ref in recipients:
        by_kind.setdefault(kind, []).append(ref)
    query = Notice.objects.none()
    for kind, refs in by_kind.items():
        query = query | Notice.objects.filter(recipient_kind=kind, recipient_ref__in=refs)
    if before is not None:
        query = query.filter(pk__lt=before)
    opened = Delivery.objects.filter(notice=OuterRef("pk"), channel=Channel.PORTAL, read_at__isnull=False)
    rows = query.annotate(is_read=Exists(opened)).order_by("-id")[:limit]
    return tuple(
        InboxItem(row.ref, row.code, row.subject, row.recipient_ref, row.decision_ref, row.created_at, is_read=row.is_read)
        for row in rows
    )


def deliveries(ref: str, /) -> tuple[DeliveryView, ...]:
    """List what became of a notice on each channel."""
    rows = Delivery.objects.filter(notice__ref=ref).order_by("id")
    return tuple(
        DeliveryView(
            row.channel, row.status, row.attempts, row.queued_at, row.sent_at, row.delivered_at, row.read_at, row.last_error
        )
        for row in rows
    )


def rerender(ref: str, /) -> bytes:
    """Fill in the archived wording with the frozen context again: the bytes must be those that were sent.

    Raises:
        NoticeUnknown: No notice has the reference.
    """
    row = _row(ref)
    held = TemplateVersion.objects.get(sha256=row.template_sha256)
    archived = Template(held.code, held.language, held.subject, held.body, json.loads(held.words))
    return archived.render(json.loads(row.context))[1].encode("utf-8")


def is_intact(ref: str, /) -> bool:
    """Say whether a notice is what its digest says, and what its wording and context give.

    Raises:
        NoticeUnknown: No notice has the reference.
    """
    row = _row(ref)
    body = row.body.encode("utf-8")
    return hashlib.sha256(body).hexdigest() == row.body_sha256 and rerender(ref) == body


def notice_view(row: Notice, /) -> NoticeView:
    """Freeze a row."""
    return NoticeView(
        row.pk,
        row.ref,
        row.code,
        row.language,
        row.recipient_kind,
        row.recipient_ref,
        row.subject,
        row.body,
        row.body_sha256,
        row.template_sha256,
        row.decision_ref,
        row.created_at,
    )


def _row(ref: str) -> Notice:
    row = Notice.objects.filter(ref=ref).first()
    if row is None:
        raise NoticeUnknown(f"There is no notice {ref}.")
    return row


def instrument_name(code: str, language: str, /) -> str:
    """Return what notices call a law or regulation, e.g. ``PA21``; empty where they have no name for it."""
    return words(language).get("instrument", {}).get(code, "")
