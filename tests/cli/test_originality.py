"""``goodstanding originality`` as the outside contract describes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goodstanding.cli import main

TEXT = (
    "清晨的码头上,渔船陆续靠岸,工人们把一筐筐海货搬上推车。市场里早已亮起灯,摊主们一边分拣,一边招呼熟客。"
    "到了七点,孩子们背着书包从摊前走过,有人停下来看桶里的螃蟹,惹得摊主笑着递上一只贝壳。"
)
COPY = "【转】" + TEXT.replace("渔船", "漁船").replace("孩子们", "学生们")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def call(action: str, index: Path, *lines: dict[str, Any] | str, options: tuple[str, ...] = ()) -> Result:
    data = "".join(f"{line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    return CliRunner().invoke(main, ["originality", action, "--index", str(index), *options, "-"], input=data.encode())


@pytest.fixture
def filled(index: Path) -> Path:
    call("index", index, {"id": "c-1", "text": TEXT, "account_id": "a-1", "time": "2026-11-20T08:00:00+08:00"})
    return index


def test_originals_are_counted_as_they_are_added(index: Path) -> None:
    result = call("index", index, {"id": "c-1", "text": TEXT}, {"id": "c-2", "text": "短"})

    assert 0 == result.exit_code
    assert {"added": 2, "replaced": 0, "unchanged": 0, "refused": 0, "texts": 2} == json.loads(result.stdout)


def test_adding_the_same_file_again_changes_nothing(filled: Path) -> None:
    result = call("index", filled, {"id": "c-1", "text": TEXT, "account_id": "a-1"})

    assert (1, 1) == (json.loads(result.stdout)["unchanged"], json.loads(result.stdout)["texts"])


def test_a_copy_is_shown_with_spans_on_both_sides(filled: Path) -> None:
    result = call("query", filled, {"id": "c-9", "text": COPY, "account_id": "a-9"})

    (row,) = map(json.loads, result.stdout.splitlines())
    assert 1 == result.exit_code
    assert ("c-9", "c-1", "a-1", "light_edit") == (row["id"], row["match"], row["account"], row["kind"])
    (passage,) = row["passages"]
    assert COPY[passage["a"]["start"] : passage["a"]["end"]] == passage["a"]["text"]
    assert TEXT[passage["b"]["start"] : passage["b"]["end"]] == passage["b"]["text"]
    assert "漁船" in passage["a"]["text"]


def test_a_stranger_is_found_nowhere(filled: Path) -> None:
    result = call("query", filled, {"id": "c-9", "text": "会议室里坐满了人,投影机嗡嗡作响,报告人翻到第三页。"})

    assert (0, "") == (result.exit_code, result.stdout)


def test_a_series_of_one_account_is_no_copying_and_says_why(filled: Path) -> None:
    line = {"id": "c-2", "text": COPY, "account_id": "a-1"}

    silent, told = call("query", filled, line), call("query", filled, line, options=("--all", "--language", "en"))

    assert (0, "", 0) == (silent.exit_code, silent.stdout, told.exit_code)
    row = json.loads(told.stdout)
    assert ("none", "same_account") == (row["kind"], row["exclusions"][0]["code"])
    assert "same account" in row["why"]


def test_a_text_does_not_match_itself(filled: Path) -> None:
    assert "" == call("query", filled, {"id": "c-1", "text": TEXT}).stdout


def test_events_and_text_files_are_taken_too(filled: Path, tmp_path: Path) -> None:
    event = {
        "specversion": "1.0",
        "id": "e-1",
        "source": "/platform",
        "type": "content.published",
        "time": "2026-11-23T08:00:00+08:00",
        "subject": "a-3",
        "data": {"content_id": "c-7", "body": COPY},
    }
    file = tmp_path / "copy.txt"
    file.write_text(COPY, encoding="utf-8")

    from_event = call("query", filled, event)
    from_file = CliRunner().invoke(main, ["originality", "query", "--index", str(filled), str(file)])

    assert "c-7" == json.loads(from_event.stdout)["id"]
    assert str(file) == json.loads(from_file.stdout)["id"]


def test_refused_lines_are_named_and_the_good_ones_processed(index: Path) -> None:
    result = call("index", index, {"id": "c-1", "text": TEXT}, "not json", {"id": "x" * 400, "text": "好"})

    assert 3 == result.exit_code
    assert "-:2:" in result.stderr
    assert 2 == json.loads(result.stdout)["added"]


def test_an_absent_index_is_a_wrong_call(index: Path) -> None:
    result = call("query", index, {"id": "c-1", "text": TEXT})

    assert 2 == result.exit_code
    assert "no similarity index" in result.stderr


def test_a_damaged_index_is_named_and_rebuilt(filled: Path) -> None:
    call("index", filled, options=("--compact",))
    (segment,) = filled.glob("*.gss")
    segment.write_bytes(b"")

    refused = call("query", filled, {"id": "c-9", "text": COPY})
    rebuilt = call("index", filled, options=("--rebuild",))

    assert (2, 0) == (refused.exit_code, rebuilt.exit_code)
    assert segment.name in refused.stderr
    assert 1 == call("query", filled, {"id": "c-9", "text": COPY}).exit_code


def test_what_a_rebuild_could_not_save_is_told(filled: Path) -> None:
    (journal,) = filled.glob("*.gsj")
    journal.write_bytes(journal.read_bytes()[:-10])

    result = call("index", filled, options=("--rebuild",))

    assert 1 == result.exit_code
    assert journal.name in result.stderr


def test_a_text_without_a_time_is_not_said_to_be_of_now(index: Path) -> None:
    call("index", index, {"id": "c-1", "text": TEXT})

    (row,) = map(json.loads, call("query", index, {"id": "c-9", "text": COPY}).stdout.splitlines())

    assert row["published_at"] is None


@pytest.mark.parametrize("form", ["table", "json", "csv", "html"])
def test_matches_are_printed_in_every_form(filled: Path, form: str) -> None:
    result = call("query", filled, {"id": "c-9", "text": COPY}, options=("--format", form))

    assert 1 == result.exit_code
    assert "light_edit" in result.stdout
