"""Every input becomes an event or a refusal that names the place."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.core.events.decoding import BATCH, NDJSON, decode_batch, decode_event, decode_lines
from goodstanding.core.events.event import Event, Refused

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def an_event(**changes: Any) -> dict[str, Any]:
    event: dict[str, Any] = {
        "specversion": "1.0",
        "id": "e-1",
        "source": "/platform/web",
        "type": "content.published",
        "time": "2026-11-23T08:00:00+08:00",
        "subject": "acct-42",
        "data": {"content_id": "c-9", "body": "今日菜谱"},
    }
    return {**event, **changes}


def decoded(raw: Any) -> Event:
    result = decode_event(raw, at=AT)
    assert isinstance(result, Event), result
    return result


def refusal(raw: Any) -> str:
    result = decode_event(raw, at=AT)
    assert isinstance(result, Refused), result
    return result.message


def test_a_full_event_is_kept_as_sent() -> None:
    event = decoded(json.dumps(an_event()).encode())

    assert an_event() == event.cloud_event()
    assert () == event.notes


def test_the_short_form_is_a_publication() -> None:
    event = decoded({"id": "1", "text": "正文", "title": "题", "account_id": "a"})

    expected = {"content_id": "1", "body": "正文", "title": "题"}
    assert ("content.published", "a", expected) == (event.type, event.subject, event.data)


def test_a_short_form_with_foreign_fields_stays_a_publication() -> None:
    event = decoded({"id": "1", "text": "正文", "type": "spam", "source": "somewhere"})

    assert ("content.published", "/goodstanding/short-form") == (event.cloud_event()["type"], event.cloud_event()["source"])
    assert ("/type: unknown field, kept.", "/source: unknown field, kept.") == event.notes


def test_unknown_fields_are_kept_and_reported() -> None:
    event = decoded(an_event(data={"colour": "red"}, traceparent="00-1"))

    assert {"traceparent": "00-1"} == event.extensions
    assert ("/traceparent: unknown attribute, kept.", "/data/colour: unknown field, kept.") == event.notes


def test_unknown_types_are_kept_and_reported() -> None:
    event = decoded(an_event(type="live.started", data=[1, 2]))

    assert {"value": [1, 2]} == event.data
    assert ("/type: unknown event type “live.started”, kept.",) == event.notes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": 7}, "/id: id must be text, not a number."),
        ({"id": " "}, "/id: id is empty."),
        ({"source": None}, "/source: the event has no source."),
        ({"specversion": "0.3"}, "/specversion: specversion must be “1.0”."),
        ({"data": "text"}, "/data: data must be an object, not text."),
        ({"data": {"body": 3}}, "/data/body: must be text or null, not a number."),
        ({"data": {"declared_original": "yes"}}, "/data/declared_original: must be true or false, not text."),
        ({"data": {"body": "a\x00b"}}, "/data/body: the text holds a NUL character at position 1."),
        ({"data": {"body": "a\ud800"}}, "/data/body: the text holds half a surrogate pair (U+D800) at position 1."),
        ({"time": "yesterday"}, "/time: “yesterday” is not an RFC 3339 time, such as 2026-11-23T08:00:00+08:00."),
        ({"time": "2026-11-23T08:00:00"}, "/time: “2026-11-23T08:00:00” names no time zone."),
        ({"time": "0001-01-01T00:00:00Z"}, "/time: 0001-01-01T00:00:00Z is too far in the past (before 1990)."),
        ({"time": "9999-12-31T23:59:59-12:00"}, "/time: 9999-12-31T23:59:59-12:00 is more than 366 days in the future."),
    ],
)
def test_a_bad_attribute_is_named(changes: dict[str, Any], expected: str) -> None:
    assert expected == refusal(an_event(**changes))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "the line is not JSON: Input data was truncated."),
        (b"{", "the line is not JSON: Input data was truncated."),
        (b"[]", "an event is a JSON object, not a list."),
        (b'{"id": "1", "text": "\xff"}', "the line is not UTF-8: byte 0xff at byte 22 (invalid start byte)."),
        (b'{"id": "1", "text": "\\ud800"}', "/text: the text holds half a surrogate pair (U+D800) at position 0."),
        (b'{"id": "1", "text": "\x00"}', "the line holds a raw NUL at byte 22; JSON texts cannot."),
        (b'{"id":"1","x":' + b"[" * 1000 + b"]" * 1000 + b"}", "the event is nested more than 64 levels deep."),
        (b'{"text": "a"}', "/id: the event has no id."),
        (b'{"id": "1"}', "/text: the line has no field “text”."),
    ],
)
def test_bad_bytes_are_explained(raw: bytes, expected: str) -> None:
    assert refusal(raw).endswith(expected)


def test_lines_keep_their_numbers_past_a_bad_one() -> None:
    results = list(decode_lines(b'\xef\xbb\xbf{"id":"1","text":"a"}\n\nnot json\n{"id":"2","text":"b"}\r\n', at=AT))

    assert ["1", 3, "2"] == [r.id if isinstance(r, Event) else r.line for r in results]


@pytest.mark.parametrize("bad", [b'{"id":"x","text":"\\ud800"}', b'{"id":' + b"[" * 1000 + b"]" * 1000 + b"}", b"{oops}"])
def test_one_bad_event_spares_the_rest_of_its_batch(bad: bytes) -> None:
    results = decode_batch(b'[{"id":"1","text":"a, [b] \\" {"},' + bad + b',{"id":"2","text":"b"}]', BATCH, at=AT)

    assert ["1", 2, "2"] == [r.id if isinstance(r, Event) else r.line for r in results]


def test_ndjson_and_single_bodies_are_read_by_content_type() -> None:
    line = json.dumps(an_event()).encode()

    assert 2 == len(decode_batch(line + b"\n" + line, f"{NDJSON}; charset=utf-8", at=AT))
    assert 1 == len(decode_batch(line, "application/cloudevents+json", at=AT))


@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    list(decode_lines(raw, at=AT))
    decode_batch(raw, BATCH, at=AT)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["id", "source", "type", "time", "specversion", "subject", "data", "text"]), _json))
def test_no_object_raises(raw: dict[str, Any]) -> None:
    assert isinstance(decode_event(raw, at=AT), (Event, Refused))


def test_undeclared_fields_of_an_account_event_are_reported_and_not_kept() -> None:
    event = decoded(an_event(type="account.registered", data={"name": "示例号", "resident_id": "1"}))

    assert {"name": "示例号"} == event.data
    assert ("/data/resident_id: unknown field, not kept.",) == event.notes


def test_a_number_in_clear_among_digests_is_not_kept() -> None:
    event = decoded(an_event(type="account.registered", data={"origin": {"phone_prefix": "13800138000", "device": "ab12"}}))

    assert {"origin": {"device": "ab12"}} == event.data


def test_an_unknown_metric_is_kept_and_reported() -> None:
    data = {"metric": "stars", "value": 1, "window_seconds": 60}
    line = json.dumps({"specversion": "1.0", "id": "e-1", "source": "/demo", "type": "metric.sampled", "data": data}).encode()

    event = decode_event(line, at=AT)

    assert isinstance(event, Event)
    assert (data, True) == (event.data, "/data/metric: unknown metric “stars”, kept." in event.notes)
