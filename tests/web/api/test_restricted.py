"""What belongs to a restricted queue is not found through the API by whoever was not granted the queue."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.services import issue_api_key
from goodstanding.apps.redress.services import file_appeal
from goodstanding.apps.redress.values import AppealView, NewGround
from tests.factories.desk import Desk, seed_desk
from tests.web.api.conftest import Api, assert_problem
from tests.web.matters import FACTS, Extortion, client_of, decide, extortion

LISTS = ("/decisions", "/proposals", "/cases")


@pytest.fixture
def desk(db: None) -> Desk:
    """A platform with staff, accounts and open cases."""
    return seed_desk(at=clock.now())


@pytest.fixture
def hidden(desk: Desk) -> Extortion:
    """Two matters of the restricted queue."""
    return extortion(desk)


def api(name: str) -> Api:
    """Sign one of the people in."""
    return Api(client_of(name), {})


def key_of(desk: Desk, *scopes: str) -> Api:
    """Make a program with a key of the senior."""
    secret = issue_api_key(desk.users["senior"], title="test", scopes=scopes, at=clock.now())[1]
    return Api(Client(), {"Authorization": f"Bearer {secret}"})


def details(hidden: Extortion) -> tuple[str, ...]:
    """List the addresses of everything in the decided matter, and of the draft in the other."""
    return (
        f"/cases/{hidden.case}",
        f"/decisions/{hidden.decision}",
        f"/decisions/{hidden.decision}/appeals",
        f"/proposals/{hidden.proposal}",
        f"/evaluations/{hidden.evaluation}",
        f"/contents/{hidden.content}",
    )


def labels(answer: Any) -> set[str]:
    """Return the kinds of violation a list names, wherever in it."""
    return {part for part in json.dumps(answer.json()).split('"') if part == "extortion_or_paid_deletion"}


@pytest.mark.parametrize("name", ["reviewer", "auditor"])
def test_staff_without_the_queue_finds_nothing_of_it(name: str, hidden: Extortion):
    told = [api(name).get(address).status_code for address in details(hidden) if name != "auditor" or "proposals" not in address]

    assert {404} == set(told)


@pytest.mark.parametrize("address", LISTS)
def test_lists_leave_out_what_is_restricted(address: str, hidden: Extortion):
    assert set() == labels(api("reviewer").get(address))
    assert {"extortion_or_paid_deletion"} == labels(api("senior").get(address))


def test_lists_still_show_what_is_not_restricted(hidden: Extortion, desk: Desk):
    decide(client_of("reviewer"), desk.case("trade"))

    shown = api("reviewer").get("/decisions?account=acct-demo-01").json()["items"]
    assert {"account_trading"} == {one["label"] for one in shown}


def test_naming_the_case_of_a_hidden_decision_lists_nothing(hidden: Extortion):
    assert [] == api("reviewer").get(f"/decisions?case={hidden.case}").json()["items"]


def test_senior_with_every_queue_reads_all_of_it(hidden: Extortion):
    assert {200} == {api("senior").get(address).status_code for address in details(hidden)}


def test_hidden_decision_reads_as_one_that_is_not_there(hidden: Extortion):
    told = assert_problem(api("reviewer").get(f"/decisions/{hidden.decision}"), 404, code="decision:unknown")
    other = assert_problem(api("reviewer").get("/decisions/D-NONE"), 404, code="decision:unknown")

    assert other["detail"].replace("D-NONE", hidden.decision) == told["detail"]


def test_key_opens_the_queues_its_scopes_name(desk: Desk, hidden: Extortion):
    assert_problem(key_of(desk, "cases:read").get(f"/decisions/{hidden.decision}"), 404)
    assert 200 == key_of(desk, "cases:read", "queue:restricted").get(f"/decisions/{hidden.decision}").status_code


def test_operator_reads_the_decision_about_its_own_account(hidden: Extortion):
    owner = api("owner")

    told = owner.get(f"/decisions/{hidden.decision}").json()

    assert ("PA21:18(7)", FACTS) == (told["clauses"][0]["ref"], told["facts"])
    assert hidden.decision in {one["id"] for one in owner.get("/decisions").json()["items"]}
    assert hidden.decision in {one["id"] for one in owner.get("/accounts/acct-demo-01/standing").json()["decisions"]}


def test_standing_of_an_account_leaves_hidden_decisions_out(hidden: Extortion):
    told = api("reviewer").get("/accounts/acct-demo-01/standing").json()

    assert {"account_trading"} == {one["label"] for one in told["decisions"]}


def test_draft_is_not_settled_by_whoever_may_not_see_it(desk: Desk, hidden: Extortion):
    answer = key_of(desk, "decisions:approve").post(f"/proposals/{hidden.proposal}/approval")

    assert_problem(answer, 404, code="proposal:unknown")


def test_appeal_in_a_restricted_matter_is_for_those_who_decide_appeals(desk: Desk, hidden: Extortion):
    grounds = [NewGround("facts_wrong", "该文系他人冒用（示例）。")]
    filed = file_appeal(hidden.decision, grounds=grounds, actor=Actor.user(desk.users["owner"]), at=clock.now())
    assert isinstance(filed, AppealView)

    told = {
        name: [api(name).get(f"/{what}").status_code for what in (f"appeals/{filed.receipt}", f"cases/{filed.case_ref}")]
        for name in ("reviewer", "officer", "senior")
    }

    assert {"reviewer": [404, 404], "officer": [200, 200], "senior": [200, 200]} == told
    assert 200 == api("owner").get(f"/appeals/{filed.receipt}").status_code


def test_case_by_hand_goes_to_no_queue_that_is_closed_to_the_person(desk: Desk):
    body = {"account": "acct-demo-02", "label": "extortion_or_paid_deletion", "note": "示例巡查"}

    assert_problem(api("reviewer").post("/cases", body), 403, code="review:case_forbidden")
    assert 201 == api("senior").post("/cases", body).status_code


def test_asking_what_is_hidden_costs_no_query_a_decision(desk: Desk, hidden: Extortion):
    caller = api("reviewer")
    decide(client_of("reviewer"), desk.case("trade"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        caller.get("/decisions")
    decide(client_of("reviewer"), desk.case("trade-2"))
    with CaptureQueriesContext(connection) as more:
        caller.get("/decisions")

    assert len(few) == len(more)
