"""What the registry tells people and the platform: notices in whole sentences, and word that a public card changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from goodstanding.apps.common.outbox import enqueue_each, untried
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.notices.services import Recipient, issue_notice
from goodstanding.apps.registry.models import Account, Operator
from goodstanding.apps.registry.selectors import members_of
from goodstanding.apps.registry.sentences import say
from goodstanding.core.kernel.sentences import Sentence

DISCLOSURE_CHANGED = "account.disclosure_changed"
"""Outbox topic and webhook: what the public may know of an account changed."""


@dataclass(frozen=True, slots=True)
class News:
    """What happened to a record of the register.

    Args:
        heading: Becomes the subject.
        paragraphs: What happened, why, and what to do; nothing that identifies a person.
        deadline: Until when something can be done.
        path: Page of the portal where it is done, from its root.
    """

    heading: Sentence
    paragraphs: Sequence[Sentence]
    clause: str = ""
    deadline: datetime | None = None
    path: str = "/portal/"


def tell_account(account_ref: str, /, *, name: str, news: News, at: datetime) -> None:
    """Write a notice to the people behind an account, in the caller's transaction."""
    _tell(Recipient("account", account_ref), account_ref, name, news, at)


def tell_person(user_id: int, /, *, about: str, name: str, news: News, at: datetime) -> None:
    """Write a notice to a person about a record that is no account yet, in the caller's transaction."""
    _tell(Recipient("user", str(user_id)), about, name, news, at)


def announce_disclosure(account_ref: str, /, *, at: datetime) -> None:
    """Tell the platform that what the public may know of an account changed, in the caller's transaction."""
    announce_disclosures((account_ref,), at=at)


def announce_disclosures(account_refs: Collection[str], /, *, at: datetime) -> None:
    """Tell it of many accounts; one that is about to be told of anyway is not told of twice.

    Source: PA21:9.2, PA21:11.2
    """
    waiting = untried(DISCLOSURE_CHANGED, account_refs)
    told = {ref: {"account": ref, "at": at.isoformat()} for ref in account_refs if ref not in waiting}
    enqueue_each(DISCLOSURE_CHANGED, told, at=at)


def announce_operator(operator: Operator, /, *, at: datetime) -> None:
    """Tell it of every account an operator runs."""
    refs = Account.objects.filter(operator=operator).order_by("account_ref").values_list("account_ref", flat=True)
    announce_disclosures(tuple(refs), at=at)


def application_news(status: str, ref: str, reasons: str, /) -> News | None:
    """Word what became of an application; None where there is nothing to tell."""
    path = f"/portal/apply/{ref}/"
    why = tuple(
        say("as_written", "{text}", "{text}", text=line.replace("{", "（").replace("}", "）")) for line in reasons.splitlines()
    )
    if status == "active":
        done = say("registered", "账号已注册，可以发布。", "The account is registered and can publish.")
        return News(done, (done, *why), "PA21:7.1", path=path)
    if status == "refused":
        heading = say("refused", "注册申请未获通过", "The application was refused")
        return News(heading, why, "PA21:8.1", path=path)
    if status == "correction":
        heading = say("correction", "申请需要补正", "The application needs correcting")
        kept = say(
            "kept",
            "您填写的其他内容已保存，更正后重新提交即可。",
            "What you filled in is saved; correct it and hand it in again.",
        )
        return News(heading, (*why, kept), "PA21:8.1", path=path)
    return None


def _tell(recipient: Recipient, ref: str, name: str, news: News, at: datetime) -> None:
    language = _language_of(recipient)
    context = {
        "about": {"ref": ref, "name": name or ref},
        "heading": news.heading.in_language(language),
        "paragraphs": [{"text": one.in_language(language)} for one in news.paragraphs],
        "clause": news.clause,
        "deadline": news.deadline.isoformat() if news.deadline else None,
        "url": f"{settings.CONFIG.public_url}{news.path}",
        "at": at.isoformat(),
    }
    issue_notice("registry_news", language=language, recipient=recipient, context=context, at=at)


def _language_of(recipient: Recipient) -> str:
    """Return the language the person told reads: for an account, the first person behind it."""
    people = members_of(recipient.ref) if recipient.kind == "account" else (int(recipient.ref),)
    return identity.person(people[0]).language if people else str(settings.CONFIG.language)
