"""Contents as they stand, and what the rules said of each event."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from goodstanding.apps.identity.permissions import CASES_DECIDE, CASES_READ, CONTENT_READ
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.screening import selectors as screening
from goodstanding.web.api.auth import known_caller
from goodstanding.web.api.shapes import record as shapes

router = Router(tags=["contents"])
_READERS = (CONTENT_READ, CASES_READ, CASES_DECIDE)


@router.get("/contents/{path:content}", response=shapes.Content, operation_id="read_content")
def read_content(request: HttpRequest, content: str) -> dict[str, Any]:
    """Read a post or comment as it stands, with every version of it. Scope: content:read."""
    caller = known_caller(request)
    caller.need(*_READERS)
    return shapes.content(ingest.content(content, hidden=caller.hidden.contents), ingest.content_versions(content))


@router.get("/evaluations/{ref}", response=shapes.Evaluation, operation_id="read_evaluation")
def read_evaluation(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read what the rules said of one event, with the input they were given. Scope: content:read."""
    caller = known_caller(request)
    caller.need(*_READERS)
    return shapes.evaluation(screening.evaluation(ref, hidden=caller.hidden))
