"""The answer to one event, in the shape the outside contract fixes.

Source: CONTRACT §3.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from goodstanding.core.signals.base import Span


class OutcomeViolation(msgspec.Struct, frozen=True, gc=False):
    """One rule that held: ``score`` is 0.0–1.0, ``start`` and ``end`` of spans are code points of the field as sent."""

    rule: str
    clause: str
    label: str
    score: float
    spans: tuple[Span, ...] = ()


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What Goodstanding says of one event.

    Args:
        error: Why the event was rejected; absent otherwise.
        case: Reference of the case opened or joined; null without a database.
        evaluation: Reference of the stored evaluation; null without a database.
        notes: What was kept but not understood; absent when there was nothing.
    """

    event_id: str
    status: Literal["accepted", "duplicate", "rejected"]
    suggestion: Literal["pass", "review", "hold"] = "pass"
    degraded: bool = False
    violations: tuple[OutcomeViolation, ...] = ()
    labels: tuple[str, ...] = ()
    case: str | None = None
    evaluation: str | None = None
    pack: str | None = None
    error: str | msgspec.UnsetType = msgspec.UNSET
    notes: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


def rejected(event_id: str, /, *, error: str) -> Outcome:
    """Answer an input that is not an event.

    Args:
        event_id: The id the sender gave, or an empty string where it could not be read.
        error: One sentence that names the place.
    """
    return Outcome(event_id=event_id, status="rejected", error=error)


def repeated(first: Outcome, /) -> Outcome:
    """Answer an event sent again: the first outcome, marked as a duplicate."""
    return msgspec.structs.replace(first, status="duplicate")


def encode(outcome: Outcome, /) -> bytes:
    """Encode an outcome as one line of JSON, without the line end."""
    return msgspec.json.encode(outcome)
