"""POST /api/v1/events: the hot path. A plain view: one read of the body, one decode, one transaction, one encode (ADR 0015)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from goodstanding.apps.common.clock import now
from goodstanding.apps.common.services import answer_once
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.screening.services import receive_events, receive_events_for_later
from goodstanding.core.events.decoding import BATCH, NDJSON, SINGLE, decode_batch
from goodstanding.core.events.event import Event, Refused
from goodstanding.core.events.outcome import Outcome
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.api.auth import actor_of, require_scope
from goodstanding.web.api.failures import not_allowed, unexpected
from goodstanding.web.api.problems import MEDIA_TYPE, problem, problem_of

SCOPE = "events:write"
MAX_EVENTS = 1000
MAX_BYTES = 8 * 1024 * 1024

_JSON = "application/json"
_Decoded = Sequence[Event | Refused]


class TooMuch(GoodstandingError):
    """The call brings more than one call may."""

    code = "events:too_much"
    status = 413


class FormUnknown(GoodstandingError):
    """The body is in a form this call does not read."""

    code = "events:form_unknown"
    status = 415


class _Malformed(Exception):
    """Carries the refusal of a whole body to the one place that answers."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.refused = refused


@csrf_exempt
def events(request: HttpRequest) -> HttpResponse:
    """Take events in and answer each: at once, or with 202 once they are durable where the caller prefers that."""
    if request.method != "POST":
        return not_allowed(request, allowed="POST")
    try:
        return _received(request, at=now())
    except _Malformed as fault:
        place = {"pointer": fault.refused.pointer, "detail": fault.refused.reason}
        return problem(400, detail=fault.refused.message, code="events:malformed", errors=[place])
    except GoodstandingError as fault:
        return problem_of(fault)
    except Exception as fault:  # noqa: BLE001  a program calling is owed a problem, never a page
        return unexpected(request, fault)


def _received(request: HttpRequest, *, at: datetime) -> HttpResponse:
    key = require_scope(request, SCOPE, at=at)
    body = _body(request)
    media_type = _media_type(request)
    if media_type == SINGLE and body.lstrip()[:1] == b"[":
        media_type = BATCH
    repeat_key = request.headers.get("Idempotency-Key", "")
    if not repeat_key:
        return _respond(*_act(request, body, media_type, actor_of(key), at))
    answer = answer_once(
        repeat_key[:255],
        scope=key.prefix,
        request=b"POST /api/v1/events\n" + media_type.encode() + b"\n" + body,
        at=at,
        act=lambda: _text(*_act(request, body, media_type, actor_of(key), at)),
    )
    response = _respond(answer.status, answer.body.encode(), media_type)
    if answer.is_repeated:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def _act(request: HttpRequest, body: bytes, media_type: str, actor: Actor, at: datetime) -> tuple[int, bytes, str]:
    """Receive what the body holds; return status, answer and the form of the answer."""
    decoded = decode_batch(body, media_type, at=at)
    _check_size(decoded)
    if "respond-async" in request.headers.get("Prefer", "").lower():
        kept = receive_events_for_later(decoded, source_actor=actor, at=at)
        return 202, _encoded([_receipt(outcome) for outcome in kept], media_type), media_type
    return 200, _encoded(receive_events(decoded, source_actor=actor, at=at), media_type), media_type


def _body(request: HttpRequest) -> bytes:
    """Read the body, never more than is allowed."""
    declared = request.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > MAX_BYTES:
        raise _too_long()
    body = request.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise _too_long()
    return body


def _too_long() -> TooMuch:
    return TooMuch(f"The body is longer than {MAX_BYTES} bytes.", hint="Send fewer events in each call.")


def _media_type(request: HttpRequest) -> str:
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type not in {SINGLE, BATCH, NDJSON}:
        raise FormUnknown(f"“{media_type}” is not a form events come in.", hint=f"Send {SINGLE}, {BATCH} or {NDJSON}.")
    return media_type


def _check_size(decoded: _Decoded) -> None:
    if len(decoded) > MAX_EVENTS:
        raise TooMuch(f"The call brings {len(decoded)} events; at most {MAX_EVENTS} are taken.", hint="Split the batch.")
    if len(decoded) == 1 and isinstance(decoded[0], Refused) and decoded[0].line == 0:
        raise _Malformed(decoded[0])


def _receipt(outcome: Outcome) -> dict[str, object]:
    receipt: dict[str, object] = {"event_id": outcome.event_id, "status": outcome.status}
    return receipt if outcome.error is msgspec.UNSET else receipt | {"error": outcome.error}


def _encoded(answers: Sequence[object], media_type: str) -> bytes:
    if media_type == SINGLE:
        return msgspec.json.encode(answers[0])
    if media_type == NDJSON:
        return b"".join(msgspec.json.encode(answer) + b"\n" for answer in answers)
    return msgspec.json.encode(answers)


def _text(status: int, body: bytes, media_type: str) -> tuple[int, str]:
    del media_type
    return status, body.decode()


def _respond(status: int, body: bytes, media_type: str) -> HttpResponse:
    form = NDJSON if media_type == NDJSON else _JSON
    return HttpResponse(body, status=status, content_type=form if status < 400 else MEDIA_TYPE)
