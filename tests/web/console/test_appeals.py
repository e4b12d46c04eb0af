"""Deciding an appeal: side by side, ground by ground, by somebody who took no part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.review import selectors as review
from tests.factories.desk import Desk
from tests.web.matters import Appealed, appeal_against_trade

SignIn = Callable[[str], Client]


@pytest.fixture
def appealed(desk: Desk) -> Appealed:
    """A decision of the reviewer, appealed by the account's owner on two grounds."""
    return appeal_against_trade(desk)


@pytest.fixture
def officer(sign_in: SignIn, appealed: Appealed) -> Client:
    """The appeals officer, who holds the appeal's case."""
    client = sign_in("officer")
    client.post(f"/console/cases/{appealed.case}/claim/", {"version": review.case(appealed.case).version})
    return client


def form(appealed: Appealed, outcome: str, **changes: object) -> dict[str, object]:
    told = {
        "version": review.case(appealed.case).version,
        "outcome": outcome,
        "answer_0": "经核对登录记录，未见冒用。",
        "answer_1": "已考虑自行删除的情节。",
        "reasons": "综合全案作出上述认定。",
    }
    return told | changes


def test_decision_and_grounds_stand_side_by_side(officer: Client, appealed: Appealed):
    page = officer.get(f"/console/cases/{appealed.case}/").content.decode()

    assert appealed.decision in page
    assert "该文系他人冒用（示例）。" in page
    assert 'name="answer_0"' in page
    assert 'name="answer_1"' in page


def test_original_decider_is_refused_with_the_reason(sign_in: SignIn, appealed: Appealed):
    page = sign_in("reviewer").get(f"/console/cases/{appealed.case}/").content.decode()

    assert "您参与过本案所涉事项，不能作出决定。" in page or "您没有办理本案所需的权限。" in page
    assert 'id="answer"' not in page


def test_unanswered_ground_keeps_what_was_written(officer: Client, appealed: Appealed):
    answer = officer.post(f"/console/cases/{appealed.case}/answer/", form(appealed, "rejected", answer_1=""))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "经核对登录记录，未见冒用。" in page
    assert redress.appeal(appealed.receipt).outcome == ""


def test_upheld_appeal_withdraws_the_decision(officer: Client, appealed: Appealed):
    officer.post(f"/console/cases/{appealed.case}/answer/", form(appealed, "upheld"))

    assert redress.appeal(appealed.receipt).outcome == "upheld"
    assert enforcement.decision(appealed.decision).superseded_by != ""


def test_partly_upheld_appeal_keeps_the_measures_chosen(officer: Client, appealed: Appealed):
    former = enforcement.decision(appealed.decision)
    kept = str(former.measures[0].position)

    officer.post(f"/console/cases/{appealed.case}/answer/", form(appealed, "partly_upheld", keep=[kept]))

    lighter = enforcement.decision_in_force(appealed.decision)
    assert [state.measure.code for state in lighter.measures] == [former.measures[0].measure.code]


def test_attachment_is_only_ever_saved(officer: Client, appealed: Appealed):
    sha256 = redress.attachments_of(appealed.receipt)[0].sha256

    answer = officer.get(f"/console/cases/{appealed.case}/attachments/{appealed.receipt}/{sha256}/")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content == "示例证明".encode()
