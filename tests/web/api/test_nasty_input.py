"""Whatever a caller sends, the answer is an answer or a problem, never a fault of ours."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from goodstanding.apps.common.clock import now
from goodstanding.apps.identity.permissions import SCOPES
from goodstanding.web.api.document import PREFIX, openapi_document, operations
from tests.factories.matters import ACCOUNT, CONTENT, Matters, appealed, case_about, claimed, decided, publish
from tests.web.api.conftest import Api

DOCUMENT = openapi_document()
NASTY: list[Any] = [
    None, True, 0, -1, 2**63, 1e308, "", " ", "a\x00b", "\ud800", "示例" * 10, "x" * 300, "x" * 5001, [], {}, [[]], [None],
    {"a": {}}, "2026-13-40", "'; DROP TABLE x", "\u202e", "../..",
]  # fmt: skip
LIKELY = [
    ACCOUNT,
    CONTENT,
    "account_trading",
    "serious",
    "claim",
    "2026-11-23T08:00:00+08:00",
    "E-DEMO",
    "violation",
    "PA21:18(8)",
]
QUERIES = ["", "a", "0", "-1", "9" * 20, "%E7%A4%BA", "%ff", "open", "YWZ0ZXI6eA"]
TRIES = 10


def made_up(schema: dict[str, Any], dice: random.Random, depth: int = 0) -> Any:
    """Make a value a schema allows, now and then one it does not."""
    if dice.random() < 0.1 or depth > 5:
        return dice.choice(NASTY)
    if "$ref" in schema:
        return made_up(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]], dice, depth + 1)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return made_up(dice.choice(schema[several]), dice, depth + 1)
    if "enum" in schema or "const" in schema:
        return dice.choice(schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "object":
        required = set(schema.get("required", ()))
        chosen = {n: s for n, s in schema.get("properties", {}).items() if n in required or dice.random() < 0.5}
        return {name: made_up(inner, dice, depth + 1) for name, inner in chosen.items()}
    if schema.get("type") == "array":
        return [made_up(schema.get("items", {}), dice, depth + 1) for _ in range(dice.randint(0, 3))]
    if schema.get("type") == "integer":
        return dice.choice([0, 1, 5, 2**31, -3])
    return dice.choice([*(text for text in NASTY if isinstance(text, str)), *LIKELY])


@pytest.fixture
def addresses(matters: Matters) -> list[str]:
    case = claimed(case_about(at=now()), matters.actor("both"), at=now())
    publish("c-other", at=now())
    decision = decided(matters, case_about("c-other", at=now()), at=now())
    appeal = appealed(matters, decision, at=now())
    return [case.ref, decision.ref, appeal.receipt, ACCOUNT, CONTENT, "L-1", "W-1", "x" * 600, "示例", "a b", "%2e%2e", "'"]


@pytest.mark.parametrize("seed", range(3))
def test_nothing_a_caller_sends_is_a_fault_of_ours(
    seed: int,
    addresses: list[str],
    keyed: Callable[..., Api],
    signed_in: Callable[[str], Api],
    nobody: Api,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("goodstanding.web.api.door.allow", lambda *_: True)
    dice = random.Random(seed)
    callers = [keyed(*SCOPES, "queue:*", owner="both"), signed_in("owner"), signed_in("both"), nobody]
    faults = []

    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            for _ in range(TRIES):
                answer = _asked(path, method, operation, dice.choice(callers), addresses, dice)
                if answer.status_code >= 500 or (
                    answer.status_code >= 400 and answer["Content-Type"] != "application/problem+json"
                ):
                    faults.append((method, path, answer.status_code))

    assert [] == faults
    assert list(operations(DOCUMENT))


def _asked(path: str, method: str, operation: dict[str, Any], caller: Api, addresses: list[str], dice: random.Random) -> Any:
    where = "/" + path.removeprefix(PREFIX)
    while "{" in where:
        before, _, rest = where.partition("{")
        where = before + dice.choice(addresses) + rest.partition("}")[2]
    if method == "get":
        asked = [one["name"] for one in operation["parameters"] if one.get("in") == "query" and dice.random() < 0.5]
        return caller.get(f"{where}?" + "&".join(f"{name}={dice.choice(QUERIES)}" for name in asked))
    content = operation.get("requestBody", {}).get("content", {"": {"schema": {"type": "object"}}})
    body = json.dumps(made_up(next(iter(content.values()))["schema"], dice)).encode()
    if where == "/events":
        return caller.client.post(PREFIX + "events", body, content_type="application/cloudevents+json", headers=caller.headers)
    headers = {"Idempotency_Key": dice.choice(["k1", "k2", "x" * 300, "é"])} if dice.random() < 0.3 else {}
    return caller.post(where, body, **headers)
