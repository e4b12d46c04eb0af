"""Telling both parties of a notice what the other said and what happens next, each in its own language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices import services as notices
from goodstanding.apps.notices.ports import Address
from goodstanding.apps.redress import takedown_words as say
from goodstanding.apps.redress.models import CopyrightNotice, CounterStatement
from goodstanding.apps.redress.services.appeals import account_name, portal_url
from goodstanding.apps.redress.takedown_selectors import CONTACT, NAME, forwarded_files, opened
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.numbers import number
from goodstanding.core.kernel.sentences import Sentence

DEFAULT_LANGUAGE = "zh-hans"
SENDER = "copyright"
"""Kind of recipient: the sender of a notice, by its receipt."""
ANSWER_FILES = ("counter_proof",)


def account_language(account_ref: str, /) -> str:
    """Return the language of the first person behind an account."""
    members = registry.members_of(account_ref)
    return identity.person(members[0]).language if members else DEFAULT_LANGUAGE


def sender_url(ref: str, /) -> str:
    """Make the address at which a sender follows a notice."""
    return f"{settings.CONFIG.public_url.rstrip('/')}/copyright/{ref}/"


def forward_notice(row: CopyrightNotice, /, *, at: datetime) -> None:
    """Forward a notice to the account, whole but for the sender's contact, address and identity documents."""
    language = account_language(row.account_ref)
    notices.issue_notice(
        "copyright_forwarded",
        language=language,
        recipient=notices.Recipient("account", row.account_ref),
        context={
            "receipt": row.ref,
            "account": {"ref": row.account_ref, "name": account_name(row.account_ref)},
            "content": _content(row),
            "sender": {"name": opened(row.name_sealed, NAME), "capacity": row.capacity},
            "work": {"title": row.work, "url": row.work_url},
            "statement": row.statement,
            "files": _files(row, language, without=ANSWER_FILES),
            "decision": {"ref": row.decision_ref},
            "window_days": number("counter_window_days"),
            "forwarded_at": at.isoformat(),
            "url": portal_url(f"copyright/{row.ref}/"),
        },
        decision_ref=row.decision_ref,
        at=at,
    )


def forward_counter(row: CopyrightNotice, counter: CounterStatement, /, *, at: datetime) -> None:
    """Forward a counter-statement to the sender, and tell him what he can do until when."""
    if row.window_ends_at is None:
        return
    notices.issue_notice(
        "copyright_counter_forwarded",
        language=row.language,
        recipient=notices.Recipient(SENDER, row.ref),
        context={
            "receipt": row.ref,
            "content": _content(row),
            "work": {"title": row.work, "url": row.work_url},
            "answerer": {"name": opened(counter.name_sealed, NAME)},
            "statement": counter.statement,
            "files": _files(row, row.language, only=ANSWER_FILES),
            "window_days": number("counter_window_days"),
            "most_working_days": number("counter_window_most_working_days"),
            "forwarded_at": at.isoformat(),
            "window_ends_at": row.window_ends_at.isoformat(),
            "url": sender_url(row.ref),
        },
        decision_ref=row.decision_ref,
        at=at,
    )


def tell_sender(row: CopyrightNotice, said: Sequence[Sentence], /, *, deadline: datetime | None = None, at: datetime) -> None:
    """Tell the sender news: the first sentence is the heading."""
    recipient = notices.Recipient(SENDER, row.ref)
    _news(row, said, recipient, row.language, sender_url(row.ref), deadline, at)


def tell_account(row: CopyrightNotice, said: Sequence[Sentence], /, *, deadline: datetime | None = None, at: datetime) -> None:
    """Tell the account news: the first sentence is the heading."""
    recipient = notices.Recipient("account", row.account_ref)
    url = portal_url(f"copyright/{row.ref}/")
    _news(row, said, recipient, account_language(row.account_ref), url, deadline, at)


def tell_account_over(row: CopyrightNotice, /, *, at: datetime) -> None:
    """Tell the account that the notice is over and its content is shown again."""
    tell_account(row, say.account_over(row), at=at)


def addresses_of_sender(ref: str, /) -> tuple[Address, ...]:
    """Find where the sender of a notice is answered."""
    row = CopyrightNotice.objects.filter(ref=ref).first()
    contact = opened(row.contact_sealed, CONTACT) if row is not None else ""
    if "@" in contact:
        return (Address("mail", contact),)
    return (Address("sms", contact),) if sum(character.isdecimal() for character in contact) >= 7 else ()


def _news(
    row: CopyrightNotice,
    said: Sequence[Sentence],
    recipient: notices.Recipient,
    language: str,
    url: str,
    deadline: datetime | None,
    at: datetime,
) -> None:
    heading, *paragraphs = (sentence.in_language(language) for sentence in said)
    notices.issue_notice(
        "copyright_news",
        language=language,
        recipient=recipient,
        context={
            "receipt": row.ref,
            "content": _content(row),
            "heading": heading,
            "paragraphs": [{"text": text} for text in paragraphs],
            "deadline": deadline.isoformat() if deadline else None,
            "url": url,
            "at": at.isoformat(),
        },
        decision_ref=row.decision_ref,
        at=at,
    )


def _content(row: CopyrightNotice) -> dict[str, str]:
    content = ingest.find_content(row.content_ref)
    return {"ref": row.content_ref, "title": content.title if content else ""}


def _files(row: CopyrightNotice, language: str, *, only: Sequence[str] = (), without: Sequence[str] = ()) -> list[dict[str, str]]:
    return [
        {"kind": say.file_kind(file.kind, language), "name": file.name}
        for file in forwarded_files(row.ref)
        if file.kind not in without and (not only or file.kind in only)
    ]
