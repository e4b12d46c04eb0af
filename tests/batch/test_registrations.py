"""Registrations of the lake that hang together are found with every edge explained; ordinary ones are not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from goodstanding.cli import main
from goodstanding.core.scoring.rings import Trace, find_rings
from goodstanding.demo.registrations import simulated_registrations

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("ibis")

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Row = tuple[str, datetime, dict[str, Any]]


def lake(directory: Path, rows: list[Row]) -> Path:
    """Write registrations (account, time, data) as a lake of one day."""
    folder = directory / "events" / "day=2026-11-23"
    folder.mkdir(parents=True)
    columns: dict[str, list[Any]] = {
        "id": [f"e-{number}" for number in range(len(rows))],
        "source": ["/demo"] * len(rows),
        "type": ["account.registered"] * len(rows),
        "time": [at.replace(tzinfo=None) for _, at, _ in rows],
        "subject": [account for account, _, _ in rows],
        "data": [json.dumps(data) for _, _, data in rows],
    }
    pq.write_table(pa.table(columns), folder / "part.parquet")
    return directory


def findings(directory: Path, engine: str = "duckdb") -> list[dict[str, Any]]:
    result = CliRunner().invoke(main, ["detect", "registrations", "--events", str(directory), "--engine", engine])
    assert 0 == result.exit_code, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def farm(n: int, **origin: Any) -> list[Row]:
    return [(f"acct-{i}", NOON + timedelta(hours=i), {"name": f"示例{i}", "origin": origin}) for i in range(n)]


def test_rq042_ring_of_the_lake_lists_its_edges_and_why(tmp_path: Path) -> None:
    rows = [*farm(5, device="v", phone_prefix="p"), ("acct-x", NOON, {"origin": {"device": "w"}})]

    (finding,) = findings(lake(tmp_path, rows))

    assert ("registrations", "ring", "PA21:10.3", []) == tuple(finding[key] for key in ("detector", "kind", "clause", "contents"))
    assert [f"acct-{i}" for i in range(5)] == finding["accounts"]
    assert {"device", "phone_prefix"} == {why["kind"] for why in finding["evidence"]["edges"][0]["why"]}


def test_burst_that_is_no_ring_is_told_beside(tmp_path: Path) -> None:
    (finding,) = findings(lake(tmp_path, farm(8, phone_prefix="p")))

    assert ("burst", 8, 6) == (
        finding["kind"],
        len(finding["accounts"]),
        finding["evidence"]["bursts"][0]["limit"],
    )


def test_accounts_of_one_operator_are_one_subject(tmp_path: Path) -> None:
    rows = [(account, at, data | {"operator": "O-1"}) for account, at, data in farm(8, document="d")]

    assert [] == findings(lake(tmp_path, rows))


def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    rows: list[Row] = [("a", NOON, {"origin": "text"}), ("b", NOON, {"origin": {"device": 7, "other": "x"}}), ("c", NOON, {})]

    assert [] == findings(lake(tmp_path, rows))


def test_lake_and_online_code_find_the_same_rings(tmp_path: Path) -> None:
    made = simulated_registrations(singles=300, rings=8, seed=3, start=NOON)
    told: dict[str, tuple[datetime, dict[str, str]]] = {}
    for trace in made.traces:
        told.setdefault(trace.subject, (trace.at, {}))[1][trace.kind] = trace.value
    rows: list[Row] = [(who, at, {"origin": values}) for who, (at, values) in told.items()]
    online = find_rings(Trace(who, kind, value, at) for who, (at, values) in told.items() for kind, value in values.items())

    found = [finding for finding in findings(lake(tmp_path, rows)) if finding["kind"] == "ring"]

    assert [list(ring.subjects) for ring in online] == [finding["accounts"] for finding in found]


@pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed")
def test_both_engines_find_the_same(tmp_path: Path) -> None:
    rows = farm(6, device="v", phone_prefix="p", network="n")

    directory = lake(tmp_path, rows)

    assert findings(directory) == findings(directory, engine="spark")
