"""Long lists, a page at a time: a page begins after the last thing seen, so that what arrives meanwhile shifts nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from goodstanding.core.kernel.errors import GoodstandingError

MOST = 200
"""Things on one page."""

M = TypeVar("M", bound=Model)
T = TypeVar("T")


class PositionUnknown(GoodstandingError):
    """A page was asked for after something that is not there."""

    code = "paging:position_unknown"
    status = 422


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some things of a list, and where the next page begins.

    Args:
        last: Reference of the last item where more follow; empty at the end.
    """

    items: tuple[T, ...]
    last: str


def page_of(rows: QuerySet[M], freeze: Callable[[M], T], /, *, field: str, after: str, limit: int, order: str = "-pk") -> Page[T]:
    """Cut one page out of rows.

    Args:
        freeze: Turns a row into what other apps are shown.
        field: The column of public references.
        after: Reference of the last item of the former page; empty for the first.
        limit: 1–200.
        order: ``-pk`` for the newest first, ``pk`` for the oldest.

    Raises:
        PositionUnknown: Nothing has the reference ``after``.
    """
    size = max(1, min(limit, MOST))
    if after:
        place = rows.model._base_manager.filter(**{field: after}).values_list("pk", flat=True).first()  # noqa: SLF001
        if place is None:
            raise PositionUnknown("The cursor leads nowhere.", hint="Begin again without a cursor.")
        rows = rows.filter(**{"pk__lt" if order == "-pk" else "pk__gt": place})
    found = list(rows.order_by(order)[: size + 1])
    more = len(found) > size
    return Page(tuple(freeze(row) for row in found[:size]), str(getattr(found[size - 1], field)) if more else "")
