"""What every shape is made of: moments with their offset, pages, and the query of a list."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict, PlainSerializer, WithJsonSchema

from goodstanding.apps.common import paging
from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.common.paging import MOST, PositionUnknown

T = TypeVar("T")
V = TypeVar("V")


def with_offset(at: datetime, /) -> str:
    """Write a moment as ISO 8601 with the offset of the zone days begin in here."""
    return at.astimezone(LOCAL).isoformat()


Moment = Annotated[
    datetime,
    PlainSerializer(with_offset, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""A moment told to the outside."""
GivenMoment = AwareDatetime
"""A moment told by the outside: it has an offset."""


class Given(Schema):
    """What comes in: a field nobody knows is an error, so that a typing mistake is not quietly ignored."""

    model_config = ConfigDict(extra="forbid", str_max_length=200_000)


class Paging(Schema):
    """Which part of a list."""

    cursor: str = Field("", max_length=400, description="`next` of the former page; nothing for the first.")
    limit: int = Field(50, ge=1, le=MOST, description="At most so many items.")

    @property
    def after(self) -> str:
        """The reference the page begins after.

        Raises:
            PositionUnknown: The cursor is not one of ours.
        """
        return read_cursor(self.cursor)


class Page(Schema, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(description="Ask with it as `cursor` for the next page; null at the end.")


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = Field(description="Places in the request: `pointer` or `parameter`, and `detail`.")
    code: str = ""
    hint: str = ""
    clause: str = ""


def page(found: paging.Page[V], shape: Callable[[V], T], /) -> dict[str, Any]:
    """Answer with one page of things, each in its shape."""
    return {"items": [shape(item) for item in found.items], "next": written_cursor(found.last)}


def whole(items: list[Any], /) -> dict[str, Any]:
    """Answer with a list that always fits one page."""
    return {"items": items, "next": None}


def written_cursor(last: str, /) -> str | None:
    """Write a position so that nobody is tempted to build one."""
    return base64.urlsafe_b64encode(f"after:{last}".encode()).decode().rstrip("=") if last else None


def read_cursor(cursor: str, /) -> str:
    """Read a position.

    Raises:
        PositionUnknown: The text is not a cursor given out here.
    """
    if not cursor:
        return ""
    try:
        kind, _, last = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        kind, last = "", ""
    if kind != "after" or not last or "\x00" in last:
        raise PositionUnknown("The cursor is not one given out here.", hint="Begin again without a cursor.")
    return last
