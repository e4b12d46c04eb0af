"""The service agreement at the command line: checked for its subjects, published, listed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from goodstanding.cli import main
from tests.django_ready import _database_asked_for  # noqa: F401  sets Django up

pytestmark = pytest.mark.django_db
SLOTS = ("publishing_permission", "account_management", "inactivity", "termination", "appeal", "data")


def written(folder: Path, **changed: object) -> str:
    """Write an agreement that deals with everything, with changes."""
    from goodstanding.apps.common.clock import LOCAL, now

    body = {
        "version": "2099.1",
        "effective_from": now().astimezone(LOCAL).date() + timedelta(days=30),
        "material": True,
        "clauses": {slot: f"第{slot}条" for slot in SLOTS},
        "zh": " ".join(f"第{slot}条" for slot in SLOTS),
        "en": "An agreement.",
    } | changed
    (folder / "agreement.yaml").write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    return str(folder / "agreement.yaml")


@pytest.mark.parametrize("slot", SLOTS)
def test_rq013_lint_names_each_subject_that_is_missing(tmp_path: Path, slot: str) -> None:
    clauses = {name: f"第{name}条" for name in SLOTS if name != slot}

    result = CliRunner().invoke(main, ["agreement", "lint", written(tmp_path, clauses=clauses)])

    assert (1, True, 1) == (result.exit_code, f": {slot}: " in result.stdout, len(result.stdout.splitlines()))


def test_rq013_agreement_without_a_subject_is_not_published(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["agreement", "publish", written(tmp_path, zh="空")])

    assert (1, True) == (result.exit_code, "appeal" in result.output)


def test_agreement_is_published_and_listed(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["agreement", "publish", written(tmp_path)])

    (row,) = json.loads(CliRunner().invoke(main, ["agreement", "list", "--format", "json"]).stdout)
    assert (0, "2099.1", True, False) == (made.exit_code, row["version"], row["material"], row["in_effect"])
