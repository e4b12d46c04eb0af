"""What one evaluation says, in a form that can be stored, shown, and derived again byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from goodstanding.core.signals.base import Reading, Span
from goodstanding.core.text.patterns import well_formed


class Violation(msgspec.Struct, frozen=True, gc=False):
    """A rule that held, with what caused it.

    Args:
        clause: The first (principal) clause of the rule; ``clauses`` holds all.
        score: 0.0–1.0.
        spans: Evidence in offsets of the fields as they were sent.
    """

    rule: str
    clause: str
    label: str
    score: float
    spans: tuple[Span, ...]
    clauses: tuple[str, ...]
    severity: str
    queue: str
    suggestion: Literal["pass", "review", "hold"]


class Evaluation(msgspec.Struct, frozen=True, gc=False):
    """The engine's whole answer about one event.

    Args:
        facts: The facts live rules read, as they were found; a missing one is absent here and listed in ``missing``.
        readings: What signals saw, by name. One that saw nothing is absent, like one that was not asked: neither can
            have decided anything else. A failed or input-less one is listed in ``failed``.
        violations: Live rules that held, in pack order.
        shadow: Ids of shadow rules that held: recorded, never acted on.
        unknown: Ids of live rules whose condition could not be known.
        degraded: True when a signal a live condition read failed, or when an unknown rule could have held. A degraded outcome
            may open a case; it never holds or restricts. A signal read for evidence alone degrades nothing.
        suggestion: The gravest of the violations' suggestions, ``hold`` softened to ``review`` when degraded.
    """

    event_id: str
    event_type: str
    pack: str
    digest: str
    facts: Mapping[str, Any]
    missing: tuple[str, ...]
    readings: Mapping[str, Reading]
    failed: Mapping[str, str]
    violations: tuple[Violation, ...]
    shadow: tuple[str, ...]
    unknown: tuple[str, ...]
    degraded: bool
    suggestion: Literal["pass", "review", "hold"]
    labels: tuple[str, ...]


def canonical_bytes(evaluation: Evaluation, /) -> bytes:
    """Encode an evaluation so that equal evaluations give equal bytes: sorted keys, UTF-8, no white space.

    A lone surrogate in a text fact, which UTF-8 cannot hold, is written as U+FFFD.
    """
    try:
        return msgspec.json.encode(evaluation, order="sorted")
    except UnicodeEncodeError:
        return msgspec.json.encode(_encodable(msgspec.to_builtins(evaluation)), order="sorted")


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, dict):
        return {_encodable(key): _encodable(inner) for key, inner in value.items()}
    return [_encodable(inner) for inner in value] if isinstance(value, list | tuple) else value
