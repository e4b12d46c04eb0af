"""The API described: to programs as OpenAPI, to people as one page without scripts."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodstanding.web.api import reading
from goodstanding.web.api.document import openapi_document
from goodstanding.web.api.failures import not_allowed

_FRESH = {"Cache-Control": "max-age=300"}


def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI document."""
    if request.method not in {"GET", "HEAD"}:
        return not_allowed(request, allowed="GET")
    return HttpResponse(_encoded(), content_type="application/json", headers=_FRESH)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the operations and shapes of the API, in order, to be read and searched like any page."""
    return render(request, "api/docs.html", _page())


@lru_cache(maxsize=1)
def _encoded() -> bytes:
    return msgspec.json.encode(openapi_document())


@lru_cache(maxsize=1)
def _page() -> dict[str, Any]:
    document = openapi_document()
    return {
        "title": document["info"]["title"],
        "introduction": document["info"]["description"].split("\n\n"),
        "subjects": reading.subjects(document),
        "shapes": reading.shapes(document),
    }
