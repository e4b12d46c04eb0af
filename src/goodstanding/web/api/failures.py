"""Every fault of the framework, of a service or of nobody's making, as a problem: the one place that knows how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from goodstanding.apps.enforcement.errors import SecondPersonNeeded
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.api.auth import key_missing
from goodstanding.web.api.problems import problem, problem_of

_log: Any = structlog.get_logger()
_BODY = "body"


class TooOften(GoodstandingError):
    """The caller asked more often than is allowed.

    Args:
        wait: Seconds after which asking again makes sense.
    """

    code = "api:too_often"
    status = 429

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message, hint=f"Ask again in {wait} seconds.")
        self.wait = wait


class BodyRefused(GoodstandingError):
    """A body is too long, or in a form this call does not read."""

    code = "api:body_refused"

    def __init__(self, message: str, *, status: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status


class BodyMalformed(GoodstandingError):
    """A body is not JSON, or holds what nothing here could keep.

    Args:
        pointer: JSON pointer to the place; empty for the whole.
    """

    code = "api:malformed"
    status = 400

    def __init__(self, message: str, *, pointer: str = "") -> None:
        super().__init__(message)
        self.pointer = pointer


def register(api: NinjaAPI, /) -> None:
    """Let every fault of an operation become a problem."""
    answers: dict[type[Exception], Any] = {
        GoodstandingError: _expected,
        ValidationError: _invalid,
        AuthenticationError: _unknown_caller,
        HttpError: _framework,
        Http404: _missing,
        RequestDataTooBig: _too_big,
        Exception: unexpected,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def not_found(request: HttpRequest, /, *_args: object, **_kwargs: object) -> HttpResponse:
    """Answer for a path the API does not have."""
    return problem(404, detail=f"The API has no path {request.path}.", code="api:path_unknown", hint="See /api/v1/docs.")


def not_allowed(request: HttpRequest, /, *, allowed: str) -> HttpResponse:
    """Answer for a method a path does not have."""
    detail = f"{request.path} does not answer {request.method}."
    return problem(405, detail=detail, code="api:method_unknown", hint=f"Use {allowed}.", headers={"Allow": allowed})


def unexpected(request: HttpRequest, fault: Exception, /) -> HttpResponse:
    """Answer for a fault nobody expected: logged with its trace, and shown without it."""
    _log.error("api call failed", path=request.path, fault=type(fault).__name__, exc_info=fault)
    return problem(500, detail="Something went wrong here; it was noted.", code="api:fault")


def _expected(_request: HttpRequest, fault: GoodstandingError) -> HttpResponse:
    if isinstance(fault, TooOften):
        return problem(429, detail=fault.message, code=fault.code, hint=fault.hint, headers={"Retry-After": str(fault.wait)})
    if isinstance(fault, SecondPersonNeeded):
        reasons = [{"pointer": "/measures", "detail": reason} for reason in fault.reasons]
        hint = "Propose it at /api/v1/proposals; somebody else with decisions:approve issues it."
        return problem(409, detail=fault.message, code=fault.code, hint=hint, clause=fault.clause, errors=reasons)
    return problem_of(fault)


def _invalid(_request: HttpRequest, fault: ValidationError) -> HttpResponse:
    places = [_place(error) for error in fault.errors]
    return problem(422, detail=f"The request is not valid in {_counted(places)}.", code="api:invalid", errors=places)


def _counted(places: Sequence[object]) -> str:
    return "one place" if len(places) == 1 else f"{len(places)} places"


def _place(error: Mapping[str, Any]) -> dict[str, str]:
    source, *steps = error.get("loc", ()) or ("",)
    detail = str(error.get("msg", "")).removeprefix("Value error, ")
    if source == _BODY:
        return {"pointer": "".join(f"/{step}" for step in steps[1:]), "detail": detail}
    return {"parameter": str(steps[-1]) if steps else str(source), "detail": detail}


def _unknown_caller(_request: HttpRequest, _fault: AuthenticationError) -> HttpResponse:
    return problem_of(key_missing())


def _framework(_request: HttpRequest, fault: HttpError) -> HttpResponse:
    cause = fault.__cause__
    if isinstance(cause, BodyMalformed):
        place = {"pointer": cause.pointer, "detail": cause.message}
        return problem(cause.status, detail=cause.message, code=cause.code, errors=[place])
    return problem(fault.status_code, detail=fault.message)


def _missing(request: HttpRequest, _fault: Http404) -> HttpResponse:
    return not_found(request)


def _too_big(_request: HttpRequest, _fault: RequestDataTooBig) -> HttpResponse:
    return problem(413, detail="The body is too long.", code="api:too_long")
