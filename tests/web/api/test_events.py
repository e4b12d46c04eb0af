"""POST /api/v1/events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from django.http import HttpResponse
from django.test import Client

from goodstanding.apps.common.outbox import drain
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.identity.services import create_user, issue_api_key
from goodstanding.apps.ingest.models import StoredEvent
from goodstanding.apps.policies.services import install_pack
from goodstanding.web.api import events as view
from tests.factories.events import encoded, post
from tests.factories.screening_pack import archive

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SINGLE, BATCH, NDJSON = "application/cloudevents+json", "application/cloudevents-batch+json", "application/x-ndjson"


@pytest.fixture
def key() -> str:
    install_pack(archive(), mode="live", actor=SYSTEM, at=NOON)
    owner = create_user("platform", kind="service", at=NOON)
    return issue_api_key(owner.id, title="platform", scopes=["events:write"], at=NOON)[1]


def call(key: str, body: bytes, form: str = BATCH, **headers: str) -> HttpResponse:
    told: dict[str, Any] = {
        "Authorization": f"Bearer {key}",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return Client().post("/api/v1/events", body, content_type=form, headers=told)


def test_single_event_is_answered_with_its_outcome(key: str) -> None:
    answer = call(key, msgspec.json.encode(post("e-1", "收购公众号")), SINGLE)

    told = answer.json()
    assert (200, "application/json") == (answer.status_code, answer["Content-Type"])
    assert ("e-1", "accepted", "review", "account-trading.offer") == (
        told["event_id"],
        told["status"],
        told["suggestion"],
        told["violations"][0]["rule"],
    )
    assert {"event_id", "status", "suggestion", "degraded", "violations", "labels", "case", "evaluation", "pack"} == set(told)


def test_batch_is_answered_in_order(key: str) -> None:
    answer = call(key, encoded(post("e-1"), post("e-2"), post("e-1")))

    assert [("e-1", "accepted"), ("e-2", "accepted"), ("e-1", "duplicate")] == [
        (o["event_id"], o["status"]) for o in answer.json()
    ]


@pytest.mark.parametrize("sent", [[], [post("e-1")], [post("e-1"), post("e-2")]])
def test_list_sent_as_one_event_is_answered_as_a_list(sent: list[dict[str, Any]], key: str) -> None:
    answer = call(key, encoded(*sent), SINGLE)

    assert (200, [one["id"] for one in sent]) == (answer.status_code, [outcome["event_id"] for outcome in answer.json()])


def test_json_lines_are_answered_in_json_lines(key: str) -> None:
    answer = call(key, msgspec.json.encode(post("e-1")) + b"\n\n" + msgspec.json.encode(post("e-2")) + b"\n", NDJSON)

    assert NDJSON == answer["Content-Type"]
    assert ["e-1", "e-2"] == [msgspec.json.decode(line)["event_id"] for line in answer.content.splitlines()]


def test_bad_item_of_a_batch_is_rejected_alone(key: str) -> None:
    answer = call(key, encoded(post("e-1"), {"id": "e-2", "type": "x"}, post("e-3")))

    assert 200 == answer.status_code
    assert ["accepted", "rejected", "accepted"] == [o["status"] for o in answer.json()]
    assert "/specversion: the event has no specversion." == answer.json()[1]["error"]


@pytest.mark.parametrize(("body", "form"), [(b"{", SINGLE), (b"{}", SINGLE), (b"not json", BATCH), (b" ", SINGLE)])
def test_malformed_envelope_is_a_problem_naming_the_place(body: bytes, form: str, key: str) -> None:
    answer = call(key, body, form)

    assert (400, "application/problem+json") == (answer.status_code, answer["Content-Type"])
    assert {"type", "title", "status", "detail", "errors"} <= set(answer.json())
    assert answer.json()["errors"][0]["detail"]


def test_call_without_a_key_is_refused(key: str) -> None:
    answer = Client().post("/api/v1/events", b"[]", content_type=BATCH)

    assert (401, "Bearer") == (answer.status_code, answer["WWW-Authenticate"])


def test_missing_scope_is_named(key: str) -> None:
    owner = create_user("other", kind="service", at=NOON)
    weak = issue_api_key(owner.id, title="weak", scopes=["cases:read"], at=NOON)[1]

    answer = call(weak, b"[]")

    assert 403 == answer.status_code
    assert "events:write" in answer.json()["detail"]


def test_unknown_form_is_refused_naming_the_three(key: str) -> None:
    answer = call(key, b"{}", "text/plain")

    assert 415 == answer.status_code
    assert all(form in answer.json()["hint"] for form in (SINGLE, BATCH, NDJSON))


def test_more_than_a_thousand_events_are_refused_whole(key: str) -> None:
    answer = call(key, encoded(*(post(f"e-{n}") for n in range(1001))))

    assert 413 == answer.status_code
    assert 0 == StoredEvent.objects.count()


def test_more_than_eight_mebibytes_are_refused(key: str) -> None:
    assert 413 == call(key, b" " * (view.MAX_BYTES + 1)).status_code


def test_eight_mebibytes_are_taken(key: str) -> None:
    event = msgspec.json.encode(post("e-1"))

    answer = call(key, event + b" " * (view.MAX_BYTES - len(event)), SINGLE)

    assert 200 == answer.status_code


def test_asynchronous_call_is_acknowledged_once_durable(key: str) -> None:
    answer = call(key, encoded(post("e-1", "收购公众号"), {"id": 1}), Prefer="respond-async")

    assert 202 == answer.status_code
    assert {"event_id": "e-1", "status": "accepted"} == answer.json()[0]
    assert "rejected" == answer.json()[1]["status"]
    assert "" == StoredEvent.objects.get().outcome


def test_worker_judges_what_was_acknowledged(key: str) -> None:
    call(key, encoded(post("e-1", "收购公众号")), Prefer="respond-async")

    drain(lambda: datetime.now(UTC), only=frozenset({"events.screen"}))  # noqa: TID251

    (outcome,) = call(key, encoded(post("e-1", "收购公众号"))).json()
    assert ("duplicate", "review") == (outcome["status"], outcome["suggestion"])


def test_idempotency_key_gives_the_first_answer_again(key: str) -> None:
    first = call(key, encoded(post("e-1")), Idempotency_Key="k-1")

    again = call(key, encoded(post("e-1")), Idempotency_Key="k-1")

    assert first.content == again.content
    assert "accepted" == again.json()[0]["status"]


def test_idempotency_key_with_another_body_is_refused(key: str) -> None:
    call(key, encoded(post("e-1")), Idempotency_Key="k-1")

    answer = call(key, encoded(post("e-2")), Idempotency_Key="k-1")

    assert 422 == answer.status_code
    assert 1 == StoredEvent.objects.count()


def test_other_methods_are_not_allowed(key: str) -> None:
    assert 405 == Client().get("/api/v1/events").status_code


def test_batch_costs_the_same_number_of_queries_whatever_its_size(key: str, django_assert_max_num_queries: Any) -> None:
    call(key, encoded(post("warm")))

    with django_assert_max_num_queries(40):
        call(key, encoded(*(post(f"e-{n}", subject=f"acct-{n}") for n in range(200))))
