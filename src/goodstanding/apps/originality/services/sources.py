"""Whether the links given as sources of reposts lead anywhere: looked at by the worker, twice before it is held to be broken.

A broken source is a fact for whoever reviews the post, and word to whoever published it. It restricts nothing, and opens no case.
Source: PA21:17.1, RQ-075, RQ-083
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import enqueue, enqueue_each
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.originality.models import SourceLook
from goodstanding.apps.originality.ports import source_probe
from goodstanding.apps.originality.selectors import source_look_view
from goodstanding.apps.originality.sentences import say
from goodstanding.apps.originality.values import BROKEN, SourceLookView
from goodstanding.apps.registry.selectors import accounts
from goodstanding.apps.registry.services.telling import News, tell_account

LOOK = "originality.source"
"""Outbox topic: a link given as a source is looked at."""
AGAIN = timedelta(days=1)
"""After which a link that led nowhere, or did not say, is looked at again."""
MOST_LOOKS = 3


def plan_looks(links: Mapping[str, tuple[str, str]], /, *, at: datetime) -> None:
    """Let links be looked at, in the caller's transaction; nothing where the installation does not look.

    Args:
        links: By content, the account that published it and the link.
    """
    if source_probe() is None or not links:
        return
    enqueue_each(LOOK, {ref: {"content": ref, "account": account, "url": url} for ref, (account, url) in links.items()}, at=at)


def look_at_source(content_ref: str, /, *, account_ref: str, url: str, at: datetime) -> SourceLookView | None:
    """Look at a link and write down what it answered; one that is broken is looked at again a day later, and then told.

    Returns:
        What is known of it; None where nobody looks here.
    """
    probe = source_probe()
    if probe is None:
        return None
    answer = probe.look(url)
    with immediate():
        audit.hold_log()
        row, _ = SourceLook.objects.select_for_update().get_or_create(
            content_ref=content_ref, url=url, defaults={"account_ref": account_ref, "first_at": at, "last_at": at}
        )
        was_broken, was_confirmed = row.outcome in BROKEN, row.is_confirmed
        row.outcome, row.status, row.last_at, row.looks = answer.outcome, answer.status, at, row.looks + 1
        row.is_confirmed = row.outcome in BROKEN and was_broken
        row.save()
        payload = {"outcome": row.outcome, "status": row.status, "looks": row.looks, "confirmed": row.is_confirmed}
        audit.record("source:looked", actor=SYSTEM, subject_kind="content", subject_ref=content_ref, payload=payload, at=at)
        if row.is_confirmed and not was_confirmed:
            _tell(row, at=at)
        elif row.outcome in {*BROKEN, "unclear"} and row.looks < MOST_LOOKS and not row.is_confirmed:
            told = {"content": content_ref, "account": account_ref, "url": url}
            enqueue(LOOK, key=content_ref, payload=told, at=at, available_at=at + AGAIN)
        return source_look_view(row)


def _tell(row: SourceLook, *, at: datetime) -> None:
    account = accounts([row.account_ref]).get(row.account_ref)
    if account is None:
        return
    heading = say("source_broken", "转载来源的链接打不开", "The link of a source leads nowhere")
    what = say(
        "source_broken_what",
        "内容：{content}。您填写的来源链接 {url} 两次查看都打不开。",
        "Content: {content}. The link you gave as its source, {url}, led nowhere when it was looked at twice.",
        content=row.content_ref,
        url=row.url,
    )
    do = say(
        "source_broken_do",
        "请在发布平台编辑该内容，填写能够打开的原文链接。内容没有因此受到任何限制。",
        "Edit the content where you published it and give a link that can be opened. Nothing is restricted because of this.",
    )
    news = News(heading, (what, do), "PA21:17.1", path="/portal/")
    tell_account(row.account_ref, name=account.name, news=news, at=at)
