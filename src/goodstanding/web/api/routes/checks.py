"""What an author can know before publishing."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest
from ninja import Router

from goodstanding.apps.identity.permissions import CHECKS_RUN
from goodstanding.apps.screening.services.checking import check_event, record_check
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Refused
from goodstanding.web.api.auth import known_caller
from goodstanding.web.api.door import keep_within
from goodstanding.web.api.problems import problem
from goodstanding.web.api.shapes import checks as shapes

router = Router(tags=["events"])
_LIMIT, _ACCOUNT_LIMIT, _MINUTE = 600, 60, 60
_DRAFT = "draft"
"""Stands for the id of a text that has none yet."""


@router.post("/check", response=shapes.Check, operation_id="check")
def check(request: HttpRequest, record: bool = False) -> Any:  # noqa: FBT001, FBT002  a parameter of the address
    """Judge one text or event as it would be judged if it were published now. Nothing is recorded unless asked.

    Takes an event (CloudEvents) or the short form `{"text": …, "title"?, "account_id"?, "id"?}`; titles and advice come in the
    language of Accept-Language. Each hit names the clause, the passages and what to do, never what the rule looks for. With
    `record=true` the log keeps that this was checked and what was said, by the digest of the texts. At most 600 calls a minute,
    60 for one account. Scope: checks:run.
    """
    caller = known_caller(request)
    caller.need(CHECKS_RUN)
    keep_within(request, "check", limit=_LIMIT, seconds=_MINUTE, at=caller.at)
    event = decode_event(_with_id(request.body), at=caller.at)
    if isinstance(event, Refused):
        place = {"pointer": event.pointer, "detail": event.reason}
        return problem(422 if event.pointer else 400, detail=event.message, code="check:malformed", errors=[place])
    if event.subject:
        keep_within(request, f"check of {event.subject}", limit=_ACCOUNT_LIMIT, seconds=_MINUTE, at=caller.at)
    found = check_event(event, at=caller.at)
    kept = record_check(found, actor=caller.actor, at=caller.at) if record else None
    return shapes.check(found, caller.language, kept=kept)


def _with_id(body: bytes) -> Any:
    """Name a draft that has no id yet; what cannot be read is left for decoding to say why."""
    try:
        told = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        return body
    return {"id": _DRAFT, **told} if isinstance(told, dict) else body
