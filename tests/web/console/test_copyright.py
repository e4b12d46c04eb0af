"""A notice of infringement at the desk: shown with both sides, acted on once, and its proof judged in time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.redress.takedown_records import TakedownView
from goodstanding.apps.redress.takedown_selectors import takedown
from goodstanding.apps.review import selectors as review
from tests.factories.desk import Desk
from tests.factories.takedowns import CONTACT, notified

SignIn = Callable[[str], Client]


@pytest.fixture
def notice(desk: Desk) -> TakedownView:
    """A whole notice that waits for a person."""
    return notified(at=clock.now(), content_ref="c-clean")


@pytest.fixture
def holder(sign_in: SignIn, notice: TakedownView) -> Client:
    """A reviewer who holds its case."""
    client = sign_in("reviewer")
    client.post(f"/console/cases/{notice.case_ref}/claim/", {"version": review.case(notice.case_ref).version})
    return client


def answer(notice: TakedownView, **changed: str) -> dict[str, str]:
    return {
        "version": str(review.case(notice.case_ref).version),
        "choice": "act",
        "reasons": "材料齐全，初步证据成立。",
    } | changed


def test_desk_shows_the_notice_the_content_and_the_senders_record(holder: Client, notice: TakedownView):
    page = holder.get(f"/console/cases/{notice.case_ref}/").content.decode()

    assert "示例出版工作室" in page
    assert CONTACT not in page


def test_rq065_acting_takes_down_and_forwards(holder: Client, notice: TakedownView):
    reply = holder.post(f"/console/cases/{notice.case_ref}/matter/", answer(notice))

    assert 302 == reply.status_code, reply.content.decode()[-3000:]
    assert ("acted", "removed") == (takedown(notice.ref).state, ingest.content("c-clean").status)


def test_returned_notice_names_what_is_missing(holder: Client, notice: TakedownView):
    holder.post(f"/console/cases/{notice.case_ref}/matter/", answer(notice, choice="send_back", field_missing_rights_proof="yes"))

    assert ("incomplete", ("rights_proof",)) == (takedown(notice.ref).state, takedown(notice.ref).missing)


def test_returning_without_naming_anything_is_asked_again(holder: Client, notice: TakedownView):
    reply = holder.post(f"/console/cases/{notice.case_ref}/matter/", answer(notice, choice="send_back"))

    assert (422, "examination") == (reply.status_code, takedown(notice.ref).state)
