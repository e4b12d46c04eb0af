"""The inbox: every notice exactly as it was archived, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.notices.errors import NoticeUnknown
from goodstanding.apps.notices.selectors import DeliveryView, InboxItem, NoticeView
from goodstanding.apps.registry import selectors as registry

PAGE = 30
_COUNTED = 100
"""Notices looked at for the number in the navigation; beyond, it is a lower bound."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of the inbox.

    Args:
        older: Reference to continue after; empty on the last page.
    """

    items: tuple[NoticeLine, ...]
    older: str


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice in the list."""

    ref: str
    subject: str
    account_name: str
    created_at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One notice as it was sent, its digest, and its deliveries."""

    notice: NoticeView
    deliveries: tuple[DeliveryView, ...]
    is_intact: bool


def unread_count(user_id: int, /) -> int:
    """Count the notices nobody opened yet, among the latest hundred."""
    return sum(not item.is_read for item in notices.inbox(_recipients(user_id), limit=_COUNTED))


def unread_of(account_ref: str, /) -> tuple[InboxItem, ...]:
    """List an account's notices nobody opened yet, among the latest hundred, newest first."""
    return tuple(item for item in notices.inbox([("account", account_ref)], limit=_COUNTED) if not item.is_read)


def inbox_page(user_id: int, /, *, after: str = "") -> Inbox:
    """Return one page of the inbox, newest first.

    Args:
        after: Reference of the last notice of the page before.
    """
    names = {account.account_ref: account.name for account in registry.accounts_of(user_id)}
    found = notices.inbox(_recipients(user_id), limit=PAGE + 1, before=_key(after))
    lines = tuple(_line(item, names) for item in found[:PAGE])
    return Inbox(lines, lines[-1].ref if len(found) > PAGE else "")


def letter_page(ref: str, user_id: int, /) -> LetterPage | None:
    """Return one notice, or None where it is not addressed to the person or an account they may act for."""
    try:
        notice = notices.notice(ref)
    except NoticeUnknown:
        return None
    if not _is_addressed_to(notice, user_id):
        return None
    return LetterPage(notice, notices.deliveries(ref), notices.is_intact(ref))


def _line(item: InboxItem, names: Mapping[str, str]) -> NoticeLine:
    return NoticeLine(item.ref, item.subject, names.get(item.recipient_ref, ""), item.created_at, item.is_read)


def _is_addressed_to(notice: NoticeView, user_id: int) -> bool:
    if notice.recipient_kind == "account":
        return registry.may_act_for(user_id, notice.recipient_ref)
    return notice.recipient_kind == "user" and notice.recipient_ref == str(user_id)


def _recipients(user_id: int) -> list[tuple[str, str]]:
    accounts = [("account", account.account_ref) for account in registry.accounts_of(user_id)]
    return [*accounts, ("user", str(user_id))]


def _key(ref: str) -> int | None:
    try:
        return notices.notice(ref).id if ref else None
    except NoticeUnknown:
        return None
