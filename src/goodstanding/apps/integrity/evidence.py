"""How evidence of findings is written and read back: canonical JSON, digests and places, no wording. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import msgspec
import rfc8785

from goodstanding.apps.integrity.errors import FindingUnfit
from goodstanding.apps.integrity.values import AlikeRecord, ControlLink, MetRecord

LARGEST = 1_048_576
"""Bytes evidence may take."""


def written(evidence: Mapping[str, Any], /) -> str:
    """Write evidence as canonical JSON (RFC 8785).

    Raises:
        FindingUnfit: It holds what JSON does not, or is too large.
    """
    try:
        text = rfc8785.dumps(dict(evidence)).decode()
    except (rfc8785.CanonicalizationError, TypeError, ValueError, RecursionError) as fault:
        raise FindingUnfit(
            "The evidence cannot be written as canonical JSON.", hint="Numbers up to 2^53, texts, lists."
        ) from fault
    if len(text.encode()) > LARGEST:
        raise FindingUnfit(f"The evidence takes more than {LARGEST} bytes.", hint="Name the closest; count the others.")
    return text


def written_control(links: Iterable[ControlLink], /) -> str:
    """Write control links as canonical JSON."""
    return rfc8785.dumps([msgspec.to_builtins(link) for link in links]).decode()


def digest(evidence: str, control: str, /) -> str:
    """Return the SHA-256 an observation is known by."""
    return hashlib.sha256(f"{evidence}\n{control}".encode()).hexdigest()


def read_control(text: str, /) -> tuple[ControlLink, ...]:
    """Read control links back."""
    return msgspec.json.decode(text, type=tuple[ControlLink, ...])


def read_alike(found: Mapping[str, Any], /) -> tuple[AlikeRecord, ...]:
    """Read the alike texts of evidence, as the worker or ``detect duplicates`` writes them."""
    rows = _list(found.get("alike")) or _list(found.get("copies"))
    return tuple(sorted(map(_alike, rows), key=lambda one: (-one.score, one.content_ref, one.other_ref)))


def read_met(found: Mapping[str, Any], /) -> tuple[MetRecord, ...]:
    """Read the pairs of evidence, as the worker or ``detect coordination`` writes them."""
    rows = _list(found.get("pairs"))
    return tuple(sorted(map(_met, rows), key=lambda one: (-one.shared, one.a, one.b)))


def read_limits(found: Mapping[str, Any], /) -> dict[str, int]:
    """Read the published numbers something was found by."""
    limits = found.get("limits")
    return {str(name): int(value) for name, value in limits.items() if isinstance(value, int)} if isinstance(limits, dict) else {}


def _alike(row: Mapping[str, Any]) -> AlikeRecord:
    return AlikeRecord(
        content_ref=_text(row, "content"),
        account_ref=_text(row, "account"),
        at=_instant(row.get("time")),
        other_ref=_text(row, "of"),
        kind=_text(row, "kind"),
        score=float(row["score"]) if isinstance(row.get("score"), int | float) else 0.0,
        sha256=_text(row, "sha256"),
        other_sha256=_text(row, "of_sha256"),
        passages=tuple(place for span in _list(row.get("spans")) if (place := _place(span)) is not None),
        evaluation_ref=_text(row, "evaluation"),
    )


def _met(row: Mapping[str, Any]) -> MetRecord:
    apart = row.get("apart")
    examples = tuple(_text(one, "object") for one in _list(row.get("meetings")))
    shared = row.get("shared")
    return MetRecord(
        _text(row, "a"),
        _text(row, "b"),
        shared if isinstance(shared, int) else 0,
        apart if isinstance(apart, int) else None,
        examples,
    )


def _place(span: Mapping[str, Any]) -> tuple[int, int, int, int] | None:
    places = [span.get(name) for name in ("start", "end", "of_start", "of_end")]
    numbers = [place for place in places if isinstance(place, int)]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == len(places) else None


def _list(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _instant(value: object) -> datetime | None:
    if isinstance(value, str):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    return None
