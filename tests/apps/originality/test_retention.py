"""Contents that left the platform: kept for appeals, then as evidence, then deleted; never while somebody disputes them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from goodstanding.apps.audit.selectors import entries_about
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.models import Content, ContentVersion, Retention
from goodstanding.apps.originality import selectors
from goodstanding.apps.originality.services.challenges import open_dispute, settle_dispute
from goodstanding.apps.originality.services.forgetting import let_contents_go
from goodstanding.apps.originality.services.indexing import rebuild_index
from goodstanding.apps.originality.text_index import content_of, text_indexes
from goodstanding.apps.registry.services import close_account
from goodstanding.apps.registry.services.erasing import plan_erasures
from goodstanding.apps.screening.services import receive_events
from tests.factories.events import event
from tests.factories.matters import PLATFORM, Matters
from tests.factories.originals import AUTHOR, article, declared, published, worked
from tests.factories.takedowns import notified

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KEPT, EVIDENCE = 180 * DAY, 1100 * DAY
TEXT = "c-1"


@pytest.fixture
def original(matters: Matters, at: datetime) -> str:
    """A declared original."""
    declared(TEXT, article(), at=at)
    return TEXT


def withdrawn(content: str, *, at: datetime) -> None:
    told = event(f"e-gone-{at.isoformat()}", "content.removed", subject=AUTHOR, time=at.isoformat(), data={"content_id": content})
    receive_events([told], source_actor=PLATFORM, at=at)


def indexed() -> set[str]:
    return {content_of(entry.ref) for entry in text_indexes().current().entries()}


def test_rq048_withdrawn_text_is_kept_for_appeals_first(original: str, at: datetime) -> None:
    withdrawn(original, at=at + DAY)

    let_contents_go(at=at + KEPT)

    assert article() == ingest.content(original).body
    assert original in indexed()


def test_rq048_wording_then_leaves_content_index_and_declaration(original: str, at: datetime) -> None:
    withdrawn(original, at=at + DAY)

    let_contents_go(at=at + KEPT + 2 * DAY)

    found = selectors.original_of(original)
    assert ("", "") == (ingest.content(original).title, ingest.content(original).body)
    assert original not in indexed()
    assert found is not None
    assert ("withdrawn", False) == (found.status, found.has_badge)
    assert "original:forgotten" in [entry.action for entry in entries_about("content", original)]


def test_evidence_stays_three_years_and_is_deleted_then(original: str, at: datetime) -> None:
    withdrawn(original, at=at + DAY)
    let_contents_go(at=at + KEPT + 2 * DAY)
    let_contents_go(at=at + KEPT + 3 * DAY)
    assert 1 == len(ingest.content_versions(original))

    let_contents_go(at=at + EVIDENCE)

    assert () == ingest.content_versions(original)
    assert "content:deleted" in [entry.action for entry in entries_about("content", original)]


def test_disputed_text_is_kept_until_the_dispute_is_settled(original: str, at: datetime) -> None:
    open_dispute(original, dispute_ref="DP-1", actor=SYSTEM, at=at)
    withdrawn(original, at=at + DAY)
    late = at + KEPT + 2 * DAY

    let_contents_go(at=late)
    assert article() == ingest.content(original).body
    assert ["originality"] == Retention.objects.get().held_for

    settle_dispute("DP-1", outcome="upheld", reasons="成立。", actor=SYSTEM, at=late)
    let_contents_go(at=late + 2 * DAY)
    assert "" == ingest.content(original).body


def test_text_of_an_open_notice_of_infringement_is_kept(original: str, at: datetime) -> None:
    notified(at=at, content_ref=original)
    withdrawn(original, at=at + DAY)

    let_contents_go(at=at + EVIDENCE)

    assert article() == ingest.content(original).body
    assert ["redress"] == Retention.objects.get().held_for


def test_text_shown_again_is_not_let_go(original: str, at: datetime) -> None:
    withdrawn(original, at=at + DAY)
    published(original, article(), at=at + 2 * DAY)

    let_contents_go(at=at + KEPT + 3 * DAY)

    assert article() == ingest.content(original).body
    assert "returned" == Retention.objects.get().state


def test_texts_of_a_closed_account_leave_with_it(original: str, matters: Matters, at: datetime) -> None:
    with transaction.atomic():
        close_account(AUTHOR, decision_ref="D-1", at=at + DAY)
    plan_erasures()
    let_contents_go(at=at + DAY)

    let_contents_go(at=at + KEPT + 2 * DAY)

    assert "" == ingest.content(original).body


def test_rebuilt_index_does_not_take_it_in_again(original: str, at: datetime) -> None:
    withdrawn(original, at=at + DAY)
    let_contents_go(at=at + KEPT + 2 * DAY)

    rebuild_index(at=at + KEPT + 3 * DAY)

    assert original not in indexed()


def test_wording_published_anew_is_compared_again(original: str, at: datetime) -> None:
    withdrawn(original, at=at + DAY)
    let_contents_go(at=at + KEPT + 2 * DAY)

    published(original, article(), at=at + KEPT + 3 * DAY)
    worked(at=at + KEPT + 3 * DAY)
    rebuild_index(at=at + KEPT + 4 * DAY)

    assert original in indexed()


def test_index_from_a_backup_learns_what_was_let_go(original: str, at: datetime) -> None:
    indexes = text_indexes()
    number = indexes.current_number()
    before = indexes.position(number)
    withdrawn(original, at=at + DAY)
    let_contents_go(at=at + KEPT + 2 * DAY)
    (found,) = ingest.versions_of(original)
    indexes.write_position(number, before)

    worked(at=at + KEPT + 3 * DAY)

    assert found.kind == ""
    assert original not in indexed()


def test_database_keeps_versions_outside_the_door(original: str, at: datetime) -> None:
    withdrawn(original, at=at + DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        ContentVersion.objects.filter(content_ref=original).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Retention.objects.update(door_opened_at=at + 2 * DAY)
    assert Content.objects.filter(content_ref=original).exclude(body="").exists()
