"""Bytes to events: every input becomes an event or a refusal that names the place; nothing is dropped, nothing raised.

The server and ``goodstanding scan`` decode through this module, so that both accept and refuse the same inputs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from goodstanding.core.events.event import SHORT_FORM_SOURCE, Event, Refused
from goodstanding.core.events.vocabulary import EXPECTED, FIELDS, METRICS
from goodstanding.core.identifiers.masking import mask_numbers

MAX_DEPTH = 64
"""Levels of nesting an event may have; deeper ones serve nothing and break other readers."""
MAX_ID = 512
"""Characters in an id, source, type or subject."""
EARLIEST_YEAR = 1990
"""Acts cannot be older than the medium."""
FUTURE = timedelta(days=366)
"""How far after its receipt an event may claim to have happened before it is refused as nonsense."""
SKEW = timedelta(minutes=5)
"""How far ahead of us a sender's clock may run without a note."""

BATCH = "application/cloudevents-batch+json"
NDJSON = "application/x-ndjson"
SINGLE = "application/cloudevents+json"

_ATTRIBUTES = frozenset({"specversion", "id", "source", "type", "time", "subject", "data", "datacontenttype", "dataschema"})
_SHORT = frozenset({"id", "text", "title", "account_id", "time"})
_BOM = b"\xef\xbb\xbf"
_TOKEN = re.compile(rb'["\[\]{},]|\\.', re.DOTALL)


class _Refusal(Exception):  # private: never crosses this module
    """Carries a refusal out of the checks to the one place that returns it."""

    def __init__(self, reason: str, pointer: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.pointer = pointer


def decode_lines(data: bytes | Iterable[bytes], /, *, at: datetime, text_field: str = "text") -> Iterator[Event | Refused]:
    """Read JSON Lines: one event, or one short form, on each line. Blank lines are skipped.

    Args:
        data: The whole text, or its lines one by one (an open binary file, say).
        at: The moment of receipt, time-zone aware.
        text_field: The short form's field that holds the text.
    """
    for number, line in enumerate(data.split(b"\n") if isinstance(data, bytes) else data, start=1):
        stripped = (line.removeprefix(_BOM) if number == 1 else line).strip()
        if stripped:
            yield _placed(decode_event(stripped, at=at, text_field=text_field), number)


def decode_batch(data: bytes, content_type: str, /, *, at: datetime) -> list[Event | Refused]:
    """Read the body of one call in any of the three forms of CONTRACT §2.

    Args:
        content_type: Media type as sent; parameters such as the character set are ignored.
        at: The moment of receipt, time-zone aware.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == NDJSON:
        return list(decode_lines(data, at=at))
    if media_type == BATCH or data.lstrip()[:1] == b"[":
        return _decode_array(data, at=at)
    return [decode_event(data, at=at)]


def decode_event(raw: bytes | Mapping[str, Any], /, *, at: datetime, text_field: str = "text") -> Event | Refused:
    """Read one event, in full or in the short form.

    Args:
        at: The moment of receipt, time-zone aware; it stands in for an absent time.
        text_field: The short form's field that holds the text.
    """
    decoded: Any = None
    try:
        decoded = _parse(raw) if isinstance(raw, bytes) else raw
        return _read(decoded, at, text_field)
    except _Refusal as refusal:
        return Refused(refusal.reason, pointer=refusal.pointer, event_id=_id_of(decoded))


def _read(decoded: Any, at: datetime, text_field: str) -> Event:
    if not isinstance(decoded, Mapping):
        raise _Refusal(f"an event is a JSON object, not {_kind(decoded)}.")
    _check_tree(decoded, "", 0)
    looks_full = "type" in decoded or "source" in decoded
    if "specversion" in decoded or (looks_full and text_field not in decoded):
        return _full(decoded, at)
    return _short(decoded, at, text_field)


def _placed(result: Event | Refused, line: int) -> Event | Refused:
    return msgspec.structs.replace(result, line=line) if isinstance(result, Refused) else result


def _decode_array(data: bytes, *, at: datetime) -> list[Event | Refused]:
    try:
        items = [bytes(item) for item in msgspec.json.decode(data.removeprefix(_BOM), type=list[msgspec.Raw])]
    except (msgspec.MsgspecError, ValueError, RecursionError):
        items = _split_array(data.removeprefix(_BOM).strip())
        if not items:
            return [Refused("the batch is not a JSON array of events.")]
    return [_placed(decode_event(item, at=at), number) for number, item in enumerate(items, start=1)]


def _split_array(data: bytes) -> list[bytes]:
    """Cut an array that does not decode as a whole into its items, so that the good ones still count."""
    if not (data.startswith(b"[") and data.endswith(b"]")):
        return []
    items: list[bytes] = []
    depth, start, quoted = 0, 1, False
    for token in _TOKEN.finditer(data, 1, len(data) - 1):
        mark = token[0]
        if mark == b'"':
            quoted = not quoted
        elif quoted or len(mark) > 1:
            continue
        elif mark in b"[{":
            depth += 1
        elif mark in b"]}":
            depth -= 1
        elif depth == 0:
            items.append(data[start : token.start()])
            start = token.end()
    items.append(data[start:-1])
    return items


def _parse(raw: bytes) -> Any:
    try:
        return msgspec.json.decode(raw)
    except RecursionError:
        raise _Refusal(f"the event is nested more than {MAX_DEPTH} levels deep.") from None
    except UnicodeDecodeError as error:
        at = _bad_byte(raw)
        raise _Refusal(f"the line is not UTF-8: byte 0x{raw[at]:02x} at byte {at + 1} ({error.reason}).") from None
    except msgspec.MsgspecError as error:
        raise _explain(raw, str(error)) from None


def _bad_byte(raw: bytes) -> int:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _explain(raw: bytes, message: str) -> _Refusal:
    """Say why bytes are not JSON; texts with half a surrogate pair are read once more to name the field."""
    if "urrogate" in message or "escape" in message or "truncated" in message:
        try:
            _check_tree(json.loads(raw), "", 0)
        except _Refusal as refusal:
            return refusal
        except (ValueError, RecursionError):
            pass
    if b"\x00" in raw:
        return _Refusal(f"the line holds a raw NUL at byte {raw.index(0) + 1}; JSON texts cannot.")
    return _Refusal(f"the line is not JSON: {message.removeprefix('JSON is malformed: ')}.")


def _kind(value: Any) -> str:
    names = {bool: "true or false", str: "text", int: "a number", float: "a number", list: "a list", type(None): "null"}
    return names.get(type(value), "an object")


def _id_of(decoded: Any) -> str:
    value = decoded.get("id") if isinstance(decoded, Mapping) else None
    return value if isinstance(value, str) and len(value) <= MAX_ID and value.isprintable() else ""


def _step(pointer: str, key: object) -> str:
    name = str(key)[:80].encode("utf-8", "replace").decode()
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"


def _check_tree(value: Any, pointer: str, depth: int) -> None:
    """Refuse texts no store can hold (NUL, half a surrogate pair) and nesting beyond the limit."""
    if isinstance(value, str):
        _check_text(value, pointer)
    elif isinstance(value, (dict, list)):
        if depth >= MAX_DEPTH:
            raise _Refusal(f"the event is nested more than {MAX_DEPTH} levels deep.", pointer[:80])
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str) and not key.isascii():
                _check_text(key, pointer)
            if isinstance(item, (str, dict, list)):
                _check_tree(item, _step(pointer, key), depth + 1)


def _check_text(text: str, pointer: str) -> None:
    if "\x00" in text:
        raise _Refusal(f"the text holds a NUL character at position {text.index(chr(0))}.", pointer)
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        point = ord(text[error.start])
        raise _Refusal(f"the text holds half a surrogate pair (U+{point:04X}) at position {error.start}.", pointer) from None


def _attribute(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str):
        raise _Refusal(f"the event has no {name}." if value is None else f"{name} must be text, not {_kind(value)}.", f"/{name}")
    if not value.strip():
        raise _Refusal(f"{name} is empty.", f"/{name}")
    if len(value) > MAX_ID:
        raise _Refusal(f"{name} has {len(value)} characters; at most {MAX_ID} are allowed.", f"/{name}")
    return value


def _full(raw: Mapping[str, Any], at: datetime) -> Event:
    if _attribute(raw, "specversion") != "1.0":
        raise _Refusal("specversion must be “1.0”.", "/specversion")
    kind = _attribute(raw, "type")
    notes: list[str] = []
    time, time_text = _time(raw, at, notes)
    extensions = {name: value for name, value in raw.items() if name not in _ATTRIBUTES}
    notes += [f"{_step('', name)}: unknown attribute, kept." for name in extensions]
    return Event(
        id=_attribute(raw, "id"),
        source=_attribute(raw, "source"),
        type=kind,
        time=time,
        time_text=time_text,
        subject=_attribute(raw, "subject") if raw.get("subject") is not None else "",
        data=_data(kind, raw.get("data"), notes),
        extensions=extensions,
        notes=tuple(notes),
    )


def _data(kind: str, data: Any, notes: list[str]) -> Mapping[str, Any]:
    known = FIELDS.get(kind)
    if known is None:
        notes.append(f"/type: unknown event type “{kind[:80]}”, kept.")
        return data if isinstance(data, Mapping) else {} if data is None else {"value": data}
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise _Refusal(f"data must be an object, not {_kind(data)}.", "/data")
    for name, value in data.items():
        check = known.get(name)
        if check is None:
            notes.append(f"{_step('/data', name)}: unknown field, kept.")
        elif not check(value):
            raise _Refusal(f"must be {EXPECTED[check]}, not {_kind(value)}.", _step("/data", name))
    if kind == "metric.sampled" and data.get("metric", "reads") not in METRICS:
        notes.append(f"/data/metric: unknown metric “{data['metric'][:80]}”, kept.")
    return _without_identity(data, known, notes) if kind.startswith("account.") else data


def _without_identity(data: Mapping[str, Any], known: Mapping[str, Any], notes: list[str]) -> Mapping[str, Any]:
    """Keep of an account event what is declared: anything else could say who somebody is, and an event is kept as it came.

    Source: PA21:16.3, RQ-021.
    """
    notes[:] = [note.replace("unknown field, kept.", "unknown field, not kept.") for note in notes]
    kept = {name: value for name, value in data.items() if name in known}
    origin = kept.get("origin")
    if isinstance(origin, Mapping):
        clear = [name for name, value in origin.items() if isinstance(value, str) and mask_numbers(value) != value]
        notes += [f"{_step('/data/origin', name)}: a number in clear where a digest belongs, not kept." for name in clear]
        kept["origin"] = {name: value for name, value in origin.items() if name not in clear}
    return kept


def _time(raw: Mapping[str, Any], at: datetime, notes: list[str]) -> tuple[datetime, str]:
    if raw.get("time") is None:
        notes.append("/time: absent; the time of receipt stands in.")
        return at, at.isoformat()
    text = _attribute(raw, "time")
    try:
        time = msgspec.convert(text, datetime)
    except msgspec.ValidationError:
        raise _Refusal(f"“{text[:40]}” is not an RFC 3339 time, such as 2026-11-23T08:00:00+08:00.", "/time") from None
    if time.tzinfo is None:
        raise _Refusal(f"“{text[:40]}” names no time zone.", "/time")
    if time.year < EARLIEST_YEAR:
        raise _Refusal(f"{text[:40]} is too far in the past (before {EARLIEST_YEAR}).", "/time")
    if time.year > 9000 or time - at > FUTURE:
        raise _Refusal(f"{text[:40]} is more than {FUTURE.days} days in the future.", "/time")
    if time - at > SKEW:
        notes.append("/time: later than the time of receipt.")
    return time, text


def _short(raw: Mapping[str, Any], at: datetime, text_field: str) -> Event:
    """Read ``{"id", "text", "title"?, "account_id"?}`` as a publication."""
    identity = _attribute(raw, "id")
    text = raw.get(text_field)
    if not isinstance(text, str):
        reason = f"the line has no field “{text_field}”." if text is None else f"must be text, not {_kind(text)}."
        raise _Refusal(reason, _step("", text_field))
    data: dict[str, Any] = {"content_id": identity, "body": text}
    if raw.get("title") is not None:
        if not isinstance(raw["title"], str):
            raise _Refusal(f"must be text, not {_kind(raw['title'])}.", "/title")
        data["title"] = raw["title"]
    subject = _attribute(raw, "account_id") if raw.get("account_id") is not None else ""
    time, time_text = _time(raw, at, []) if "time" in raw else (at, at.isoformat())
    extensions = {name: value for name, value in raw.items() if name not in _SHORT and name != text_field}
    return Event(
        id=identity,
        source=SHORT_FORM_SOURCE,
        type="content.published",
        time=time,
        time_text=time_text,
        subject=subject,
        data=data,
        extensions=extensions,
        notes=tuple(f"{_step('', name)}: unknown field, kept." for name in extensions),
    )
