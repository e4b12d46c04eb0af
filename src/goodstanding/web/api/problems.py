"""Every refusal of the API in one form: ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

import msgspec
from django.http import HttpResponse

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.kernel.sentences import Sentence

MEDIA_TYPE = "application/problem+json"
TYPES = "https://goodstanding.invalid/problems/"
"""Prefix of problem types; the rest is the code with its colon as a slash. Identifiers, not addresses to visit."""


def problem(
    status: int,
    /,
    *,
    detail: str,
    code: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    hint: str = "",
    clause: str = "",
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Answer with a problem.

    Args:
        status: HTTP status, 400–599.
        detail: One sentence for this occurrence.
        code: ``subject:action`` code of the fault; the type is ``about:blank`` without one.
        errors: Places in the request: ``{"pointer": …, "detail": …}``.
        hint: What the caller can do next.
        clause: The clause a refusal rests on.
    """
    body: dict[str, object] = {
        "type": TYPES + code.replace(":", "/") if code else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(errors),
    }
    body |= {name: value for name, value in (("code", code), ("hint", hint), ("clause", clause)) if value}
    return HttpResponse(msgspec.json.encode(body), status=status, content_type=MEDIA_TYPE, headers=headers)


def problem_of(fault: GoodstandingError, /) -> HttpResponse:
    """Answer with what an expected fault says of itself."""
    headers = {"WWW-Authenticate": "Bearer"} if fault.status == HTTPStatus.UNAUTHORIZED else None
    fields: Sequence[tuple[str, Sentence]] = getattr(fault, "problems", ())
    return problem(
        fault.status,
        detail=fault.message,
        code=fault.code,
        errors=[{"pointer": f"/{name}", "detail": sentence.en} for name, sentence in fields],
        hint=fault.hint,
        clause=fault.clause,
        headers=headers,
    )
