"""Cases through the API: listed, opened by hand, claimed, handed on."""

from __future__ import annotations

from collections.abc import Callable

from goodstanding.apps.common.clock import now
from tests.factories.matters import ACCOUNT, CONTENT, Matters, case_about, publish
from tests.web.api.conftest import Api, assert_problem


def test_manual_case_is_opened_with_a_snapshot(signed_in: Callable[[str], Api]) -> None:
    answer = signed_in("reviewer").post("/cases", {"content": CONTENT, "label": "account_trading", "note": "巡查发现（示例）"})

    told = answer.json()
    assert 201 == answer.status_code, answer.content
    assert ("manual", "ordinary", ACCOUNT, CONTENT) == (told["kind"], told["queue"], told["account"], told["content"])
    assert ["note", "snapshot"] == [piece["kind"] for piece in told["evidence"]]


def test_manual_case_about_nothing_known_is_refused(signed_in: Callable[[str], Api]) -> None:
    reviewer = signed_in("reviewer")

    assert_problem(reviewer.post("/cases", {"account": "acct-nobody", "note": "示例"}), 404)
    assert_problem(reviewer.post("/cases", {"account": ACCOUNT, "label": "opinion", "note": "示例"}), 422)
    assert_problem(reviewer.post("/cases", {"account": ACCOUNT, "queue": "nowhere", "note": "示例"}), 422)


def test_auditor_reads_but_opens_no_case(signed_in: Callable[[str], Api]) -> None:
    auditor = signed_in("auditor")

    assert 200 == auditor.get("/cases").status_code
    assert_problem(auditor.post("/cases", {"account": ACCOUNT, "note": "示例"}), 403, code="api:scope_missing")


def test_operator_sees_no_cases(signed_in: Callable[[str], Api], matters: Matters) -> None:
    case = case_about(at=now())

    assert_problem(signed_in("owner").get("/cases"), 403)
    assert_problem(signed_in("owner").get(f"/cases/{case.ref}"), 403)


def test_cases_are_listed_newest_first_page_by_page(keyed: Callable[..., Api], matters: Matters) -> None:
    for number in range(3):
        publish(f"c-more-{number}", at=now())
    refs = [case_about(f"c-more-{number}", at=now()).ref for number in range(3)]
    caller, seen, cursor = keyed("cases:read"), [], ""

    while cursor is not None:
        told = caller.get(f"/cases?limit=2&cursor={cursor}").json()
        seen += [case["id"] for case in told["items"]]
        cursor = told["next"]

    assert refs[::-1] == [ref for ref in seen if ref in refs]
    assert len(set(seen)) == len(seen)


def test_cases_are_filtered(keyed: Callable[..., Api], matters: Matters) -> None:
    case = case_about(at=now())
    caller = keyed("cases:read")

    assert [case.ref] == [one["id"] for one in caller.get(f"/cases?account={ACCOUNT}&status=open").json()["items"]]
    assert [] == caller.get("/cases?status=decided").json()["items"]
    assert [] == caller.get("/cases?queue=restricted").json()["items"]


def test_restricted_queue_is_closed_to_a_key_without_it(keyed: Callable[..., Api], matters: Matters) -> None:
    case = case_about(queue="restricted", at=now())

    assert [] == keyed("cases:read").get("/cases").json()["items"]
    assert_problem(keyed("cases:read", "content:read").get(f"/cases/{case.ref}"), 404, code="review:case_unknown")
    assert 200 == keyed("cases:read", "queue:restricted").get(f"/cases/{case.ref}").status_code


def test_case_tells_what_may_be_done_and_its_version(signed_in: Callable[[str], Api], matters: Matters) -> None:
    case = case_about(at=now())

    answer = signed_in("reviewer").get(f"/cases/{case.ref}")

    assert f'"{case.version}"' == answer["ETag"]
    assert "claim" in {offer["action"] for offer in answer.json()["actions"]}


def test_case_is_claimed_once(signed_in: Callable[[str], Api], matters: Matters) -> None:
    case = case_about(at=now())
    body = {"action": "claim", "expected_version": case.version}
    first = signed_in("reviewer").post(f"/cases/{case.ref}/actions", body)

    second = signed_in("colleague").post(f"/cases/{case.ref}/actions", body)

    assert (200, True) == (first.status_code, first.json()["held_by_you"])
    assert_problem(second, 409, code="review:case_changed")


def test_version_may_come_as_if_match(signed_in: Callable[[str], Api], matters: Matters) -> None:
    case = case_about(at=now())
    reviewer = signed_in("reviewer")

    claimed = reviewer.post(f"/cases/{case.ref}/actions", {"action": "claim"}, If_Match=f'"{case.version}"')

    stale = reviewer.post(f"/cases/{case.ref}/actions", {"action": "release"}, If_Match=f'"{case.version}"')
    assert 200 == claimed.status_code
    assert_problem(stale, 409)


def test_action_without_a_version_is_refused(signed_in: Callable[[str], Api], matters: Matters) -> None:
    case = case_about(at=now())

    assert_problem(signed_in("reviewer").post(f"/cases/{case.ref}/actions", {"action": "claim"}), 422, code="api:version_missing")


def test_unknown_action_is_refused(signed_in: Callable[[str], Api], matters: Matters) -> None:
    case = case_about(at=now())
    body = {"action": "approve", "expected_version": case.version}

    assert_problem(signed_in("reviewer").post(f"/cases/{case.ref}/actions", body), 422, code="review:action_unknown")


def test_case_is_handed_over_by_name(signed_in: Callable[[str], Api], matters: Matters) -> None:
    case = case_about(at=now())
    reviewer = signed_in("reviewer")
    version = reviewer.post(f"/cases/{case.ref}/actions", {"action": "claim", "expected_version": case.version}).json()["version"]

    body = {"action": "hand_over", "expected_version": version, "to": "colleague", "note": "换班（示例）"}
    answer = reviewer.post(f"/cases/{case.ref}/actions", body)

    assert 200 == answer.status_code, answer.content
    assert "hand_over" == answer.json()["history"][-1]["action"]


def test_key_acts_in_the_name_of_its_owner(keyed: Callable[..., Api], matters: Matters) -> None:
    case = case_about(at=now())

    answer = keyed("cases:decide", "cases:read", owner="reviewer").post(
        f"/cases/{case.ref}/actions", {"action": "claim", "expected_version": case.version}
    )

    assert (200, True) == (answer.status_code, answer.json()["held_by_you"])


def test_key_of_a_program_without_rights_claims_nothing(keyed: Callable[..., Api], matters: Matters) -> None:
    case = case_about(at=now())

    answer = keyed("cases:decide").post(f"/cases/{case.ref}/actions", {"action": "claim", "expected_version": case.version})

    assert_problem(answer, 403, code="review:case_forbidden")
