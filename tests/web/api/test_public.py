"""What anybody may ask without signing in: reports, the public card, proofs of the record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.cache import cache

from goodstanding.apps.audit.entries import checkpoint_text
from goodstanding.apps.audit.merkle import leaf_hash
from goodstanding.apps.audit.proofs import verify_inclusion
from goodstanding.apps.audit.selectors import log_size
from goodstanding.apps.common.clock import now
from goodstanding.apps.redress import selectors as redress
from tests.factories.matters import ACCOUNT, CONTENT, PERSON_ACCOUNT, Matters, decided
from tests.web.api.conftest import Api, assert_problem

REPORT = {
    "kind": "post",
    "target": CONTENT,
    "category": "account_trading",
    "reason": "示例理由：涉嫌买卖账号",
    "contact": "a@example.invalid",
}


def test_report_is_filed_without_signing_in(nobody: Api, matters: Matters) -> None:
    answer = nobody.post("/reports", REPORT)

    told = answer.json()
    assert 201 == answer.status_code, answer.content
    assert told["receipt"].startswith("R-")
    assert told["due_at"] > told["filed_at"]


def test_report_is_followed_by_its_receipt(nobody: Api, matters: Matters) -> None:
    receipt = nobody.post("/reports", REPORT).json()["receipt"]

    told = nobody.get(f"/reports/{receipt.lower()}").json()

    assert (receipt, CONTENT) == (told["receipt"], told["target"])
    assert told["steps"]


def test_report_gives_nothing_back_of_the_reporter(nobody: Api, matters: Matters) -> None:
    receipt = nobody.post("/reports", REPORT).json()["receipt"]

    told = nobody.get(f"/reports/{receipt}").content.decode()

    assert "a@example.invalid" not in told
    assert "涉嫌买卖账号" not in told
    assert redress.report(receipt).case_ref not in told


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"target": "c-none"}, 404),
        ({"kind": "operator"}, 422),
        ({"category": "opinion"}, 422),
        ({"reason": " "}, 422),
        ({"reason": None}, 422),
        ({"whom": "x"}, 422),
    ],
)
def test_bad_report_is_refused(changes: dict[str, Any], status: int, nobody: Api, matters: Matters) -> None:
    assert_problem(nobody.post("/reports", REPORT | changes), status)


def test_unknown_receipt_is_not_found(nobody: Api) -> None:
    assert_problem(nobody.get("/reports/R-NONE"), 404, code="report:unknown")


def test_flood_of_reports_is_slowed_down(nobody: Api, matters: Matters) -> None:
    answers = [nobody.post("/reports", REPORT | {"target": "c-none"}) for _ in range(21)]

    assert_problem(answers[-1], 429, code="api:too_often")
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60


def test_card_of_an_organization_is_public(nobody: Api, matters: Matters) -> None:
    told = nobody.get(f"/disclosure/{ACCOUNT}").json()

    assert ("示例文化传播中心（演示）", False) == (told["operating_entity"], told["reduced"])


def test_card_of_a_person_holds_no_personal_data(nobody: Api, matters: Matters) -> None:
    told = nobody.get(f"/disclosure/{PERSON_ACCOUNT}")

    assert told.json()["reduced"]
    assert "示例个人全名" not in told.content.decode()
    assert "13800000000" not in told.content.decode()


def test_account_is_found_by_a_part_of_its_name(nobody: Api, matters: Matters) -> None:
    told = nobody.get("/disclosure?q=健康小站").json()

    assert ([ACCOUNT], None) == ([line["id"] for line in told["items"]], told["next"])


def test_search_without_a_question_is_refused(nobody: Api) -> None:
    assert "q" == assert_problem(nobody.get("/disclosure"), 422)["errors"][0]["parameter"]


def test_unknown_account_has_no_card(nobody: Api) -> None:
    assert_problem(nobody.get("/disclosure/acct-nobody"), 404, code="disclosure:account_unknown")


def test_rq037_guessing_ids_by_program_is_refused(nobody: Api, matters) -> None:
    for number in range(30):
        nobody.get(f"/disclosure/acct-guess-{number}")
    cache.clear()

    assert_problem(nobody.get(f"/disclosure/{ACCOUNT}"), 429)


def test_register_cannot_be_harvested(nobody: Api, matters: Matters) -> None:
    answers = [nobody.get(f"/disclosure/{ACCOUNT}") for _ in range(122)]  # sixty a minute, and a minute may begin meanwhile

    refused = next(answer for answer in answers if answer.status_code != 200)

    assert 200 == answers[59].status_code
    assert_problem(refused, 429)
    assert refused["Retry-After"]


def test_decision_is_proved_without_trusting_the_server(nobody: Api, matters: Matters) -> None:
    decision = decided(matters, at=now())

    proof = nobody.get(f"/log/entries/{decision.ref}/proof").json()

    leaf = leaf_hash(proof["leaf"].encode())
    assert leaf.hex() == proof["leaf_hash"]
    assert decision.sha256 == json.loads(json.loads(proof["leaf"])["payload"])["sha256"]
    root = bytes.fromhex(proof["root_hash"])
    path = [bytes.fromhex(step) for step in proof["path"]]
    assert verify_inclusion(leaf, index=proof["index"], size=proof["size"], path=path, root=root)
    signed = proof["checkpoint"]
    assert (signed["size"], signed["root_hash"]) == (proof["size"], proof["root_hash"])
    verify_signature(signed)


def verify_signature(checkpoint: dict[str, Any]) -> None:
    """Raise unless the checkpoint is signed by the key it names."""
    from datetime import datetime

    text = checkpoint_text(
        size=checkpoint["size"], root=bytes.fromhex(checkpoint["root_hash"]), at=datetime.fromisoformat(checkpoint["at"])
    )
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint["public_key"])).verify(
        bytes.fromhex(checkpoint["signature"]), text
    )


@pytest.mark.parametrize("ref", ["0", "L-0", "l-0"])
def test_entry_is_proved_by_its_index(ref: str, nobody: Api, matters: Matters) -> None:
    assert (0, True) == (
        nobody.get(f"/log/entries/{ref}/proof").json()["index"],
        nobody.get(f"/log/entries/{ref}/proof").json()["verified"],
    )


@pytest.mark.parametrize("ref", ["L-999999", "9" * 30, "9" * 5000, "nonsense", "-1", "L-", "D-NONE"])
def test_entry_that_is_not_there_is_not_found(ref: str, nobody: Api, matters: Matters) -> None:
    assert_problem(nobody.get(f"/log/entries/{ref}/proof"), 404)


def test_checkpoint_is_signed(nobody: Api, matters: Matters) -> None:
    told = nobody.get("/log/checkpoint").json()

    assert log_size() == told["size"]
    verify_signature(told)


def test_empty_log_has_no_checkpoint(nobody: Api) -> None:
    assert_problem(nobody.get("/log/checkpoint"), 404, code="log:empty")


def test_old_proofs_hold_when_the_log_grows(nobody: Api, matters: Matters) -> None:
    first = nobody.get("/log/entries/0/proof").json()
    decided(matters, at=now())

    assert first["size"] == nobody.get("/log/entries/0/proof").json()["size"]


def test_check_records_nothing(keyed: Callable[..., Api], matters: Matters) -> None:
    caller = keyed("checks:run", "cases:read")
    before = log_size()

    told = caller.post("/check", {"text": "示例：收购公众号，价格面议。", "account_id": ACCOUNT}).json()

    assert ("review", ["account-trading.offer"]) == (told["suggestion"], [hit["rule"] for hit in told["violations"]])
    assert before == log_size()
    assert [] == caller.get("/cases").json()["items"]


def test_hit_tells_clause_passage_and_advice(keyed: Callable[..., Api]) -> None:
    text = "示例：收购公众号。"

    (hit,) = keyed("checks:run").post("/check", {"text": text}).json()["violations"]

    span = hit["spans"][0]
    assert ("PA21:18(8)", "建议删除") == (hit["clause"], hit["advice"])
    assert hit["clause_text"]
    assert text[span["start"] : span["end"]] == span["text"]


def test_check_never_tells_what_was_looked_for(keyed: Callable[..., Api]) -> None:
    (hit,) = keyed("checks:run").post("/check", {"text": "示例：收购公众号。"}).json()["violations"]

    assert {"score", "signal", "why", "bank"}.isdisjoint(hit)
    assert [{"field", "start", "end", "text"}] == [set(place) for place in hit["spans"]]


def test_check_is_recorded_where_it_is_asked_for(keyed: Callable[..., Api]) -> None:
    before = log_size()

    told = keyed("checks:run").post("/check?record=true", {"text": "示例：收购公众号。"}).json()["recorded"]

    data = json.dumps({"body": "示例：收购公众号。"}, ensure_ascii=False, separators=(",", ":"))
    assert (before, hashlib.sha256(data.encode()).hexdigest()) == (told["log_index"], told["texts_sha256"])


def test_one_account_is_not_checked_without_end(keyed: Callable[..., Api], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodstanding.web.api.routes.checks._ACCOUNT_LIMIT", 1)
    caller = keyed("checks:run")
    caller.post("/check", {"text": "示例", "account_id": ACCOUNT})

    assert 429 == caller.post("/check", {"text": "示例", "account_id": ACCOUNT}).status_code
    assert 200 == caller.post("/check", {"text": "示例", "account_id": "acct-other"}).status_code


def test_advice_comes_in_the_reader_s_language(keyed: Callable[..., Api]) -> None:
    (hit,) = keyed("checks:run").post("/check", {"text": "收购公众号"}, Accept_Language="en").json()["violations"]

    assert "Remove it" == hit["advice"]


def test_whole_event_is_checked(keyed: Callable[..., Api], matters: Matters) -> None:
    event = {
        "specversion": "1.0",
        "id": "e-1",
        "source": "/platform/web",
        "type": "account.profile_changed",
        "subject": ACCOUNT,
        "data": {"name": "收购公众号（示例）"},
    }

    told = keyed("checks:run").post("/check", event).json()

    assert ("e-1", ["account-trading.name"]) == (told["event_id"], [hit["rule"] for hit in told["violations"]])


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"", 400), (b"[]", 400), (b'{"text": 1}', 422), (b"{}", 422)])
def test_bad_check_is_a_problem(body: bytes, status: int, keyed: Callable[..., Api]) -> None:
    assert_problem(keyed("checks:run").post("/check", body), status, code="check:malformed")
