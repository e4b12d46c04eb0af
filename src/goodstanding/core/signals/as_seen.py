"""Reading a document as it is seen: where a right-to-left override turns a text around, signals read it in that order too."""

from __future__ import annotations

import msgspec

from goodstanding.core.signals.base import Document, Reading, Span
from goodstanding.core.text.visual import OVERRIDE, Visual, visual_order


class AsSeen:
    """A document as it is seen, and the way back to what was sent.

    Args:
        orders: By field, each text that is seen in another order than it was sent in.
    """

    __slots__ = ("_orders", "_sent", "document")

    def __init__(self, sent: Document, orders: dict[str, Visual]) -> None:
        self._sent = sent.fields
        self._orders = orders
        self.document = Document({**sent.fields, **{field: order.text for field, order in orders.items()}}, sent.facts)

    def added(self, plain: Reading, seen: Reading, /) -> Reading:
        """Return what a signal saw in either order, with the places in the text as it was sent."""
        spans = dict.fromkeys((*plain.spans, *map(self._back, seen.spans)))
        if len(spans) == len(plain.spans) and seen.score <= plain.score:
            return plain
        ordered = sorted(spans, key=_by_place)
        return Reading(plain.signal, max(plain.score, seen.score), tuple(ordered), max(plain.count, seen.count))

    def _back(self, span: Span) -> Span:
        order = self._orders.get(span.field)
        if order is None:
            return span
        start, end = order.sent_span(span.start, span.end)
        return msgspec.structs.replace(span, start=start, end=end, text=self._sent[span.field][start:end])


def as_seen(document: Document, /) -> AsSeen | None:
    """Return a document as it is seen, or None where that is as it was sent, which costs a glance at each field."""
    orders = {
        field: order for field, text in document.fields.items() if OVERRIDE in text and (order := visual_order(text)) is not None
    }
    return AsSeen(document, orders) if orders else None


def _by_place(span: Span) -> tuple[str, int, int]:
    return span.field, span.start, span.end
