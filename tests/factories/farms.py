"""Accounts that publish alike texts, and what joins them. The words say nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodstanding.adapters.alike_texts import IndexedTexts
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.integrity.services.watching import watch_posts
from goodstanding.apps.integrity.values import NewFinding
from goodstanding.apps.originality.services.indexing import bring_up_to_date
from goodstanding.apps.registry import services as registry
from tests.factories.articles import Newsroom
from tests.factories.originals import published

FARM = tuple(f"acct-farm-{n}" for n in range(4))


def rewritten_by_all(texts: int, *, accounts: tuple[str, ...] = FARM, at: datetime, apart: timedelta) -> None:
    """Let each account publish its own rewriting of so many articles, one after another."""
    newsroom = Newsroom(seed=400, vocabulary=4000, topics=6)
    for number in range(texts):
        source = newsroom.article(letters=500)
        for place, account in enumerate(accounts):
            body = newsroom.rewritten(source, share=0.2).text if place else source.text
            published(f"c-{number}-{account}", body, account=account, at=at + (number * len(accounts) + place) * apart)


def watched(*, at: datetime) -> tuple[str, ...]:
    """Do the worker's part: the index reads, then the posts are looked at."""
    bring_up_to_date(at=at)
    return watch_posts(IndexedTexts(), at=at)


def one_subject(account_refs: tuple[str, ...], *, at: datetime) -> None:
    """Register accounts of one enterprise."""
    operator = registry.register_operator(subject_class="enterprise", name="示例批量公司", actor=SYSTEM, at=at)
    for ref in account_refs:
        registry.register_account(ref, name=f"示例{ref}", operator_ref=operator.ref, registered_at=at, actor=SYSTEM, at=at)


def new_finding(*, at: datetime, accounts: tuple[str, ...] = FARM, contents: tuple[str, ...] = ("c-1", "c-2")) -> NewFinding:
    """Return a finding as a detector tells it."""
    evidence = {
        "alike": [
            {
                "content": contents[-1],
                "account": accounts[-1],
                "of": contents[0],
                "kind": "rewriting",
                "score": 0.9,
                "spans": [{"start": 0, "end": 9, "of_start": 1, "of_end": 10}],
            }
        ]
        if contents
        else [],
        "pairs": [{"a": accounts[0], "b": accounts[-1], "shared": 3, "apart": 40}],
        "limits": {"accounts": 3, "texts": 2},
    }
    return NewFinding("coordination", "farm", accounts, contents, at - timedelta(hours=2), at, 0.6, "PA21:18(4)", evidence)
