"""Effects on contents: each decision takes back only its own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.ingest import selectors
from goodstanding.apps.ingest.errors import ContentUnknown
from goodstanding.apps.ingest.services import ContentBook, hold_content, label_content, remove_content, restore_content
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Event
from tests.factories.events import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(at: datetime) -> str:
    event = decode_event(post("e-1", content="c-1"), at=at)
    assert isinstance(event, Event)
    book = ContentBook.opened_for([event])
    book.apply(event)
    book.save()
    return "c-1"


def test_hold_hides_until_its_end(content: str, at: datetime) -> None:
    held = hold_content(content, decision_ref="D-1", until=at + timedelta(hours=24), at=at)

    assert ("held", at + timedelta(hours=24)) == (held.status, held.held_until)


def test_restoring_makes_visible_again(content: str, at: datetime) -> None:
    hold_content(content, decision_ref="D-1", until=at + timedelta(hours=24), at=at)

    restored = restore_content(content, decision_ref="D-1")

    assert ("visible", None, ()) == (restored.status, restored.held_until, restored.decisions)


def test_removal_outlasts_the_reversal_of_a_hold(content: str, at: datetime) -> None:
    hold_content(content, decision_ref="D-1", until=at + timedelta(hours=24), at=at)
    remove_content(content, decision_ref="D-2", at=at)

    assert "removed" == restore_content(content, decision_ref="D-1").status


def test_reversal_of_a_removal_leaves_an_earlier_label(content: str, at: datetime) -> None:
    label_content(content, label="疑似转载", decision_ref="D-1", at=at)
    remove_content(content, decision_ref="D-2", at=at)

    restored = restore_content(content, decision_ref="D-2")

    assert ("labelled", ("疑似转载",)) == (restored.status, restored.labels)


def test_one_effect_of_a_decision_can_be_taken_back_alone(content: str, at: datetime) -> None:
    label_content(content, label="疑似转载", decision_ref="D-1", at=at)
    hold_content(content, decision_ref="D-1", until=at + timedelta(hours=1), at=at)

    assert "labelled" == restore_content(content, decision_ref="D-1", effect="held").status


def test_repeating_an_effect_changes_nothing(content: str, at: datetime) -> None:
    remove_content(content, decision_ref="D-1", at=at)
    remove_content(content, decision_ref="D-1", at=at)

    assert ("D-1",) == selectors.content(content).decisions


def test_unknown_content_cannot_be_held(at: datetime) -> None:
    with pytest.raises(ContentUnknown):
        hold_content("c-0", decision_ref="D-1", until=at, at=at)
