"""Findings of files come before a person once; a bad line is named and the others are kept."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goodstanding.apps.integrity.selectors import findings
from goodstanding.cli import main
from tests.factories.matters import Matters

pytestmark = pytest.mark.django_db


def line(n: int, **changes: Any) -> str:
    told: dict[str, Any] = {
        "detector": "coordination",
        "kind": "repeated",
        "accounts": [f"acct-{n}-a", f"acct-{n}-b"],
        "contents": [f"c-{n}-1", f"c-{n}-2"],
        "from": "2026-11-23T04:00:00+00:00",
        "to": "2026-11-23T05:00:00+00:00",
        "score": 0.4,
        "evidence": {"pairs": [{"a": f"acct-{n}-a", "b": f"acct-{n}-b", "shared": 4, "apart": 2}], "limits": {"objects": 3}},
        "clause": "PA21:18(4)",
    }
    return json.dumps(told | changes, ensure_ascii=False)


def imported(text: str) -> Result:
    return CliRunner().invoke(main, ["integrity", "import", "-"], input=text)


def test_each_line_becomes_a_finding_once(matters: Matters, at: datetime) -> None:
    text = f"{line(1)}\n\n{line(2)}\n{line(1)}\n"

    result = imported(text)

    assert (0, "2 kept, 1 known already, 0 refused\n") == (result.exit_code, result.stdout)
    assert [(4, 2)] * 2 == [(one.met[0].shared, one.met[0].apart) for one in findings()]


def test_importing_again_changes_nothing(matters: Matters, at: datetime) -> None:
    imported(line(1))

    assert "0 kept, 1 known already, 0 refused\n" == imported(line(1)).stdout


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '"text"',
        line(9, score="high"),
        line(9, accounts=[]),
        line(9, clause="x"),
        line(9, to="2020-01-01T00:00:00Z"),
        "9" * 5_000,
    ],
)
def test_bad_line_is_named_and_the_others_are_kept(matters: Matters, at: datetime, bad: str) -> None:
    result = imported(f"{line(1)}\n{bad}\n{line(2)}\n")

    assert (3, "2 kept, 0 known already, 1 refused\n") == (result.exit_code, result.stdout)
    assert ":2: " in result.stderr


def test_file_that_is_no_text_is_a_wrong_call(matters: Matters, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")

    result = CliRunner().invoke(main, ["integrity", "import", str(tmp_path / "x")])

    assert (2, True) == (result.exit_code, "UTF-8" in result.stderr)


def test_list_tells_links_and_standing(matters: Matters, at: datetime) -> None:
    imported(line(1))

    result = CliRunner().invoke(main, ["integrity", "list", "--status", "open", "--format", "jsonl"])

    (row,) = map(json.loads, result.stdout.splitlines())
    assert ("repeated", "open", 2, 2, 0) == tuple(row[name] for name in ("kind", "status", "accounts", "contents", "links"))
