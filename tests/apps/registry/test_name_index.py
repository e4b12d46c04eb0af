"""The index of names follows the register: what is entered is matched, what is withdrawn is not, whatever the order."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import name_index
from goodstanding.apps.registry.name_index import compile_names, current_names
from goodstanding.apps.registry.name_records import NewName
from goodstanding.apps.registry.reading.names import protected_names
from goodstanding.apps.registry.services.name_register import protect_names, withdraw_name
from goodstanding.cli import names as cli

pytestmark = pytest.mark.django_db
NAMES = ("示例理工大学", "样例晚报", "演示市图书馆", "示例牌电器", "样例歌手甲")


def entered(name: str, at: datetime) -> str:
    made = protect_names([NewName(name, "trademark", "示例名录")], actor=SYSTEM, at=at)
    return made[0] if made else ""


def exact(name: str) -> bool:
    return any(match.entry.name == name and match.score == 1 for match in current_names().match(name))


@given(steps=st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), max_size=8))
@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rq031_index_holds_exactly_what_is_in_force(steps: list[tuple[str, bool]], at: datetime) -> None:
    with transaction.atomic():
        held: dict[str, str] = {}
        for name, is_entered in steps:
            if is_entered:
                held[name] = entered(name, at) or held[name]
            elif name in held:
                withdraw_name(held.pop(name), why="示例", actor=SYSTEM, at=at)
            assert [name in held for name in NAMES] == [exact(name) for name in NAMES]
        transaction.set_rollback(True)


def test_change_that_was_undone_is_not_matched(at: datetime) -> None:
    with transaction.atomic():
        entered(NAMES[0], at)
        exact(NAMES[0])
        transaction.set_rollback(True)
    entered(NAMES[1], at)

    assert (False, True) == (exact(NAMES[0]), exact(NAMES[1]))


def test_fresh_process_maps_the_compiled_file_and_catches_up(
    at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_index, "_folder", lambda: tmp_path)
    entered(NAMES[0], at)
    compile_names()
    entered(NAMES[1], at)
    name_index._HELD.clear()

    found = [exact(name) for name in NAMES[:3]]

    assert ([True, True, False], 1) == (found, len(list(tmp_path.glob("*.compiled"))))


def test_damaged_file_is_passed_over(at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_index, "_folder", lambda: tmp_path)
    entered(NAMES[0], at)
    compile_names()
    for path in tmp_path.glob("*.compiled"):
        path.write_bytes(b"no index")
    name_index._HELD.clear()

    assert exact(NAMES[0])


def test_file_of_names_is_imported_with_bad_lines_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("start_records", "require_migrated"):
        monkeypatch.setattr(cli, name, lambda: None)
    file = tmp_path / "register.csv"
    file.write_text(
        "name,kind,source\n示例理工大学,university,示例名录\n样例晚报,no-such,示例名录\n演示市图书馆,government,\n", "utf-8"
    )

    done = CliRunner().invoke(cli.command, ["import", str(file), "--source", "演示来源"])

    assert (3, "2 entered, 0 there already, 1 refused") == (done.exit_code, done.stdout.strip().splitlines()[-1])
    assert "register.csv:3" in done.stderr
    assert {"示例名录", "演示来源"} == {one.source for one in protected_names()}
