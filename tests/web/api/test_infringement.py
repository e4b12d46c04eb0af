"""Notices of infringement through the API: sent without sign-in, answered by the account, followed by receipt."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from goodstanding.apps.common.clock import now
from goodstanding.apps.redress.takedown_records import TakedownView
from tests.factories.matters import CONTENT, Matters
from tests.factories.takedowns import CONTACT, PDF, acted, countered
from tests.web.api.conftest import Api, assert_problem

SignedIn = Callable[[str], Api]
NAME = "示例出版工作室"


def file(name: str) -> dict[str, str]:
    return {"name": f"{name}.pdf", "content": base64.b64encode(PDF + name.encode()).decode()}


def body(**changes: Any) -> dict[str, Any]:
    whole = {
        "content": CONTENT,
        "contact": CONTACT,
        "name": NAME,
        "address": "示例省演示市样例路1号",
        "work": "示例图鉴",
        "statement": "该内容逐段使用了我社作品，没有取得许可。",
        "guarantee": True,
        "rights_proof": [file("rights")],
    }
    return whole | changes


ANSWER = {
    "name": "示例文化传播中心（演示）",
    "contact": "owner@example.invalid",
    "statement": "该内容取得了作者的书面许可。",
    "guarantee": True,
    "proof": [file("licence")],
}


@pytest.fixture
def forwarded(matters: Matters) -> TakedownView:
    """A notice that was acted on and forwarded."""
    return acted(matters, at=now())


def test_rq065_whole_notice_gets_a_receipt_and_is_due_today(matters: Matters, nobody: Api) -> None:
    answer = nobody.post("/copyright-notices", body())

    told = answer.json()
    assert 201 == answer.status_code, answer.content
    assert ("examination", []) == (told["state"], told["missing"])
    assert told["due_at"] > told["filed_at"]
    assert not [text for text in (NAME, CONTACT) if text in answer.content.decode()]


def test_rq065_incomplete_notice_names_what_is_missing_and_is_completed(matters: Matters, nobody: Api) -> None:
    receipt = nobody.post("/copyright-notices", body(address="", rights_proof=[])).json()
    assert ["address", "rights_proof"] == receipt["missing"]
    rest = {"address": "示例省演示市样例路1号", "rights_proof": [file("rights")]}

    path = f"/copyright-notices/{receipt['receipt']}/completion"
    assert_problem(nobody.post(path, rest | {"contact": "other@example.invalid"}), 404)
    told = nobody.post(path, rest | {"contact": CONTACT}).json()

    assert ("examination", []) == (told["state"], told["missing"])


def test_same_key_sends_one_notice(matters: Matters, nobody: Api) -> None:
    first, again = (nobody.post("/copyright-notices", body(), Idempotency_Key="k-1") for _ in range(2))

    assert first.json()["receipt"] == again.json()["receipt"]


def test_rq065_account_reads_the_notice_and_answers_it(signed_in: SignedIn, forwarded: TakedownView) -> None:
    owner, path = signed_in("owner"), f"/copyright-notices/{forwarded.ref}"
    assert NAME == owner.get(path).json()["sender"]
    returned = owner.post(f"{path}/counter-statement", ANSWER | {"proof": []}).json()
    assert ["proof"] == returned["counter_statement"]["missing"]

    told = owner.post(f"{path}/counter-statement", ANSWER).json()

    assert "countered" == told["state"]
    assert told["window_ends_at"] > told["acted_at"]


def test_rq065_proof_in_time_keeps_the_window_open(matters: Matters, nobody: Api) -> None:
    found = countered(matters, at=now())
    proof = {"contact": CONTACT, "kind": "proceedings", "text": "示例法院（2026）示例民初1号", "files": [file("suit")]}

    answer = nobody.post(f"/copyright-notices/{found.ref}/proofs", proof)

    assert 201 == answer.status_code, answer.content
    assert "prove" == answer.json()["steps"][-1]["step"]


def test_sender_withdraws_with_the_contact(nobody: Api, forwarded: TakedownView) -> None:
    assert "withdrawn" == nobody.post(f"/copyright-notices/{forwarded.ref}/withdrawal", {"contact": CONTACT}).json()["state"]


def test_receipt_alone_opens_the_clock_and_no_words(nobody: Api, signed_in: SignedIn, forwarded: TakedownView) -> None:
    for caller in (nobody, signed_in("stranger")):
        told = caller.get(f"/copyright-notices/{forwarded.ref}").json()
        assert "acted" == told["state"]
        assert not {"sender", "statement", "files", "account", "case"} & set(told)
        assert "reason" not in told["steps"][0]


def test_lists_show_staff_all_and_an_account_what_was_forwarded(
    keyed: Callable[..., Api], signed_in: SignedIn, nobody: Api, forwarded: TakedownView
) -> None:
    for caller in (keyed("cases:read"), signed_in("owner")):
        assert [forwarded.ref] == [one["receipt"] for one in caller.get("/copyright-notices").json()["items"]]
    assert [] == signed_in("stranger").get("/copyright-notices").json()["items"]
    assert_problem(nobody.get("/copyright-notices"), 401)
    assert_problem(keyed("events:write").get("/copyright-notices"), 403)


def test_notices_from_one_network_are_limited(matters: Matters, nobody: Api) -> None:
    answers = [nobody.post("/copyright-notices", body(contact=f"n{n}@example.invalid")) for n in range(6)]

    assert [201] * 5 == [one.status_code for one in answers[:5]]
    assert_problem(answers[5], 429)


def test_program_answers_for_nobody(keyed: Callable[..., Api], signed_in: SignedIn, forwarded: TakedownView) -> None:
    path = f"/copyright-notices/{forwarded.ref}/counter-statement"

    assert_problem(keyed("cases:decide").post(path, ANSWER), 403)
    assert_problem(signed_in("stranger").post(path, ANSWER), 403)
