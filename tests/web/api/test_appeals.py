"""Appeals through the API: by the account, and never decided by whoever decided before."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from goodstanding.apps.common.clock import now
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.identity.services import grant_role
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.review import selectors as review
from tests.factories.matters import CONTENT, Matters, appealed, claimed, decided
from tests.web.api.conftest import Api, assert_problem

GROUNDS = [{"ground": "facts_wrong", "text": "所述示例并非交易。"}]


@pytest.fixture
def decision(matters: Matters) -> DecisionView:
    """A decision by the reviewer, who may decide appeals as well."""
    grant_role(matters.users["reviewer"], "appeals_officer", at=matters.at)
    return decided(matters, at=now())


def answer_body(**changes: Any) -> dict[str, Any]:
    return {"outcome": "upheld", "answers": ["经核查，该示例并非交易。"], "reasons": "经复核，原决定应予撤销。", **changes}


def test_account_appeals_and_gets_receipt_and_due_date(signed_in: Callable[[str], Api], decision: DecisionView) -> None:
    answer = signed_in("owner").post(f"/decisions/{decision.ref}/appeals", {"grounds": GROUNDS})

    told = answer.json()
    assert 201 == answer.status_code, answer.content
    assert told["receipt"].startswith("A-")
    assert told["due_at"] > told["filed_at"]
    assert "case" not in told
    assert [told["receipt"]] == [
        one["receipt"] for one in signed_in("owner").get(f"/decisions/{decision.ref}/appeals").json()["items"]
    ]


def test_file_is_handed_in_with_an_appeal(signed_in: Callable[[str], Api], decision: DecisionView) -> None:
    file = {"name": "说明.txt", "content": base64.b64encode("示例说明".encode()).decode()}

    receipt = signed_in("owner").post(f"/decisions/{decision.ref}/appeals", {"grounds": GROUNDS, "attachments": [file]}).json()

    assert ["说明.txt"] == [one.name for one in redress.attachments_of(receipt["receipt"])]


def test_file_that_is_not_base64_is_refused(signed_in: Callable[[str], Api], decision: DecisionView) -> None:
    body = {"grounds": GROUNDS, "attachments": [{"name": "a.txt", "content": "不是"}]}

    told = assert_problem(signed_in("owner").post(f"/decisions/{decision.ref}/appeals", body), 422)

    assert "/attachments/0/content" == told["errors"][0]["pointer"]


def test_stranger_and_program_cannot_appeal(
    signed_in: Callable[[str], Api], keyed: Callable[..., Api], decision: DecisionView
) -> None:
    path = f"/decisions/{decision.ref}/appeals"

    assert_problem(signed_in("stranger").post(path, {"grounds": GROUNDS}), 403, code="appeal:not_a_party")
    assert_problem(keyed("cases:decide").post(path, {"grounds": GROUNDS}), 403, code="api:not_yours")


def test_second_appeal_while_one_is_open_is_a_conflict(signed_in: Callable[[str], Api], decision: DecisionView) -> None:
    owner = signed_in("owner")
    owner.post(f"/decisions/{decision.ref}/appeals", {"grounds": GROUNDS})

    assert_problem(owner.post(f"/decisions/{decision.ref}/appeals", {"grounds": GROUNDS}), 409, code="appeal:open")


@pytest.mark.parametrize("grounds", [[], [{"ground": "whim", "text": "示例"}], [{"ground": "other", "text": " "}]])
def test_appeal_without_grounds_is_refused(
    grounds: list[dict[str, str]], signed_in: Callable[[str], Api], decision: DecisionView
) -> None:
    answer = signed_in("owner").post(f"/decisions/{decision.ref}/appeals", {"grounds": grounds})

    assert_problem(answer, 422, code="appeal:grounds_incomplete")


def test_original_decider_cannot_decide_the_appeal(
    signed_in: Callable[[str], Api], decision: DecisionView, matters: Matters
) -> None:
    appeal = appealed(matters, decision, at=now())
    decider = signed_in("reviewer")
    claim = {"action": "claim", "expected_version": review.case(appeal.case_ref).version}

    assert_problem(decider.post(f"/cases/{appeal.case_ref}/actions", claim), 403, code="review:actor_excluded")
    assert_problem(decider.post(f"/appeals/{appeal.receipt}/decision", answer_body()), 403, code="review:actor_excluded")
    assert "" == redress.appeal(appeal.receipt).outcome


def test_original_decider_cannot_decide_by_key_either(
    keyed: Callable[..., Api], decision: DecisionView, matters: Matters
) -> None:
    appeal = appealed(matters, decision, at=now())

    answer = keyed("appeals:decide", owner="reviewer").post(f"/appeals/{appeal.receipt}/decision", answer_body())

    assert_problem(answer, 403, code="review:actor_excluded")


def test_upheld_appeal_undoes_the_decision(signed_in: Callable[[str], Api], decision: DecisionView, matters: Matters) -> None:
    appeal = appealed(matters, decision, at=now())
    officer = signed_in("officer")
    case = review.case(appeal.case_ref)
    officer.post(f"/cases/{case.ref}/actions", {"action": "claim", "expected_version": case.version})

    answer = officer.post(f"/appeals/{appeal.receipt}/decision", answer_body())

    told = answer.json()
    assert 200 == answer.status_code, answer.content
    assert ("upheld", "closed") == (told["outcome"], told["stage"])
    assert told["new_decision"] == officer.get(f"/decisions/{decision.ref}").json()["superseded_by"]
    assert "visible" == ingest.content(CONTENT).status


def test_ground_without_answer_is_refused(signed_in: Callable[[str], Api], decision: DecisionView, matters: Matters) -> None:
    appeal = appealed(matters, decision, at=now())
    claimed(review.case(appeal.case_ref), matters.actor("officer"), at=now())

    answer = signed_in("officer").post(f"/appeals/{appeal.receipt}/decision", answer_body(answers=[]))

    assert_problem(answer, 422, code="appeal:answer_incomplete")


def test_account_reads_and_withdraws_its_appeal(
    signed_in: Callable[[str], Api], decision: DecisionView, matters: Matters
) -> None:
    appeal = appealed(matters, decision, at=now())
    owner = signed_in("owner")

    withdrawn = owner.post(f"/appeals/{appeal.receipt}/withdrawal", {"reason": "不再坚持（示例）"})

    assert (200, "withdrawn") == (withdrawn.status_code, withdrawn.json()["outcome"])
    assert "withdrawn" == owner.get(f"/appeals/{appeal.receipt}").json()["outcome"]
    assert_problem(signed_in("stranger").get(f"/appeals/{appeal.receipt}"), 403)
