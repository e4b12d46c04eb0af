"""Bad input: each gets an error that names the place, the rest of the batch proceeds, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.models import StoredEvent
from goodstanding.core.events.outcome import Outcome
from tests.factories.events import event, post

Receive = Callable[..., list[Outcome]]
DEEP = b'{"specversion":"1.0","id":"deep","source":"/s","type":"x","data":' + b'{"a":' * 1000 + b"1" + b"}" * 1000 + b"}"


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"{", "the line is not JSON: Input data was truncated."),
        (b"[1, 2]", "an event is a JSON object, not a list."),
        (post("e-1", data={"body": 7}), "/data/body: must be text or null, not a number."),
        (post("e-1", data={"declared_original": "yes"}), "/data/declared_original: must be true or false, not text."),
        (event("e-1", data="text"), "/data: data must be an object, not text."),
        (post(7), "/id: id must be text, not a number."),  # type: ignore[arg-type]
        (post("e-1", subject="a" * 256), "/subject: subject has 256 characters; at most 255 are allowed."),
        (post("e-1", content="c" * 256), "/data/content_id: has 256 characters; at most 255 are allowed."),
        (post("e-1", "前\x00后"), "/data/body: the text holds a NUL character at position 1."),
        (post("e-1", "\ud800"), "/data/body: the text holds half a surrogate pair (U+D800) at position 0."),
        (DEEP, "the event is nested more than 64 levels deep."),
        (post("e-1", time="0001-01-01T00:00:00+08:00"), "/time: 0001-01-01T00:00:00+08:00 is too far in the past (before 1990)."),
        (post("e-1", time="9999-12-31T23:59:59Z"), "/time: 9999-12-31T23:59:59Z is more than 366 days in the future."),
        (post("e-1", time="yesterday"), "/time: “yesterday” is not an RFC 3339 time, such as 2026-11-23T08:00:00+08:00."),
    ],
)
def test_refusal_names_the_place_and_the_batch_goes_on(raw: object, error: str, receive: Receive) -> None:
    before, outcome, after = receive(post("good-1"), raw, post("good-2"))

    assert ("rejected", error) == (outcome.status, outcome.error)
    assert ["accepted", "accepted"] == [before.status, after.status]
    assert 2 == StoredEvent.objects.count()


def test_body_of_a_megabyte_is_judged_and_kept(receive: Receive) -> None:
    body = "好" * 1_000_000 + "收购公众号"

    (outcome,) = receive(post("e-1", body))

    assert (1_000_000, 1_000_005) == (outcome.violations[0].spans[0].start, outcome.violations[0].spans[0].end)
    assert body == ingest.content("c-e-1").body


def test_unknown_fields_are_kept_and_reported(receive: Receive) -> None:
    (outcome,) = receive(post("e-1", data={"mood": "happy"}, traceparent="00-1"))

    assert ("/traceparent: unknown attribute, kept.", "/data/mood: unknown field, kept.") == outcome.notes
    stored = ingest.stored_event("/platform/web", "e-1")
    assert stored is not None
    assert ("happy", "00-1") == (
        msgspec.json.decode(stored.body)["data"]["mood"],
        msgspec.json.decode(stored.body)["traceparent"],
    )


def test_strange_but_lawful_characters_round_trip(receive: Receive) -> None:
    body = "a\x01\x1b\u202e\ufeff\u200b\U0010ffff\ue000\n\r\t\x7f"

    receive(post("e-1", body))

    assert body == ingest.content("c-e-1").body


@pytest.mark.parametrize(
    "data",
    [
        {"metric": "followers", "value": 1e300, "window_seconds": 60},
        {"metric": "followers", "value": -5, "window_seconds": 60},
        {"metric": "followers"},
        {},
    ],
)
def test_odd_metrics_are_taken(data: dict[str, object], receive: Receive) -> None:
    receive(event("e-0", "account.registered", data={"name": "示例账号"}))

    (outcome,) = receive(event("e-1", "metric.sampled", data=data))

    assert "accepted" == outcome.status


def test_huge_integers_in_unknown_fields_are_kept(receive: Receive) -> None:
    (outcome,) = receive(b'{"specversion":"1.0","id":"e-1","source":"/s","type":"x","data":{"n":123456789012345678901234567890}}')

    assert "accepted" == outcome.status
    assert "123456789012345678901234567890" in ingest.stored_event("/s", "e-1").body  # type: ignore[union-attr]
