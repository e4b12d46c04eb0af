"""Findings from files: one JSON line each, as the contract of findings says and every detector writes. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from goodstanding.apps.integrity.errors import FindingUnfit
from goodstanding.apps.integrity.values import NewFinding

LONGEST = 2_097_152
"""Characters a line may have."""


class _Line(msgspec.Struct, frozen=True, rename={"since": "from", "until": "to"}):
    detector: str
    kind: str
    accounts: list[str]
    contents: list[str]
    since: datetime
    until: datetime
    score: float
    evidence: dict[str, Any]
    clause: str


def finding_of(line: str, /) -> NewFinding:
    """Read one line.

    Raises:
        FindingUnfit: It is no finding; says what is wrong.
    """
    if len(line) > LONGEST:
        raise FindingUnfit(f"The line has more than {LONGEST} characters.", hint="Name the closest; count the others.")
    try:
        found = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, RecursionError) as fault:
        raise FindingUnfit(f"This is no finding: {fault}", hint="See the contract of findings.") from fault
    return NewFinding(
        detector=found.detector,
        kind=found.kind,
        accounts=tuple(dict.fromkeys(found.accounts)),
        contents=tuple(dict.fromkeys(found.contents)),
        since=_zoned(found.since),
        until=_zoned(found.until),
        score=found.score,
        clause=found.clause,
        evidence=found.evidence,
    )


def _zoned(at: datetime) -> datetime:
    """Read a time without a zone as UTC, the lake's own."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
