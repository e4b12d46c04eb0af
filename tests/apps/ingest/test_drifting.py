"""Posts counted against the categories of their accounts, once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest.models import Content
from goodstanding.apps.ingest.selectors import categories_published
from goodstanding.apps.ingest.services.drifting import watch_drift
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.registry.reading.categories import drift_of
from goodstanding.apps.registry.services import register_account
from goodstanding.apps.review.selectors import case, evidence_of
from goodstanding.apps.screening.services import receive_events
from tests.factories.desk import PACK
from tests.factories.events import post
from tests.factories.matters import PLATFORM

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(at: datetime) -> str:
    """An account registered for life that published about food, too."""
    cache.clear()
    register_account("acct-1", name="小示例", categories=["life"], actor=SYSTEM, at=at)
    for n in range(20):
        Content.objects.create(
            content_ref=f"c-{n}",
            account_ref="acct-1",
            kind="content",
            category="food" if n % 2 else "life",
            published_at=at - timedelta(days=n),
            latest_sha256="0" * 64,
        )
    return "acct-1"


def test_rq070_share_beside_the_categories_is_noted(account: str, at: datetime) -> None:
    watch_drift(at=at)

    found = drift_of(account)
    assert found is not None
    assert (20, 10, {"food": 10}) == (found.counted, found.outside, dict(found.by_category))


def test_drift_is_counted_once_a_day(account: str, at: datetime) -> None:
    assert (1, 0, 1) == (watch_drift(at=at), watch_drift(at=at), watch_drift(at=at + timedelta(days=1)))


def test_posts_before_the_window_and_those_taken_down_do_not_count(account: str, at: datetime) -> None:
    Content.objects.filter(content_ref="c-0").update(withdrawn_at=at)
    Content.objects.filter(content_ref="c-1").update(published_at=at - timedelta(days=91))

    assert {"life": 9, "food": 9} == categories_published(account, since=at - timedelta(days=90), until=at)


def test_rq015_post_beside_the_categories_is_reviewed_and_nothing_is_sanctioned(db: None, at: datetime) -> None:
    install_pack(PACK, mode="live", actor=SYSTEM, at=at)
    register_account("acct-1", name="小示例", categories=["life"], actor=SYSTEM, at=at)
    told = post("e-1", "示例内容，仅供演示。", content="c-1", subject="acct-1", data={"category": "food"})

    (outcome,) = receive_events([told], source_actor=PLATFORM, at=at)

    assert ("review", ["off_category"]) == (outcome.suggestion, list(outcome.labels and [v.label for v in outcome.violations]))
    assert "categories" == case(outcome.case).queue
    assert evidence_of(outcome.case)
    assert () == enforcement.decisions_of("acct-1")
