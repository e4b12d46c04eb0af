"""What every call passes on its way in: its size, its form, its method, and whether it was answered before."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja.parser import Parser

from goodstanding.apps.common.clock import now
from goodstanding.apps.common.services import answer_once
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.api.auth import asker
from goodstanding.web.api.failures import BodyMalformed, BodyRefused, TooOften, not_allowed, unexpected
from goodstanding.web.api.problems import problem_of
from goodstanding.web.limits import allow, seconds_left

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 64
LONGEST_KEY = 255
FORMS = frozenset({"application/json", "application/cloudevents+json"})
_WRITES = frozenset({"POST", "PUT", "PATCH"})
_NOT_ALLOWED = 405
_REFUSED = 400

View = Callable[..., HttpResponse]


class _Unkept(Exception):
    """Carries a refusal past the store of answers: only what had an effect is kept there."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def through_the_door(view: View, /) -> View:
    """Let an operation of the framework be reached only through the checks of this module."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        try:
            _check_letters(request)
            if request.method in _WRITES:
                _read_body(request)
            response = _answer(view, request, args, kwargs)
        except GoodstandingError as fault:
            response = problem_of(fault)
        except Exception as fault:  # noqa: BLE001  a program calling is owed a problem, never a page
            response = unexpected(request, fault)
        response.headers.setdefault("Cache-Control", "no-store")
        if is_head:
            response.content = b""
        return response

    return answer


def keep_within(request: HttpRequest, name: str, /, *, limit: int, seconds: int, at: datetime) -> None:
    """Count a call and refuse it beyond a limit.

    Args:
        name: What is counted; each caller, or each network nobody is known from, counts alone.
        limit: Calls allowed in a window.
        seconds: Length of the window.

    Raises:
        TooOften: The limit was passed.
    """
    if not allow(f"api:{name}:{asker(request)}", limit, seconds, at):
        raise TooOften(f"More than {limit} calls in {seconds} seconds.", wait=seconds_left(seconds, at))


def _answer(view: View, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    repeat_key = request.headers.get("Idempotency-Key", "")
    if request.method != "POST" or not repeat_key:
        return _act(view, request, args, kwargs)
    if len(repeat_key) > LONGEST_KEY:
        raise BodyRefused(f"An Idempotency-Key has at most {LONGEST_KEY} characters.", status=400)
    try:
        kept = answer_once(
            repeat_key,
            scope=asker(request),
            request=f"POST {request.get_full_path()}\n".encode() + request.body,
            at=now(),
            act=lambda: _kept(_act(view, request, args, kwargs)),
        )
    except _Unkept as refusal:
        return refusal.response
    response = HttpResponse(kept.body.encode(), status=kept.status, content_type="application/json")
    if kept.is_repeated:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def _act(view: View, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    response = view(request, *args, **kwargs)
    if response.status_code == _NOT_ALLOWED:
        return not_allowed(request, allowed=", ".join(sorted(response.headers.get("Allow", "").split(", "))))
    return response


def _kept(response: HttpResponse) -> tuple[int, str]:
    if response.status_code >= _REFUSED:
        raise _Unkept(response)
    return response.status_code, response.content.decode()


def _check_letters(request: HttpRequest) -> None:
    """Refuse NUL, which no address of ours holds and PostgreSQL cannot keep."""
    if "\x00" in request.path or "\x00" in unquote(request.META.get("QUERY_STRING", "")):
        raise BodyRefused("The address holds a NUL character.", status=400)


def _read_body(request: HttpRequest) -> None:
    declared = request.headers.get("Content-Length", "")
    if (declared.isdigit() and int(declared) > MAX_BYTES) or len(request.body) > MAX_BYTES:
        raise BodyRefused(f"The body is longer than {MAX_BYTES} bytes.", status=413)
    form = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if request.body and form not in FORMS:
        raise BodyRefused(f"“{form}” is not a form this call reads.", status=415, hint="Send application/json.")


class StrictParser(Parser):
    """Reads a JSON body; what no service could keep is refused here, at its place."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Decode the body.

        Raises:
            BodyMalformed: It is not JSON, or nested too deep, or holds NUL.
        """
        try:
            decoded = json.loads(request.body, parse_constant=_no_constant)
        except UnicodeDecodeError as fault:
            raise BodyMalformed(f"The body is not UTF-8 at byte {fault.start}.") from fault
        except json.JSONDecodeError as fault:
            raise BodyMalformed(f"The body is not JSON: {fault.msg} at line {fault.lineno}, column {fault.colno}.") from fault
        except (RecursionError, ValueError) as fault:
            raise BodyMalformed("The body is not JSON that can be read.") from fault
        _check_tree(decoded, "", 0)
        return decoded


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _check_tree(value: Any, pointer: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise BodyMalformed(f"The body is nested deeper than {MAX_DEPTH} levels.", pointer=pointer)
    if isinstance(value, str) and "\x00" in value:
        raise BodyMalformed("The text holds a NUL character.", pointer=pointer)
    if isinstance(value, dict):
        for name, item in value.items():
            _check_tree(item, f"{pointer}/{name}", depth + 1)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            _check_tree(item, f"{pointer}/{position}", depth + 1)
