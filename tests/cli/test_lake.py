"""``detect`` on lakes that are none: a sentence that names what is wrong, exit code 2, never a traceback."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goodstanding.cli import main

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("ibis")

DETECTORS = ("coordination", "duplicates", "registrations")
EVENT: dict[str, list[Any]] = {
    "id": ["e-1"],
    "source": ["/demo"],
    "type": ["content.published"],
    "time": [datetime(2026, 11, 23, 12, tzinfo=UTC)],
    "subject": ["acct-1"],
    "data": ["{}"],
}


def part(directory: Path) -> Path:
    """Make the folder of a day and return the path of its only file."""
    folder = directory / "events" / "day=2026-11-23"
    folder.mkdir(parents=True)
    return folder / "part.parquet"


def detect(detector: str, lake: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["detect", detector, "--events", str(lake), *more])


@pytest.mark.parametrize("detector", DETECTORS)
@pytest.mark.parametrize("content", [b"", b"no parquet at all " * 100], ids=["empty", "binary"])
def test_a_file_that_is_no_parquet_is_named(tmp_path: Path, detector: str, content: bytes) -> None:
    part(tmp_path).write_bytes(content)

    result = detect(detector, tmp_path)

    assert (2, "", True) == (result.exit_code, result.stdout, "part.parquet" in result.stderr)


@pytest.mark.parametrize("detector", DETECTORS)
def test_missing_columns_are_named(tmp_path: Path, detector: str) -> None:
    kept = {name: column for name, column in EVENT.items() if name not in ("type", "data")}
    pq.write_table(pa.table(kept), part(tmp_path))

    result = detect(detector, tmp_path)

    assert (2, True) == (result.exit_code, "lack the columns type, data" in result.stderr)


def test_a_column_of_another_type_is_named(tmp_path: Path) -> None:
    pq.write_table(pa.table({**EVENT, "time": ["yesterday"]}), part(tmp_path))

    result = detect("registrations", tmp_path)

    assert (2, True) == (result.exit_code, "time is string, not a timestamp" in result.stderr)


@pytest.mark.parametrize("detector", DETECTORS)
def test_a_lake_without_rows_has_no_findings(tmp_path: Path, detector: str) -> None:
    pq.write_table(pa.table(EVENT).slice(0, 0), part(tmp_path))

    result = detect(detector, tmp_path)

    assert (0, "") == (result.exit_code, result.stdout)


def test_findings_that_cannot_be_written_are_told_in_a_sentence(tmp_path: Path) -> None:
    pq.write_table(pa.table(EVENT), part(tmp_path))

    result = detect("registrations", tmp_path, "--out", str(tmp_path / "nowhere" / "out.jsonl"))

    assert (2, True) == (result.exit_code, "out.jsonl: No such file or directory." in result.stderr)
