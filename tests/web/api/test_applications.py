"""Applications and transfers by program: scopes, versions, problems, and nothing that identifies a person given back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse

from goodstanding.apps.common import clock, outbox
from goodstanding.apps.registry.providers import Payment, PaymentOrder, register_payer
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.services.paying import PAY
from tests.factories.applications import company_form, person_form, resident_number
from tests.factories.matters import ACCOUNT
from tests.web.api.conftest import BASE, Api, assert_problem

Keyed = Callable[..., Api]
PNG = b"\x89PNG\r\n\x1a\n" + b"demo"


def patch(caller: Api, path: str, body: dict[str, Any], **headers: str) -> HttpResponse:
    told = caller.headers | {name.replace("_", "-"): value for name, value in headers.items()}
    return caller.client.patch(BASE + path, json.dumps(body).encode(), content_type="application/json", headers=told)


@pytest.fixture
def platform(keyed: Keyed) -> Api:
    """A platform that applies for its users."""
    return keyed("registry:write", "registry:read")


@pytest.fixture
def begun(platform: Api) -> dict[str, Any]:
    """An application a platform began, with the whole form."""
    return platform.post("/applications", {"account": "acct-api", **person_form(7)}).json()


def test_application_is_begun_with_its_form(begun: dict[str, Any]) -> None:
    assert ("acct-api", "draft", "person") == (begun["account"], begun["status"], begun["subject_class"])


def test_nothing_that_identifies_a_person_is_given_back(platform: Api, begun: dict[str, Any]) -> None:
    text = platform.get(f"/applications/{begun['id']}").content.decode()

    assert resident_number(7) not in text
    assert "演示某" not in text
    assert resident_number(7)[-4:] == begun["shown"]["resident_id"][-4:]


def test_key_without_the_scope_is_told_which(keyed: Keyed) -> None:
    answer = keyed("registry:read").post("/applications", {"account": "acct-api"})

    assert_problem(answer, 403)
    assert "registry:write" in answer.json()["detail"]


def test_fields_are_changed_and_the_others_stay(platform: Api, begun: dict[str, Any]) -> None:
    answer = patch(platform, f"/applications/{begun['id']}", {"bio": "示例简介"}, If_Match=f'"{begun["version"]}"')

    changed = answer.json()
    assert ("示例简介", begun["account_name"]) == (changed["bio"], changed["account_name"])
    assert f'"{changed["version"]}"' == answer.headers["ETag"]


def test_change_of_an_old_version_is_a_conflict(platform: Api, begun: dict[str, Any]) -> None:
    stale = {"bio": "示例", "expected_version": begun["version"] - 1 or 99}

    assert_problem(patch(platform, f"/applications/{begun['id']}", stale), 409, code="registry:application_changed")


def test_change_without_a_version_is_refused(platform: Api, begun: dict[str, Any]) -> None:
    assert_problem(patch(platform, f"/applications/{begun['id']}", {"bio": "示例"}), 422, code="api:version_missing")


def test_incomplete_application_names_each_field(platform: Api) -> None:
    draft = platform.post("/applications", {"account": "acct-api", "subject_class": "person"}).json()

    answer = platform.post(f"/applications/{draft['id']}/submit", {"expected_version": draft["version"]})

    assert_problem(answer, 422, code="registry:application_incomplete")
    assert {"/account_name", "/resident_id", "/mobile"} <= {one["pointer"] for one in answer.json()["errors"]}
    assert "draft" == application(draft["id"]).status


def test_complete_application_is_handed_in_and_checked(platform: Api, begun: dict[str, Any]) -> None:
    answer = platform.post(f"/applications/{begun['id']}/submit", {"expected_version": begun["version"]})

    assert 200 == answer.status_code
    assert answer.json()["status"] in {"checking", "review", "correction"}
    assert "identity" in {one["code"] for one in answer.json()["checks"]}


def test_rq039_reason_for_an_exception_from_the_cap_is_taken_and_given_back(platform: Api, begun: dict[str, Any]) -> None:
    answer = patch(platform, f"/applications/{begun['id']}", {"cap_reason": "示例理由"}, If_Match=f'"{begun["version"]}"')

    assert (200, "示例理由") == (answer.status_code, answer.json()["cap_reason"])


def test_withdrawn_application_forgets_who_applied(platform: Api, begun: dict[str, Any]) -> None:
    answer = platform.post(f"/applications/{begun['id']}/withdraw", {"expected_version": begun["version"]})

    assert "withdrawn" == answer.json()["status"]
    assert_problem(platform.post(f"/applications/{begun['id']}/submit", {"expected_version": answer.json()["version"]}), 409)


def test_document_is_sealed_and_listed_without_its_content(platform: Api, begun: dict[str, Any]) -> None:
    told = {"name": "a.png", "kind": "identity", "content": base64.b64encode(PNG).decode()}

    answer = platform.post(f"/applications/{begun['id']}/documents", told)

    (one,) = answer.json()["items"]
    assert (201, "image/png", len(PNG)) == (answer.status_code, one["media_type"], one["size"])
    assert told["content"] not in answer.content.decode()


@pytest.mark.parametrize("content", ["不是 base64", base64.b64encode(b"plain").decode()])
def test_what_is_no_document_is_refused(platform: Api, begun: dict[str, Any], content: str) -> None:
    answer = platform.post(f"/applications/{begun['id']}/documents", {"name": "a.png", "content": content})

    assert_problem(answer, 422, code="registry:document_refused")


def test_repeated_key_begins_one_application(platform: Api) -> None:
    first = platform.post("/applications", company_form(3), Idempotency_Key="once").json()
    again = platform.post("/applications", company_form(3), Idempotency_Key="once").json()

    assert first["id"] == again["id"]
    assert 1 == len(platform.get("/applications").json()["items"])


def test_person_applies_for_themselves_and_sees_their_own(signed_in: Callable[[str], Api], begun: dict[str, Any]) -> None:
    owner = signed_in("owner")

    made = owner.post("/applications", {"account_name": "示例二号"})

    assert 201 == made.status_code
    assert [made.json()["id"]] == [one["id"] for one in owner.get("/applications").json()["items"]]
    assert_problem(owner.get(f"/applications/{begun['id']}"), 404)


def test_changes_are_limited_in_number(platform: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodstanding.web.api.routes import applications

    monkeypatch.setattr(applications, "WRITES_A_MINUTE", 1)
    platform.post("/applications", {})

    assert_problem(platform.post("/applications", {}), 429)


def test_account_is_offered_by_its_subject_and_the_code_is_shown_once(signed_in: Callable[[str], Api]) -> None:
    owner = signed_in("owner")

    made = owner.post(f"/accounts/{ACCOUNT}/transfers", {"reason": "示例转让。"})

    assert (201, 12) == (made.status_code, len(made.json()["code"]))
    (listed,) = owner.get(f"/accounts/{ACCOUNT}/transfers").json()["items"]
    assert "code" not in listed
    assert "offered" == listed["status"]


def test_other_subject_agrees_with_the_code(signed_in: Callable[[str], Api], platform: Api) -> None:
    made = signed_in("owner").post(f"/accounts/{ACCOUNT}/transfers", {"reason": "示例转让。"}).json()
    taker = signed_in("stranger")
    own = taker.get("/operators").json()["items"][0]["id"]

    wrong = taker.post(f"/transfers/{made['id']}/agree", {"code": "AAAA", "operator": own})
    agreed = taker.post(f"/transfers/{made['id']}/agree", {"code": made["code"], "operator": own})

    assert_problem(wrong, 404, code="registry:transfer_unknown")
    assert agreed.status_code in {200, 409}


def test_transfer_is_withdrawn_by_its_party_and_hidden_from_others(signed_in: Callable[[str], Api]) -> None:
    owner = signed_in("owner")
    made = owner.post(f"/accounts/{ACCOUNT}/transfers", {"reason": "示例转让。"}).json()

    assert_problem(signed_in("stranger").get(f"/transfers/{made['id']}"), 404)
    assert "withdrawn" == owner.post(f"/transfers/{made['id']}/withdraw").json()["status"]


def test_program_offers_nothing_its_owner_does_not_operate(platform: Api) -> None:
    assert_problem(platform.post(f"/accounts/{ACCOUNT}/transfers", {"reason": "示例。"}), 409, code="registry:transfer_refused")


class Bank:
    """Pays at once and remembers the sum."""

    name = "bank"
    fen = 0

    def pay(self, order: PaymentOrder, /) -> Payment:
        self.fen = order.fen
        return Payment(True, "ref", "示例银行")


@pytest.fixture
def bank() -> Iterator[Bank]:
    """A provider of payments."""
    found = Bank()
    register_payer(found)
    yield found
    register_payer(None)


def test_rq021_sum_is_asked_for_and_typed_back_by_program(platform: Api, bank: Bank) -> None:
    """RQ-021: the second factor of an organization, with nothing of account or sum given back."""
    begun = platform.post("/applications", company_form(5)).json()
    asked = platform.post(f"/applications/{begun['id']}/payment", {"bank": "示例银行", "account": "6222020200112233445"})
    outbox.drain(clock.now, only=frozenset({PAY}))

    paid = platform.get(f"/applications/{begun['id']}/payment").json()
    done = platform.post(f"/applications/{begun['id']}/payment/sum", {"sum": f"{bank.fen / 100:.2f}"})

    assert (201, "queued", "…3445") == (asked.status_code, asked.json()["state"], asked.json()["account_tail"])
    assert ("paid", 3) == (paid["state"], paid["tries_left"])
    assert "passed" == done.json()["state"]
    assert ["micro_payment"] == platform.get(f"/applications/{begun['id']}").json()["factors"]
    assert "6222020200112233445" not in asked.content.decode() + done.content.decode()


def test_wrong_sum_is_a_problem_that_says_how_many_tries_are_left(platform: Api, bank: Bank) -> None:
    begun = platform.post("/applications", company_form(6)).json()
    platform.post(f"/applications/{begun['id']}/payment", {"bank": "示例银行", "account": "6222020200112233445"})
    outbox.drain(clock.now, only=frozenset({PAY}))

    answer = platform.post(f"/applications/{begun['id']}/payment/sum", {"sum": "9.99"})

    assert_problem(answer, 422, code="registry:way_refused")
    assert "2 tries" in answer.json()["detail"]


def test_payment_is_given_up_by_program(platform: Api, bank: Bank) -> None:
    begun = platform.post("/applications", company_form(8)).json()
    platform.post(f"/applications/{begun['id']}/payment", {"bank": "示例银行", "account": "6222020200112233445"})

    assert "cancelled" == platform.post(f"/applications/{begun['id']}/payment/cancel").json()["state"]


def test_letter_is_handed_in_by_program_and_waits(platform: Api) -> None:
    begun = platform.post("/applications", company_form(9)).json()
    missing = platform.get(f"/applications/{begun['id']}/letter")

    answer = platform.post(f"/applications/{begun['id']}/letter", {"name": "a.png", "content": base64.b64encode(PNG).decode()})

    assert (404, 201, "waiting") == (missing.status_code, answer.status_code, answer.json()["state"])
    assert "waiting" == platform.get(f"/applications/{begun['id']}/letter").json()["state"]
