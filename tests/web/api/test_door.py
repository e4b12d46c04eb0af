"""What every call meets before its operation: form, size, method, sign-in, repetition."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from goodstanding.apps.identity.models import User
from goodstanding.apps.registry import selectors as registry
from goodstanding.web.api.door import MAX_BYTES
from tests.factories.matters import ACCOUNT, Matters
from tests.web.api.conftest import Api, assert_problem

ACCOUNT_BODY = {"id": "acct-new", "name": "示例新号"}


@pytest.mark.parametrize("path", ["/nowhere", "/cases/C-1/nowhere", "/events/", "/"])
def test_unknown_path_is_a_problem(path: str, nobody: Api) -> None:
    assert_problem(nobody.get(path), 404, code="api:path_unknown")


def test_unknown_method_names_the_known_ones(nobody: Api) -> None:
    answer = nobody.client.delete("/api/v1/cases")

    assert_problem(answer, 405, code="api:method_unknown")
    assert "GET, POST" == answer["Allow"]


def test_events_answer_other_methods_with_a_problem(nobody: Api) -> None:
    assert "POST" == nobody.get("/events")["Allow"]
    assert_problem(nobody.get("/events"), 405)


@pytest.mark.parametrize("path", ["/cases", "/operators", "/accounts", "/decisions", "/contents/c-demo-1", "/proposals"])
def test_call_without_key_or_session_is_unauthenticated(path: str, nobody: Api) -> None:
    answer = nobody.get(path)

    assert_problem(answer, 401, code="api:key_missing")
    assert "Bearer" == answer["WWW-Authenticate"]


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer", "Basic YTpi", "nonsense"])
def test_bad_key_is_not_covered_by_a_session(header: str, signed_in: Callable[[str], Api]) -> None:
    assert_problem(signed_in("reviewer").get("/cases", Authorization=header), 401)


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("get", "/operators", "registry:read"),
        ("post", "/operators", "registry:write"),
        ("get", "/accounts", "registry:read"),
        ("post", "/accounts", "registry:write"),
        ("get", f"/accounts/{ACCOUNT}/standing", "registry:read"),
        ("get", f"/accounts/{ACCOUNT}/credentials", "registry:read"),
        ("post", f"/accounts/{ACCOUNT}/credentials", "registry:write"),
        ("get", "/contents/c-demo-1", "content:read"),
        ("get", "/evaluations/E-1", "content:read"),
        ("get", "/cases", "cases:read"),
        ("post", "/cases", "cases:decide"),
        ("post", "/cases/C-1/actions", "cases:decide"),
        ("get", "/decisions", "cases:read"),
        ("post", "/decisions", "cases:decide"),
        ("get", "/decisions/D-1", "cases:read"),
        ("post", "/proposals", "cases:decide"),
        ("post", "/proposals/P-1/approval", "decisions:approve"),
        ("post", "/appeals/A-1/decision", "appeals:decide"),
        ("post", "/check", "checks:run"),
    ],
)
def test_missing_scope_is_named(method: str, path: str, scope: str, keyed: Callable[..., Api]) -> None:
    weak = keyed("events:write")
    bodies = {
        "/operators": {"subject_class": "enterprise", "name": "示例"},
        "/accounts": ACCOUNT_BODY,
        "/cases": {"note": "示例"},
        "/cases/C-1/actions": {"action": "claim"},
        "/decisions": {"case": "C-1", "verdict": "violation", "facts": "示例", "evidence": []},
        "/proposals": {"case": "C-1", "verdict": "violation", "facts": "示例", "evidence": []},
        "/appeals/A-1/decision": {"outcome": "upheld", "reasons": "示例"},
        f"/accounts/{ACCOUNT}/credentials": {"domain": "health", "kind": "示例证"},
    }

    answer = weak.get(path) if method == "get" else weak.post(path, bodies.get(path, {}))

    assert scope in assert_problem(answer, 403, code="api:scope_missing")["detail"]


@pytest.mark.parametrize("body", [b"{", b"[1,", b"\xff", b'{"a": NaN}', b"[" * 5000 + b"]" * 5000])
def test_malformed_json_is_a_problem(body: bytes, keyed: Callable[..., Api]) -> None:
    assert_problem(keyed("registry:write").post("/accounts", body), 400, code="api:malformed")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"id": "a"}, "/name"),
        ({"id": "a", "name": 1}, "/name"),
        ({"id": "a", "name": "示例", "nmae": "x"}, "/nmae"),
        ({"id": "a", "name": "示例", "registered_at": "2026-11-23T08:00:00"}, "/registered_at"),
        ({"id": "a", "name": "示例", "categories": ["x", 3]}, "/categories/1"),
        ({"id": "a", "name": "\ud800"}, "/name"),
    ],
)
def test_invalid_field_is_named_by_pointer(body: dict[str, object], pointer: str, keyed: Callable[..., Api]) -> None:
    told = assert_problem(keyed("registry:write").post("/accounts", body), 422, code="api:invalid")

    assert [pointer] == [place["pointer"] for place in told["errors"]]


def test_nul_in_a_text_is_refused_at_its_place(keyed: Callable[..., Api]) -> None:
    told = assert_problem(keyed("registry:write").post("/accounts", {"id": "a", "name": "a\x00b"}), 400)

    assert "/name" == told["errors"][0]["pointer"]


def test_nul_in_an_address_is_refused(nobody: Api) -> None:
    assert_problem(nobody.get("/disclosure?q=a%00b"), 400)


def test_invalid_query_is_named_by_parameter(keyed: Callable[..., Api]) -> None:
    told = assert_problem(keyed("registry:read").get("/accounts?limit=0"), 422)

    assert "limit" == told["errors"][0]["parameter"]


@pytest.mark.parametrize("cursor", ["nonsense", "YWZ0ZXI6bm93aGVyZQ", "%00", "====", "é"])
def test_foreign_cursor_is_refused(cursor: str, keyed: Callable[..., Api]) -> None:
    answer = keyed("registry:read").get(f"/accounts?cursor={cursor}")

    assert answer.status_code in {400, 422}
    assert "application/problem+json" == answer["Content-Type"]


def test_other_form_than_json_is_refused(keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:write")

    answer = caller.client.post("/api/v1/accounts", b"id=a", content_type="text/plain", headers=caller.headers)

    assert_problem(answer, 415)


def test_body_beyond_eight_mebibytes_is_refused(keyed: Callable[..., Api]) -> None:
    assert_problem(keyed("registry:write").post("/accounts", b" " * (MAX_BYTES + 1)), 413)


def test_repeated_key_gives_the_first_answer_and_acts_once(keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:write")
    first = caller.post("/accounts", ACCOUNT_BODY, Idempotency_Key="k-1")

    again = caller.post("/accounts", ACCOUNT_BODY, Idempotency_Key="k-1")

    assert (201, 201) == (first.status_code, again.status_code)
    assert first.content == again.content
    assert ("", "true") == (first.get("Idempotent-Replayed", ""), again["Idempotent-Replayed"])


def test_repeated_key_with_another_body_is_refused(keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:write")
    caller.post("/accounts", ACCOUNT_BODY, Idempotency_Key="k-1")

    answer = caller.post("/accounts", ACCOUNT_BODY | {"id": "acct-other"}, Idempotency_Key="k-1")

    assert_problem(answer, 422, code="idempotency:key_reused")
    assert registry.find_account("acct-other") is None


def test_keys_of_two_callers_never_meet(keyed: Callable[..., Api]) -> None:
    keyed("registry:write").post("/accounts", ACCOUNT_BODY, Idempotency_Key="k-1")

    answer = keyed("registry:write", "registry:read").post("/accounts", ACCOUNT_BODY, Idempotency_Key="k-1")

    assert_problem(answer, 409, code="registry:account_known_already")


def test_refused_call_is_tried_again_under_its_key(keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:write")
    body = ACCOUNT_BODY | {"operator": "O-NOBODY"}
    assert_problem(caller.post("/accounts", body, Idempotency_Key="k-1"), 404)

    assert 201 == caller.post("/accounts", ACCOUNT_BODY, Idempotency_Key="k-1").status_code


def test_anonymous_report_is_filed_once_per_key(nobody: Api, matters: Matters) -> None:
    body = {"kind": "account", "target": ACCOUNT, "category": "other", "reason": "示例理由"}
    first = nobody.post("/reports", body, Idempotency_Key="k-1")

    again = nobody.post("/reports", body, Idempotency_Key="k-1")

    assert first.json()["receipt"] == again.json()["receipt"]


def strict(matters: Matters, name: str) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=matters.users[name]))
    return client


def test_session_without_token_changes_nothing(matters: Matters) -> None:
    answer = strict(matters, "reviewer").post("/api/v1/cases", b"{}", content_type="application/json")

    assert_problem(answer, 403, code="api:csrf_failed")


def test_session_with_token_is_let_in(matters: Matters) -> None:
    client = strict(matters, "reviewer")
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32

    answer = client.post(
        "/api/v1/cases",
        b'{"note": "x", "account": "acct-demo-01"}',
        content_type="application/json",
        headers={"X-CSRFToken": "a" * 32},
    )

    assert 201 == answer.status_code, answer.content


def test_key_needs_no_token(matters: Matters, keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:write")
    caller.client = Client(enforce_csrf_checks=True)

    assert 201 == caller.post("/accounts", ACCOUNT_BODY).status_code


def test_head_answers_like_get_without_a_body(keyed: Callable[..., Api]) -> None:
    caller = keyed("registry:read")

    answer = caller.client.head("/api/v1/accounts", headers=caller.headers)

    assert (200, b"") == (answer.status_code, answer.content)


def test_unexpected_fault_is_a_problem_without_its_trace(keyed: Callable[..., Api], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("goodstanding.web.api.routes.registry.selectors.account", broken)

    answer = keyed("registry:read").get(f"/accounts/{ACCOUNT}")

    assert "secret" not in assert_problem(answer, 500)["detail"]


def test_answers_are_not_kept_by_caches(keyed: Callable[..., Api]) -> None:
    assert "no-store" == keyed("registry:read").get("/accounts")["Cache-Control"]
