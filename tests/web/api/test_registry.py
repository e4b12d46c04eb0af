"""Operators, accounts, credentials and standing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from goodstanding.apps.common.clock import now
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters, decided
from tests.web.api.conftest import Api, assert_problem

OPERATOR = {
    "subject_class": "person",
    "name": "示例甲全名",
    "contact": "13800000000",
    "responsible_person": "示例负责人乙",
    "registered_place": "示例省",
}


def test_operator_is_registered_without_giving_personal_data_back(keyed: Callable[..., Api]) -> None:
    answer = keyed("registry:write").post("/operators", OPERATOR)

    assert 201 == answer.status_code
    assert answer.json()["id"].startswith("O-")
    assert not {"示例甲全名", "13800000000", "示例负责人乙"} & set(answer.json().values())


def test_wrong_code_of_an_operator_is_refused(keyed: Callable[..., Api]) -> None:
    answer = keyed("registry:write").post("/operators", OPERATOR | {"subject_class": "enterprise", "uscc": "91000000000000000X"})

    assert_problem(answer, 422, code="registry:operator_details_invalid")


def test_operators_are_listed_page_by_page(keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:read")
    first = caller.get("/operators?limit=1").json()

    second = caller.get(f"/operators?limit=1&cursor={first['next']}").json()

    assert (1, 1, None) == (len(first["items"]), len(second["items"]), second["next"])
    assert first["items"][0]["id"] != second["items"][0]["id"]


def test_account_is_registered_and_read(keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:write", "registry:read")
    made = caller.post("/accounts", {"id": "acct-new", "name": "示例新号", "categories": ["health"], "followers": 3})

    read = caller.get("/accounts/acct-new")

    assert (201, 200) == (made.status_code, read.status_code)
    assert made.json() == read.json()
    assert ("acct-new", ["health"], "active") == (read.json()["id"], read.json()["categories"], read.json()["status"])


def test_account_known_already_is_a_conflict(keyed: Callable[..., Api]) -> None:
    assert_problem(keyed("registry:write").post("/accounts", {"id": ACCOUNT, "name": "示例"}), 409)


def test_accounts_are_listed_by_operator(keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:read")
    operator = caller.get(f"/accounts/{ACCOUNT}").json()["operator"]["id"]

    found = caller.get(f"/accounts?operator={operator}").json()

    assert [ACCOUNT] == [account["id"] for account in found["items"]]


def test_times_carry_their_offset(keyed: Callable[..., Api]) -> None:
    told = keyed("registry:read").get(f"/accounts/{ACCOUNT}").json()["registered_at"]

    assert datetime.fromisoformat(told).utcoffset() is not None
    assert told.endswith("+08:00")


def test_operator_signed_in_lists_only_its_own(signed_in: Callable[[str], Api]) -> None:
    owner = signed_in("owner")

    assert [ACCOUNT] == [account["id"] for account in owner.get("/accounts").json()["items"]]
    assert 1 == len(owner.get("/operators").json()["items"])


def test_operator_signed_in_reads_only_its_own(signed_in: Callable[[str], Api]) -> None:
    owner = signed_in("owner")

    assert 200 == owner.get(f"/accounts/{ACCOUNT}/standing").status_code
    assert_problem(owner.get(f"/accounts/{PERSON_ACCOUNT}/standing"), 403, code="api:not_yours")


def test_operator_signed_in_registers_nothing(signed_in: Callable[[str], Api]) -> None:
    assert_problem(signed_in("owner").post("/accounts", {"id": "a", "name": "示例"}), 403, code="api:scope_missing")


def test_standing_tells_measures_and_decisions(keyed: Callable[..., Api], matters: Matters) -> None:
    decision = decided(matters, at=now())

    told = keyed("registry:read").get(f"/accounts/{ACCOUNT}/standing").json()

    assert "suspended" == told["status"]
    assert [("publish", decision.ref)] == [(one["function"], one["decision"]) for one in told["restrictions"]]
    assert {"remove_content", "suspend_updates"} == {one["code"] for one in told["measures"]}
    assert [(decision.ref, True)] == [(one["id"], one["in_force"]) for one in told["decisions"]]


def test_standing_of_an_unknown_account_is_not_found(keyed: Callable[..., Api]) -> None:
    assert_problem(keyed("registry:read").get("/accounts/acct-nobody/standing"), 404, code="registry:account_unknown")


def test_credential_is_noted_with_its_tail_only(keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:read", "registry:write")
    body = {"domain": "health", "kind": "健康科普备案（示例）", "number_tail": "0042", "valid_to": "2027-03-01"}

    made = caller.post(f"/accounts/{ACCOUNT}/credentials", body)

    listed = caller.get(f"/accounts/{ACCOUNT}/credentials").json()
    assert 201 == made.status_code
    assert [("health", "0042", "2027-03-01", True)] == [
        (one["domain"], one["number_tail"], one["valid_to"], one["valid"]) for one in listed["items"]
    ]


def test_whole_number_of_a_credential_is_refused(keyed: Callable[..., Api]) -> None:
    body = {"domain": "health", "kind": "示例证", "number_tail": "123456789"}

    assert_problem(keyed("registry:write").post(f"/accounts/{ACCOUNT}/credentials", body), 422)


def test_content_is_read_with_its_versions(keyed: Callable[..., Api]) -> None:
    told = keyed("content:read").get("/contents/c-demo-1").json()

    assert ("c-demo-1", ACCOUNT, "visible") == (told["id"], told["account"], told["status"])
    assert [told["sha256"]] == [version["sha256"] for version in told["versions"]]


def test_unknown_content_and_evaluation_are_not_found(keyed: Callable[..., Api]) -> None:
    caller = keyed("content:read")

    assert_problem(caller.get("/contents/c-none"), 404)
    assert_problem(caller.get("/evaluations/E-NONE"), 404)
