"""Disputes about originality through the API: filed and answered by people, read by both sides and staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from goodstanding.apps.common.clock import now
from goodstanding.apps.redress.dispute_records import DisputeRecord
from tests.factories.disputes import ANSWER, CLAIM, CLAIMANT, DECLARER, DISPUTED, EARLIER, filed, texts
from tests.factories.matters import Matters
from tests.web.api.conftest import Api, assert_problem

SignedIn = Callable[[str], Api]
BODY = {"content": DISPUTED, "earlier": EARLIER, "claim": CLAIM}


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, state_dir=tmp_path))


@pytest.fixture
def dispute(matters: Matters) -> DisputeRecord:
    """A dispute that waits for its answer."""
    return filed(matters, kind="copy", at=now() - timedelta(minutes=30))


def test_rq064_dispute_is_filed_with_its_clock_and_comparison(matters: Matters, signed_in: SignedIn) -> None:
    texts(kind="copy", at=now() - timedelta(minutes=30))

    answer = signed_in("owner").post("/disputes", BODY)

    told = answer.json()
    assert 201 == answer.status_code, answer.content
    assert ("answering", CLAIMANT, DECLARER) == (told["state"], told["claimant"], told["account"])
    assert told["answer_due_at"] > told["filed_at"]
    assert told["comparison"]["passages"][0]["b"]["text"]


def test_filing_again_with_the_same_key_is_answered_the_same(matters: Matters, signed_in: SignedIn) -> None:
    texts(kind="copy", at=now() - timedelta(minutes=30))
    owner = signed_in("owner")

    first, again = (owner.post("/disputes", BODY, Idempotency_Key="k-1") for _ in range(2))

    assert first.json()["id"] == again.json()["id"]
    assert "true" == again.headers["Idempotent-Replayed"]
    assert_problem(owner.post("/disputes", BODY), 422)


def test_rq064_both_sides_read_it_and_the_declarer_answers(signed_in: SignedIn, dispute: DisputeRecord) -> None:
    answered = signed_in("stranger").post(f"/disputes/{dispute.ref}/answer", {"answer": ANSWER})

    told = signed_in("owner").get(f"/disputes/{dispute.ref}").json()
    assert 200 == answered.status_code, answered.content
    assert ("examination", ANSWER) == (told["state"], told["answer"])
    assert "case" not in told


def test_machine_made_reasons_come_in_the_callers_language(signed_in: SignedIn, dispute: DisputeRecord) -> None:
    owner = signed_in("owner")
    owner.post(f"/disputes/{dispute.ref}/withdrawal", {})
    owner.client.cookies["goodstanding_language"] = "en"

    told = owner.get(f"/disputes/{dispute.ref}").json()

    assert "The claimant withdrew." == told["reasons"] == told["steps"][-1]["reason"]


def test_staff_list_all_and_an_operator_its_own(keyed: Callable[..., Api], signed_in: SignedIn, dispute: DisputeRecord) -> None:
    for caller in (keyed("cases:read"), signed_in("owner"), signed_in("stranger")):
        assert [dispute.ref] == [one["id"] for one in caller.get("/disputes").json()["items"]]
    assert [] == signed_in("owner").get("/disputes?state=revoked").json()["items"]


def test_others_are_refused(keyed: Callable[..., Api], nobody: Api, signed_in: SignedIn, dispute: DisputeRecord) -> None:
    assert_problem(nobody.get(f"/disputes/{dispute.ref}"), 401)
    assert_problem(keyed("events:write").get(f"/disputes/{dispute.ref}"), 403)
    assert_problem(keyed("cases:decide").post("/disputes", BODY), 403)
    assert_problem(signed_in("owner").post(f"/disputes/{dispute.ref}/answer", {"answer": ANSWER}), 403)
    assert_problem(signed_in("owner").get("/disputes/DP-NONE"), 404)
