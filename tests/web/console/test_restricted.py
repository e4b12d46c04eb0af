"""What belongs to a restricted queue stays out of sight of staff who were not granted the queue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.review import selectors as review
from tests.factories.desk import Desk
from tests.web.matters import Extortion, decide, extortion

SignIn = Callable[[str], Client]
TITLE = "敲诈勒索与有偿删帖"
LISTS = ("/console/decisions/", "/console/decisions/?account=acct-demo-01", "/console/proposals/")


@pytest.fixture
def hidden(desk: Desk) -> Extortion:
    """Two matters of the restricted queue."""
    return extortion(desk)


def pages_of(hidden: Extortion) -> tuple[str, ...]:
    """List the pages of the matters."""
    return (
        f"/console/cases/{hidden.case}/",
        f"/console/decisions/{hidden.decision}/",
        f"/console/proposals/{hidden.proposal}/",
    )


@pytest.mark.parametrize("address", LISTS)
def test_lists_leave_out_what_is_restricted(address: str, sign_in: SignIn, hidden: Extortion):
    for reader in ("reviewer", "auditor"):
        page = sign_in(reader).get(address).content.decode()

        assert hidden.decision not in page
        assert hidden.proposal not in page


def test_senior_with_every_queue_sees_the_lists(sign_in: SignIn, hidden: Extortion):
    assert [True, True, True] == [
        (hidden.decision if "decisions" in address else hidden.proposal) in sign_in("senior").get(address).content.decode()
        for address in LISTS
    ]


@pytest.mark.parametrize(("name", "status"), [("reviewer", 404), ("auditor", 404), ("senior", 200)])
def test_pages_open_to_those_who_hold_the_queue(name: str, status: int, sign_in: SignIn, hidden: Extortion):
    assert {status} == {sign_in(name).get(address).status_code for address in pages_of(hidden)}


def test_search_by_number_does_not_lead_there(sign_in: SignIn, hidden: Extortion):
    for number in (hidden.case, hidden.decision, hidden.proposal):
        assert 200 == sign_in("reviewer").get("/console/search/", {"q": number}).status_code
        assert 302 == sign_in("senior").get("/console/search/", {"q": number}).status_code


def test_search_by_account_shows_only_what_may_be_seen(sign_in: SignIn, desk: Desk, hidden: Extortion):
    page = sign_in("reviewer").get("/console/search/", {"q": "acct-demo-01"}).content.decode()

    assert desk.case("trade") in page
    assert hidden.case not in page
    assert hidden.case in sign_in("senior").get("/console/search/", {"q": "acct-demo-01"}).content.decode()


def test_earlier_decision_is_told_without_what_it_was(sign_in: SignIn, desk: Desk, hidden: Extortion):
    page = sign_in("reviewer").get(f"/console/cases/{desk.case('trade')}/").content.decode()

    assert "限定人员" in page
    assert hidden.decision not in page
    assert hidden.decision in sign_in("senior").get(f"/console/cases/{desk.case('trade')}/").content.decode()


def test_decisions_of_open_queues_are_still_listed(sign_in: SignIn, desk: Desk, hidden: Extortion):
    decide(sign_in("reviewer"), desk.case("trade"))

    page = sign_in("reviewer").get("/console/decisions/").content.decode()

    assert review.case(desk.case("trade")).decision_ref in page
    assert TITLE not in page


def test_auditor_sees_the_entry_of_the_record_as_before(sign_in: SignIn, hidden: Extortion):
    assert hidden.decision in sign_in("auditor").get("/console/record/").content.decode()
