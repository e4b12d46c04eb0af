"""Who operates an account: public, without anything that identifies a natural person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from goodstanding.apps.common.clock import now
from goodstanding.apps.disclosure import selectors
from goodstanding.web.api.door import keep_within
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
    keep_within(request, "disclosure", limit=_LIMIT, seconds=_MINUTE, at=now())
    return whole([shapes.card_in_list(line) for line in selectors.search(query.q)])


@router.get("/disclosure/{path:account}", response=shapes.Card, operation_id="read_disclosure")
def read_disclosure(request: HttpRequest, account: str) -> dict[str, Any]:
    """Read the public card of an account. No sign-in; 60 questions a minute from one network."""
    at = now()
    keep_within(request, "disclosure", limit=_LIMIT, seconds=_MINUTE, at=at)
    return shapes.card(selectors.public_card(account, at=at))
