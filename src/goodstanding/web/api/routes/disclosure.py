"""Who operates an account: public, without anything that identifies a natural person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from goodstanding.apps.common.clock import now
from goodstanding.apps.disclosure import budget, selectors
from goodstanding.apps.disclosure.errors import CardUnknown
from goodstanding.web.api.auth import asker
from goodstanding.web.api.door import keep_within
from goodstanding.web.api.failures import TooOften
from goodstanding.web.api.shapes import record as shapes
from goodstanding.web.api.shapes.common import whole

router = Router(tags=["disclosure"], auth=None)
_LIMIT, _MINUTE = 60, 60


class CardQuery(Schema):
    """What is looked for."""

    q: str = Field(max_length=200, description="The account's id, or two characters or more of its name.")


@router.get("/disclosure", response=shapes.CardPage, operation_id="search_disclosure")
def search_disclosure(request: HttpRequest, query: Query[CardQuery]) -> dict[str, Any]:
    """Look an account up by its id or name. No sign-in; at most 20 results, and 60 questions a minute from one network."""
    at = now()
    _keep_to_budget(request, at)
    found = selectors.search(query.q)
    budget.note_lookup(asker(request), face="api", outcome="search" if found else "missing", listed=len(found), at=at)
    return whole([shapes.card_in_list(line) for line in found])


@router.get("/disclosure/{path:account}", response=shapes.Card, operation_id="read_disclosure")
def read_disclosure(request: HttpRequest, account: str) -> dict[str, Any]:
    """Read the public card of an account. No sign-in; 60 questions a minute from one network."""
    at = now()
    _keep_to_budget(request, at)
    try:
        found = selectors.public_card(account, at=at)
    except CardUnknown:
        budget.note_lookup(asker(request), face="api", outcome="missing", at=at)
        raise
    budget.note_lookup(asker(request), face="api", outcome="card", at=at)
    return shapes.card(found)


def _keep_to_budget(request: HttpRequest, at: datetime) -> None:
    """Refuse beyond the minute's limit and beyond the budgets of the hour and the day, counted for all processes together."""
    keep_within(request, "disclosure", limit=_LIMIT, seconds=_MINUTE, at=at)
    wait = budget.seconds_to_wait(asker(request), at=at)
    if wait:
        budget.note_lookup(asker(request), face="api", outcome="refused", at=at)
        raise TooOften("The register is for looking accounts up, not for copying it or guessing ids.", wait=wait)
