"""Decisions through the API: complete or refused, by one or by two, as staff and as the account see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goodstanding.apps.common.clock import now
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.values import CaseView
from tests.factories.matters import ACCOUNT, CONTENT, Matters, case_about, claimed, decided
from tests.web.api.conftest import Api, assert_problem


@pytest.fixture
def held(matters: Matters) -> CaseView:
    """A case the reviewer holds."""
    return claimed(case_about(at=now()), matters.actor("reviewer"), at=now())


def body_for(case: CaseView, **changes: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "case": case.ref,
        "verdict": "violation",
        "label": "account_trading",
        "severity": "serious",
        "clauses": ["PA21:18(8)"],
        "facts": "账号发布了收购公众号的示例信息。",
        "evidence": [{"ref": "E-DEMO"}],
        "measures": [{"code": "remove_content"}, {"code": "suspend_updates", "days": 7}],
        "expected_version": case.version,
    }
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


def test_complete_decision_is_issued_with_its_effects(signed_in: Callable[[str], Api], held: CaseView) -> None:
    answer = signed_in("reviewer").post("/decisions", body_for(held))

    told = answer.json()
    assert 201 == answer.status_code, answer.content
    assert ("violation", ["PA21:18(8)"], "演示reviewer") == (
        told["verdict"],
        [clause["ref"] for clause in told["clauses"]],
        told["decided_by"],
    )
    assert "removed" == ingest.content(CONTENT).status
    assert "decided" == review.case(held.ref).status


def test_evidence_of_the_case_is_frozen_as_the_case_keeps_it(signed_in: Callable[[str], Api], held: CaseView) -> None:
    told = signed_in("reviewer").post("/decisions", body_for(held)).json()

    assert [("evaluation", "E-DEMO", "e" * 64)] == [(e["kind"], e["ref"], e["sha256"]) for e in told["evidence"]]
    assert told["evidence"][0]["spans"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"clauses": []}, "decision:clause_too_broad"),
        ({"clauses": ["PA21:18(10)"]}, "decision:clause_too_broad"),
        ({"clauses": ["PA21"]}, "clause:malformed"),
        ({"facts": "  "}, "decision:incomplete"),
        ({"evidence": []}, "decision:incomplete"),
        ({"evidence": [{"ref": "E-NONE"}]}, "api:evidence_unknown"),
        ({"label": ""}, "decision:incomplete"),
        ({"measures": [{"code": "shame"}]}, "decision:measure_impossible"),
        ({"facts": None}, "api:invalid"),
        ({"evidence": None}, "api:invalid"),
        ({"measure": []}, "api:invalid"),
        ({"expected_version": None}, "api:version_missing"),
    ],
)
def test_incomplete_decision_is_refused(
    changes: dict[str, Any], code: str, signed_in: Callable[[str], Api], held: CaseView
) -> None:
    answer = signed_in("reviewer").post("/decisions", body_for(held, **changes))

    told = assert_problem(answer, answer.status_code, code=code)
    assert 400 <= told["status"] <= 422
    assert () == enforcement.decisions_of(ACCOUNT)


def test_stale_version_decides_nothing(signed_in: Callable[[str], Api], held: CaseView) -> None:
    answer = signed_in("reviewer").post("/decisions", body_for(held, expected_version=held.version - 1))

    assert_problem(answer, 409, code="review:case_changed")


def test_case_held_by_another_is_not_decided(signed_in: Callable[[str], Api], held: CaseView) -> None:
    assert_problem(signed_in("colleague").post("/decisions", body_for(held)), 409, code="review:lease_missing")


def test_what_takes_two_people_is_a_conflict_naming_why(signed_in: Callable[[str], Api], held: CaseView) -> None:
    body = body_for(held, measures=[{"code": "close"}], exception_reason="示例特殊情形")

    told = assert_problem(signed_in("reviewer").post("/decisions", body), 409, code="decision:second_person_needed")

    assert {"irreversible", "outside_ladder"} == {reason["detail"] for reason in told["errors"]}
    assert "/proposals" in told["hint"]


def test_second_person_issues_what_the_first_proposed(signed_in: Callable[[str], Api], held: CaseView) -> None:
    body = body_for(held, measures=[{"code": "close"}], exception_reason="示例特殊情形")
    proposal = signed_in("reviewer").post("/proposals", body).json()

    own = signed_in("reviewer").post(f"/proposals/{proposal['id']}/approval")
    issued = signed_in("senior").post(f"/proposals/{proposal['id']}/approval", {"note": "同意（示例）"})

    assert_problem(own, 403, code="api:scope_missing")
    assert 201 == issued.status_code, issued.content
    assert ("演示reviewer", "演示senior") == (issued.json()["decided_by"], issued.json()["second_approver"])


def test_proposer_with_the_right_cannot_approve_alone(signed_in: Callable[[str], Api], matters: Matters) -> None:
    case = claimed(case_about(at=now()), matters.actor("senior"), at=now())
    proposal = signed_in("senior").post("/proposals", body_for(case)).json()

    assert_problem(signed_in("senior").post(f"/proposals/{proposal['id']}/approval"), 403, code="proposal:approval_forbidden")


def test_rejected_proposal_goes_back_with_its_reason(signed_in: Callable[[str], Api], held: CaseView) -> None:
    proposal = signed_in("reviewer").post("/proposals", body_for(held)).json()

    answer = signed_in("senior").post(f"/proposals/{proposal['id']}/rejection", {"reason": "证据不足（示例）"})

    assert (200, "rejected") == (answer.status_code, answer.json()["status"])
    assert [proposal["id"]] == [one["id"] for one in signed_in("senior").get("/proposals?status=rejected").json()["items"]]


def test_key_decides_in_the_name_of_its_owner(keyed: Callable[..., Api], held: CaseView, matters: Matters) -> None:
    answer = keyed("cases:decide", owner="reviewer").post("/decisions", body_for(held))

    assert 201 == answer.status_code, answer.content
    assert matters.users["reviewer"] == enforcement.decision(answer.json()["id"]).decider


def test_key_of_a_program_decides_nothing(keyed: Callable[..., Api], held: CaseView) -> None:
    assert_problem(keyed("cases:decide").post("/decisions", body_for(held)), 403)


def test_account_sees_its_decision_without_names_of_staff(signed_in: Callable[[str], Api], matters: Matters) -> None:
    decision = decided(matters, at=now())

    told = signed_in("owner").get(f"/decisions/{decision.ref}").json()

    assert (decision.ref, "PA21:18(8)") == (told["id"], told["clauses"][0]["ref"])
    assert not {"decided_by", "second_approver", "case", "evaluation", "exception_reason"} & set(told)
    assert told["statement"]
    assert told["appeal"]["deadline"]


def test_stranger_does_not_see_a_decision(signed_in: Callable[[str], Api], matters: Matters) -> None:
    decision = decided(matters, at=now())

    assert_problem(signed_in("stranger").get(f"/decisions/{decision.ref}"), 403, code="api:not_yours")
    assert [] == signed_in("stranger").get("/decisions").json()["items"]
    assert [] == signed_in("stranger").get(f"/decisions?account={ACCOUNT}").json()["items"]


def test_decisions_are_listed_for_staff_and_for_the_account(signed_in: Callable[[str], Api], matters: Matters) -> None:
    decision = decided(matters, at=now())

    for name in ("reviewer", "owner", "auditor"):
        assert [decision.ref] == [one["id"] for one in signed_in(name).get(f"/decisions?account={ACCOUNT}").json()["items"]]


def test_unknown_decision_is_not_found(keyed: Callable[..., Api]) -> None:
    assert_problem(keyed("cases:read").get("/decisions/D-NONE"), 404, code="decision:unknown")


def test_repeated_decision_is_issued_once(signed_in: Callable[[str], Api], held: CaseView) -> None:
    reviewer = signed_in("reviewer")
    first = reviewer.post("/decisions", body_for(held), Idempotency_Key="d-1")

    again = reviewer.post("/decisions", body_for(held), Idempotency_Key="d-1")

    assert first.json()["id"] == again.json()["id"]
    assert 1 == len(enforcement.decisions_of(ACCOUNT))
