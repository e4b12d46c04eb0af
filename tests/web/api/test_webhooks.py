"""Webhooks through the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goodstanding.apps.common.clock import now
from goodstanding.apps.common.models import IdempotencyRecord
from goodstanding.apps.common.outbox import drain
from goodstanding.apps.webhooks import ports
from goodstanding.apps.webhooks.topics import TOPICS
from tests.factories.hooks import OURS, Platform
from tests.factories.matters import Matters, decided
from tests.web.api.conftest import Api, assert_problem

URL = "https://platform.example/hooks"


def test_webhook_is_registered_with_its_secret_shown_once(keyed: Callable[..., Api]) -> None:
    caller = keyed("webhooks:manage")

    made = caller.post("/webhooks", {"url": URL}).json()

    assert made["secret"].startswith("whsec_")
    assert list(TOPICS) == made["events"]
    assert "secret" not in caller.get(f"/webhooks/{made['id']}").json()
    assert [made["id"]] == [one["id"] for one in caller.get("/webhooks").json()["items"]]


def test_secret_is_not_kept_in_the_clear_for_repetition(keyed: Callable[..., Api]) -> None:
    caller = keyed("webhooks:manage")
    made = caller.post("/webhooks", {"url": URL}, Idempotency_Key="w-1").json()

    again = caller.post("/webhooks", {"url": URL}, Idempotency_Key="w-1").json()

    assert made["secret"] == again["secret"]
    assert made["secret"] not in IdempotencyRecord.objects.get().body


def test_secret_is_rotated(keyed: Callable[..., Api]) -> None:
    caller = keyed("webhooks:manage")
    made = caller.post("/webhooks", {"url": URL}).json()

    rotated = caller.post(f"/webhooks/{made['id']}/secret")

    assert 201 == rotated.status_code
    assert made["secret"] != rotated.json()["secret"]


@pytest.mark.parametrize("url", ["http://platform.example/", "https://127.0.0.1/", "https://169.254.169.254/", "nonsense"])
def test_address_inside_is_refused(url: str, keyed: Callable[..., Api]) -> None:
    assert_problem(keyed("webhooks:manage").post("/webhooks", {"url": url}), 422, code="webhook:address_refused")


@pytest.mark.parametrize("path", ["/webhooks", "/webhooks/W-1", "/webhooks/W-1/deliveries", "/deliveries/M-1"])
def test_webhooks_need_their_scope(path: str, keyed: Callable[..., Api]) -> None:
    assert "webhooks:manage" in assert_problem(keyed("events:write").get(path), 403)["detail"]
    assert_problem(keyed("webhooks:manage").get(path), 404) if path != "/webhooks" else None


def test_delivery_is_listed_with_its_attempts_and_sent_again(
    keyed: Callable[..., Api],
    matters: Matters,
    platform: Platform,
) -> None:
    caller = keyed("webhooks:manage")
    made = caller.post("/webhooks", {"url": URL, "events": ["decision.issued"]}).json()
    decision = decided(matters, at=now())
    for _ in range(2):
        drain(now, only=OURS)
    (delivery,) = caller.get(f"/webhooks/{made['id']}/deliveries").json()["items"]

    again = caller.post(f"/deliveries/{delivery['id']}/redeliver")

    assert ("delivered", [204], decision.ref) == (
        delivery["status"],
        [attempt["status"] for attempt in delivery["attempts"]],
        delivery["body"]["data"]["decision"],
    )
    assert (202, "queued") == (again.status_code, again.json()["status"])
    assert ports.sender() is platform


def test_ended_webhook_is_told_no_more(keyed: Callable[..., Api]) -> None:
    caller = keyed("webhooks:manage")
    made = caller.post("/webhooks", {"url": URL}).json()

    ended = caller.post(f"/webhooks/{made['id']}/end", {"because": "示例"})

    assert ended.json()["ended_at"]
    assert_problem(caller.post(f"/webhooks/{made['id']}/end"), 409, code="webhook:ended")
