"""Cases: listed, read, opened by hand, acted on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.permissions import APPEALS_DECIDE, CASES_DECIDE, CASES_READ
from goodstanding.apps.review import listings, selectors, services
from goodstanding.apps.review.services.manual import open_manual_case
from goodstanding.apps.review.values import CaseFile
from goodstanding.web.api.auth import Caller, known_caller
from goodstanding.web.api.shapes import cases as shapes
from goodstanding.web.api.shapes.common import page
from goodstanding.web.api.versions import entity_tag, expected_version

router = Router(tags=["cases"])
_READERS = (CASES_READ, CASES_DECIDE, APPEALS_DECIDE)


@router.get("/cases", response=shapes.CasePage, operation_id="list_cases")
def list_cases(request: HttpRequest, query: Query[shapes.CaseQuery]) -> dict[str, Any]:
    """List the cases open to you, the newest first. Scope: cases:read."""
    caller = known_caller(request)
    caller.need(*_READERS)
    found = listings.cases_page(
        caller.viewer,
        queue=query.queue,
        status=query.status,
        account_ref=query.account,
        content_ref=query.content,
        after=query.after,
        limit=query.limit,
    )
    return page(found, lambda one: shapes.case(one, caller))


@router.post("/cases", response={201: shapes.WholeCase}, operation_id="open_case")
def open_case(request: HttpRequest, body: shapes.NewCase, response: HttpResponse) -> Status[Any]:
    """Open a case by hand; where one is open about the same act, this joins it. Scope: cases:decide."""
    caller = known_caller(request)
    caller.need(CASES_DECIDE)
    made = open_manual_case(
        account_ref=body.account,
        content_ref=body.content,
        label=body.label,
        severity=body.severity,
        queue=body.queue,
        note=body.note,
        actor=caller.person,
        at=caller.at,
    )
    return Status(201, _whole(made.ref, caller, response))


@router.get("/cases/{ref}", response=shapes.WholeCase, operation_id="read_case")
def read_case(request: HttpRequest, ref: str, response: HttpResponse) -> dict[str, Any]:
    """Read a case with everything in it, and what you may do with it. Its version is the ETag. Scope: cases:read."""
    caller = known_caller(request)
    caller.need(*_READERS)
    return _whole(ref, caller, response)


@router.post("/cases/{ref}/actions", response=shapes.WholeCase, operation_id="act_on_case")
def act_on_case(request: HttpRequest, ref: str, body: shapes.CaseAction, response: HttpResponse) -> dict[str, Any]:
    """Do something with a case: claim, renew, release, note, hand_over, escalate, skip or reopen.

    Say which version of the case you saw, in the body or as If-Match; when somebody was faster the answer is 409.
    A key acts in the name of its owner. Scope: cases:decide.
    """
    caller = known_caller(request)
    caller.need(CASES_DECIDE, APPEALS_DECIDE)
    details: dict[str, Any] = {"note": body.note} if body.note else {}
    if body.to:
        details["to_user"] = identity.person_by_username(body.to).id
    services.perform(
        ref,
        action=body.action,
        expected_version=expected_version(request, body.expected_version),
        actor=caller.person,
        at=caller.at,
        **details,
    )
    return _whole(ref, caller, response)


def _whole(ref: str, caller: Caller, response: HttpResponse) -> dict[str, Any]:
    found = selectors.seen_case(ref, caller.viewer)
    file = CaseFile(found, selectors.sources_of(ref), selectors.evidence_of(ref))
    response.headers["ETag"] = entity_tag(found.version)
    return shapes.whole_case(
        file,
        caller,
        history=selectors.case_history(ref),
        actions=selectors.available_actions(ref, caller.user_id, at=caller.at),
    )
