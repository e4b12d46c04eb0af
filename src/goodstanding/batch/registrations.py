"""Which registrations of the lake hang together: rings and bursts, with every edge explained, by the same code as online.

A platform tells what a registration left in ``data.origin`` of ``account.registered``: keyed digests of its own by kind
(``device``, ``network``, ``phone_prefix``, ``document``, ``contact_domain``). The engine finds the values more than one subject
left; only these are read. Source: PA21:10.3, RQ-042
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from goodstanding.core.scoring.rings import KINDS, Burst, Edge, Ring, Trace, find_bursts, find_rings

CLAUSE = "PA21:10.3"
Finding = dict[str, Any]
_PORTION = 10_000


def find_registrations(events: Any, /) -> list[Finding]:
    """Return a finding for each ring, the largest first, then one for each burst that no ring holds.

    Args:
        events: The lake's events as an Ibis table, on any engine.
    """
    traces: list[Trace] = []
    accounts: dict[str, set[str]] = {}
    for subject, account, kind, value, at in _shared(events):
        traces.append(Trace(subject, kind, value, at))
        accounts.setdefault(subject, set()).add(account)
    rings = find_rings(traces)
    told = {burst for ring in rings for burst in ring.bursts}
    loose = [burst for burst in find_bursts(traces) if burst not in told]
    return [*(_ring(ring, accounts) for ring in rings), *(_burst_finding(burst, accounts) for burst in loose)]


def _shared(events: Any) -> Iterator[tuple[str, str, str, str, datetime]]:
    """Yield what registrations left that others left too, in a fixed order."""
    registered = events.filter(events.type == "account.registered").select("id", "source", "subject", "time", "data")
    left = registered.mutate(left=_left_function()(registered.data)).select("subject", "time", "left").unnest("left")
    counts = left.group_by("left").agg(holders=left.subject.nunique())
    rows = left.join(counts.filter(counts.holders > 1), "left").order_by("time", "subject", "left")
    for batch in rows.select("subject", "time", "left").to_pyarrow_batches(chunk_size=_PORTION):
        for row in batch.to_pylist():
            kind, value, operator = row["left"].split("\x1f", 2)
            account = row["subject"] or ""
            yield operator or account, account, kind, value, row["time"].replace(tzinfo=UTC)


def _left_function() -> Any:
    """Return what a registration left as a function the engine can call: kind, value and the operator it names."""
    import ibis.expr.datatypes as dt
    from ibis import udf

    def left(data: Any) -> Any:
        return _left(data)

    return udf.scalar.python(left, signature=((dt.string,), dt.Array(dt.string)), name="goodstanding_left")


def _left(data: str | None) -> list[str]:
    try:
        found = msgspec.json.decode(data or "null")
    except msgspec.DecodeError:
        return []
    origin = found.get("origin") if isinstance(found, dict) else None
    if not isinstance(origin, dict):
        return []
    named = found.get("operator")
    operator = named if isinstance(named, str) else ""
    return [
        f"{kind}\x1f{value}\x1f{operator}"
        for kind, value in sorted(origin.items())
        if kind in KINDS and isinstance(value, str) and value and "\x1f" not in value
    ]


def _ring(ring: Ring, accounts: dict[str, set[str]]) -> Finding:
    evidence = {
        "subjects": len(ring.subjects),
        "edges": [_edge(edge, accounts) for edge in ring.edges],
        "bursts": [_burst(burst) for burst in ring.bursts],
    }
    return _finding("ring", ring.subjects, accounts, (ring.first, ring.last), ring.score, evidence)


def _burst_finding(burst: Burst, accounts: dict[str, set[str]]) -> Finding:
    limit = KINDS[burst.kind].burst
    score = round(min(1.0, len(burst.subjects) / (4 * limit)), 2)
    return _finding("burst", burst.subjects, accounts, (burst.first, burst.last), score, {"bursts": [_burst(burst)]})


def _finding(
    kind: str,
    subjects: tuple[str, ...],
    accounts: dict[str, set[str]],
    when: tuple[datetime, datetime],
    score: float,
    evidence: dict[str, Any],
) -> Finding:
    return {
        "detector": "registrations",
        "kind": kind,
        "accounts": sorted(set[str]().union(*(accounts[subject] for subject in subjects))),
        "contents": [],
        "from": when[0].isoformat(),
        "to": when[1].isoformat(),
        "score": score,
        "evidence": evidence,
        "clause": CLAUSE,
    }


def _edge(edge: Edge, accounts: dict[str, set[str]]) -> dict[str, Any]:
    reasons = [
        {
            "kind": one.kind,
            "value": one.value,
            "points": one.points,
            "holders": one.holders,
            "hours_apart": round(one.apart.total_seconds() / 3600, 1),
            "in_burst": one.in_burst,
        }
        for one in edge.reasons
    ]
    return {"a": min(accounts[edge.a]), "b": min(accounts[edge.b]), "points": edge.points, "why": reasons}


def _burst(burst: Burst) -> dict[str, Any]:
    return {
        "kind": burst.kind,
        "value": burst.value,
        "subjects": len(burst.subjects),
        "limit": KINDS[burst.kind].burst,
        "within_hours": KINDS[burst.kind].burst_within.total_seconds() / 3600,
        "from": burst.first.isoformat(),
        "to": burst.last.isoformat(),
    }
