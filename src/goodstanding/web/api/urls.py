"""Where the API answers, below /api/v1/. The hot path comes first: it does not pass through the API framework."""

from __future__ import annotations

from django.urls import path

from goodstanding.web.api.events import events

urlpatterns = [
    path("events", events, name="api-events"),
]
