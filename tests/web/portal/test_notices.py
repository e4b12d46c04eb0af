"""The inbox: exact letters, and who may open them."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.utils.html import escape

from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.notices import selectors as notices
from goodstanding.web.portal.pages.notices import inbox_page, unread_count
from tests.factories.matters import Matters

SignIn = Callable[[str], Client]


def test_letter_is_shown_word_for_word(owner: Client, decision: DecisionView):
    page = owner.get(f"/portal/notices/{decision.notice_ref}/").content.decode()

    assert escape(notices.notice(decision.notice_ref).body) in page


def test_opening_a_notice_marks_it_read(owner: Client, matters: Matters, decision: DecisionView):
    before = unread_count(matters.users["owner"])

    owner.get(f"/portal/notices/{decision.notice_ref}/")

    assert (1, 0) == (before, unread_count(matters.users["owner"]))


def test_looking_at_the_inbox_marks_nothing(owner: Client, matters: Matters, decision: DecisionView):
    owner.get("/portal/notices/")

    assert 1 == unread_count(matters.users["owner"])


def test_letter_to_another_operator_is_not_there_and_stays_unread(sign_in: SignIn, matters: Matters, decision: DecisionView):
    reply = sign_in("stranger").get(f"/portal/notices/{decision.notice_ref}/")

    assert 404 == reply.status_code
    assert 1 == unread_count(matters.users["owner"])


def test_inbox_goes_on_after_a_page(owner: Client, matters: Matters, decision: DecisionView, monkeypatch):
    from goodstanding.apps.common import clock
    from goodstanding.web.portal.pages import notices as pages
    from tests.factories.matters import appealed

    appealed(matters, decision, at=clock.now())
    monkeypatch.setattr(pages, "PAGE", 1)

    first = inbox_page(matters.users["owner"])
    second = inbox_page(matters.users["owner"], after=first.older)

    assert (1, 1, "") == (len(first.items), len(second.items), second.older)
    assert first.items[0].ref != second.items[0].ref
