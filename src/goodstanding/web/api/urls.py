"""Where the API answers, below /api/v1/. The hot path comes first: it does not pass through the API framework."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from goodstanding.web.api.docs import docs, openapi
from goodstanding.web.api.door import through_the_door
from goodstanding.web.api.events import events
from goodstanding.web.api.failures import not_found
from goodstanding.web.api.interface import api


def _operations() -> list[URLPattern]:
    """Take the framework's paths, each behind the door."""
    found = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
    for pattern in found:
        if pattern.callback is not None:
            pattern.callback = through_the_door(pattern.callback)
    return found


urlpatterns = [
    path("events", events, name="api-events"),
    path("openapi.json", openapi, name="api-openapi"),
    path("docs", docs, name="api-docs"),
    *_operations(),
    re_path(r"^.*$", csrf_exempt(not_found)),
]
