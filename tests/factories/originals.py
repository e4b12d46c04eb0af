"""Accounts that publish, declare, copy and license made-up texts, for the tests of originality. The words say nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from goodstanding.apps.common.outbox import drain
from goodstanding.apps.originality.selectors import original_of
from goodstanding.apps.originality.services.indexing import RECHECK, bring_up_to_date
from goodstanding.apps.originality.values import OriginalView
from goodstanding.apps.screening.services import receive_events
from tests.factories.articles import Newsroom
from tests.factories.events import event, post
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, PLATFORM

AUTHOR, OTHER = ACCOUNT, PERSON_ACCOUNT
CHECKS = frozenset({"originality.check", RECHECK})


@cache
def article(number: int = 0, *, letters: int = 600) -> str:
    """Return a made-up article; the same number, the same article."""
    return Newsroom(seed=100 + number, vocabulary=4000, topics=6).article(letters=letters).text


@cache
def rewritten(number: int = 0, *, letters: int = 600, share: float = 0.3) -> str:
    """Return the article of that number told anew."""
    newsroom = Newsroom(seed=100 + number, vocabulary=4000, topics=6)
    return newsroom.rewritten(newsroom.article(letters=letters), share=share).text


def published(
    content: str, body: str, *, account: str = AUTHOR, at: datetime, received_at: datetime | None = None, **data: Any
) -> list[str]:
    """Let the platform report a post; return the notes of the outcome."""
    told = post(f"e-{content}-{at.isoformat()}", body, content=content, subject=account, time=at.isoformat(), data=data)
    (outcome,) = receive_events([told], source_actor=PLATFORM, at=received_at or at)
    return list(outcome.notes or ())


def declared(
    content: str, body: str, *, account: str = AUTHOR, at: datetime, received_at: datetime | None = None, **data: Any
) -> OriginalView:
    """Publish a post declared original and let the worker look at it."""
    published(content, body, account=account, at=at, received_at=received_at, declared_original=True, **data)
    return checked(content, at=received_at or at)


def edited(content: str, body: str, *, account: str = AUTHOR, at: datetime, **data: Any) -> None:
    """Let the platform report an edit."""
    told = {"content_id": content, "title": "示例标题", "body": body, **data}
    sent = event(f"e-{content}-{at.isoformat()}", "content.edited", subject=account, time=at.isoformat(), data=told)
    receive_events([sent], source_actor=PLATFORM, at=at)


def checked(content: str, *, at: datetime) -> OriginalView:
    """Do the worker's part and return how the content stands."""
    worked(at=at)
    found = original_of(content)
    assert found is not None
    return found


def worked(*, at: datetime) -> None:
    """Bring the index up to date and do what waits in the outbox."""
    later = at + timedelta(seconds=1)
    bring_up_to_date(at=later)
    while drain(lambda: later, only=CHECKS).done:
        pass
