"""``goodstanding ingest`` and ``goodstanding replay``: what they print and how they exit."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.ingest.models import StoredEvent
from goodstanding.apps.policies.models import ClauseVersion
from goodstanding.cli import ingest as ingest_module
from goodstanding.cli.ingest import command as ingest
from goodstanding.cli.replay import command as replay
from tests.apps.screening.test_replay import triggers_set_aside
from tests.factories.events import post

pytestmark = pytest.mark.usefixtures("pack")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def run(*files: Path | str, text: bytes | None = None) -> Result:
    return CliRunner().invoke(ingest, [str(file) for file in files], input=text)


def lines(*events: object) -> bytes:
    return b"\n".join(event if isinstance(event, bytes) else msgspec.json.encode(event) for event in events) + b"\n"


def test_each_event_has_one_outcome_line_in_order(file: Path) -> None:
    file.write_bytes(lines(post("e-1"), b"", post("e-2", "收购公众号")))

    result = run(file)

    assert 0 == result.exit_code
    assert ["e-1", "e-2"] == [msgspec.json.decode(line)["event_id"] for line in result.stdout.splitlines()]
    assert "2 accepted, 0 known already, 0 refused" in result.stderr


def test_second_run_changes_nothing(file: Path) -> None:
    file.write_bytes(lines(post("e-1"), {"id": "e-2", "text": "收购公众号"}))
    run(file)

    result = run(file)

    assert (0, 2) == (result.exit_code, StoredEvent.objects.count())
    assert "0 accepted, 2 known already, 0 refused" in result.stderr
    assert "another body" not in result.stdout


def test_bad_line_is_named_and_the_good_ones_are_taken(file: Path) -> None:
    file.write_bytes(lines(post("e-1"), b"{", post("e-2", data={"body": 7}), post("e-3")))

    result = run(file)

    assert (3, 2) == (result.exit_code, StoredEvent.objects.count())
    assert f"{file}:2: the line is not JSON: Input data was truncated." in result.stderr
    assert f"{file}:3: /data/body: must be text or null, not a number." in result.stderr


def test_standard_input_is_read(file: Path) -> None:
    result = run("-", text=lines({"id": "e-1", "text": "今天天气不错。"}))

    assert (0, 1) == (result.exit_code, StoredEvent.objects.count())


def test_missing_file_is_a_wrong_call() -> None:
    result = run("/nowhere/events.jsonl")

    assert 2 == result.exit_code
    assert "No such file" in result.stderr


def test_many_lines_are_taken_in_batches(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest_module, "BATCH_EVENTS", 3)
    file.write_bytes(lines(*(post(f"e-{n}", subject=f"acct-{n}") for n in range(10))))

    assert (0, 10) == (run(file).exit_code, StoredEvent.objects.count())


def test_replay_of_an_untouched_decision_exits_0(file: Path) -> None:
    file.write_bytes(lines(post("e-1", "示例博彩平台")))
    run(file)
    ref = enforcement.decisions_of("acct-1")[0].ref

    result = CliRunner().invoke(replay, [ref])

    assert 0 == result.exit_code
    assert f"{ref}: derived again byte for byte" in result.stdout


def test_replay_shows_a_diff_and_exits_1(file: Path) -> None:
    file.write_bytes(lines(post("e-1", "示例博彩平台")))
    run(file)
    ref = enforcement.decisions_of("acct-1")[0].ref
    with triggers_set_aside():
        ClauseVersion.objects.update(text="改过的条文")

    result = CliRunner().invoke(replay, [ref])

    assert 1 == result.exit_code
    assert "+改过的条文" in result.stdout


def test_replay_of_an_unknown_decision_is_a_wrong_call() -> None:
    assert 2 == CliRunner().invoke(replay, ["D-0"]).exit_code
