"""The API as django-ninja serves it: what is read and written how, and which modules answer (ADR 0016)."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from goodstanding.web.api import failures
from goodstanding.web.api.auth import KNOWN
from goodstanding.web.api.door import StrictParser
from goodstanding.web.api.routes import (
    appeals,
    applications,
    cases,
    checks,
    contents,
    decisions,
    disclosure,
    disputes,
    infringement,
    log,
    originals,
    registry,
    reports,
    transfers,
    webhooks,
)

VERSION = "1"
DESCRIPTION = """\
Governance of public accounts: events in, outcomes out, and everything that follows from them.

Programs send `Authorization: Bearer …` with a scoped key; people use their session, and send the CSRF token as `X-CSRFToken`
with what changes something. Every refusal is `application/problem+json` (RFC 9457); a missing scope is 403 and named.
Lists are pages: `items`, and `next` to be sent back as `cursor`. Every POST honours `Idempotency-Key`: the same key with the
same request is answered as the first time, with `Idempotent-Replayed: true`; with another request it is refused with 422.
Moments are ISO 8601 with an offset.
"""


class Utf8Json(BaseRenderer):
    """Writes JSON with Chinese as it is, not as escapes."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Encode an answer."""
        del request, response_status
        return msgspec.json.encode(data)


api = NinjaAPI(
    title="Goodstanding",
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    auth=KNOWN,
    renderer=Utf8Json(),
    parser=StrictParser(),
)
failures.register(api)
for _module in (
    checks,
    registry,
    applications,
    transfers,
    contents,
    originals,
    disputes,
    infringement,
    cases,
    decisions,
    appeals,
    reports,
    disclosure,
    log,
    webhooks,
):
    api.add_router("", _module.router)
