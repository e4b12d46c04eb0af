"""The grades at the command line: counts, an explanation, a table as YAML, a proposal and its diff."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodstanding.cli import main
from tests.django_ready import _database_asked_for  # noqa: F401  sets Django up
from tests.factories.matters import ACCOUNT, Matters

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters() -> Matters:
    from goodstanding.apps.common import clock
    from goodstanding.apps.registry.services.grading import grade_accounts
    from tests.factories.matters import publish, seed_matters

    found = seed_matters(at=clock.now() - timedelta(days=1))
    for n in range(5):
        publish(f"c-more-{n}", body=f"【示例】第 {n} 篇。", at=clock.now() - timedelta(hours=1))
    grade_accounts(at=clock.now())
    return found


def called(*words: str) -> Result:
    return CliRunner().invoke(main, ["grades", *words])


def test_accounts_are_counted_by_grade(matters: Matters) -> None:
    rows = json.loads(called("show", "--format", "json").stdout)

    assert {"a": 1, "b": 0, "c": 0, "none": 1} == {row["grade"]: row["accounts"] for row in rows}


def test_rq016_each_input_of_an_account_is_printed(matters: Matters) -> None:
    result = called("show", ACCOUNT, "--format", "json")

    assert ["quality", "reach", "credit"] == [row["input"] for row in json.loads(result.stdout)]
    assert None is json.loads(result.stdout)[2]["points"]


def test_account_without_a_grade_is_said(matters: Matters) -> None:
    assert 1 == called("show", "nobody").exit_code


def test_rq017_table_goes_out_comes_back_and_is_compared(matters: Matters, tmp_path: Path) -> None:
    from goodstanding.apps.common import clock

    table = called("table").stdout.replace("verification_months: 12", "verification_months: 9")
    (tmp_path / "table.yaml").write_text(table, encoding="utf-8")
    day = (clock.now() + timedelta(days=10)).date().isoformat()
    made = called("propose", str(tmp_path / "table.yaml"), "--version", "v2", "--from", day, "--reasons", "示例")

    (row,) = json.loads(called("diff", "v2", "--format", "json").stdout)

    assert (0, ACCOUNT, "12>9") == (made.exit_code, row["account"], row["months"])


def test_table_that_cannot_be_used_is_refused_in_a_sentence(matters: Matters, tmp_path: Path) -> None:
    (tmp_path / "table.yaml").write_text("window_days: 0\n", encoding="utf-8")

    result = called("propose", str(tmp_path / "table.yaml"), "--version", "v2", "--from", "2099-01-01", "--reasons", "示例")

    assert 1 == result.exit_code
    assert "A table has" in result.stderr
