"""Reports by anybody, without signing in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from goodstanding.apps.common.clock import now
from goodstanding.apps.common.refs import read_ref
from goodstanding.apps.redress import selectors, services
from goodstanding.web.api.door import keep_within
from goodstanding.web.api.shapes import matters as shapes

router = Router(tags=["reports"], auth=None)
_MINUTE, _DAY = 60, 86_400


@router.post("/reports", response={201: shapes.Report}, operation_id="file_report")
def file_report(request: HttpRequest, body: shapes.NewReport) -> Status[Any]:
    """Report an account, a post or a comment. The receipt and the due date come back at once; keep the receipt.

    No sign-in. At most 20 a minute and 200 a day from one network.
    """
    at = now()
    keep_within(request, "report", limit=20, seconds=_MINUTE, at=at)
    keep_within(request, "report.day", limit=200, seconds=_DAY, at=at)
    filed = services.file_report(
        kind=body.kind,
        target=body.target,
        category=body.category,
        reason=body.reason,
        contact=body.contact,
        attachments=[file.attachment() for file in body.attachments],
        language=body.language,
        at=at,
    )
    return Status(201, shapes.report(filed, selectors.stages_of(filed.receipt)))


@router.get("/reports/{receipt}", response=shapes.Report, operation_id="read_report")
def read_report(request: HttpRequest, receipt: str) -> dict[str, Any]:
    """Follow a report by its receipt: its stages, and what came of it. No sign-in; at most 60 a minute from one network."""
    keep_within(request, "report.read", limit=60, seconds=_MINUTE, at=now())
    found = selectors.report(read_ref(receipt))
    return shapes.report(found, selectors.stages_of(found.receipt))
