"""``goodstanding scan`` as the outside contract describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goodstanding.cli import main
from tests.cli.running import goodstanding
from tests.core.policy.sample import written

OFFER = "长期收购公众号，价格面议，加微信 demo_88888"
GOOD = json.dumps({"id": "good", "text": "今天天气不错"}, ensure_ascii=False).encode() + b"\n"


@pytest.fixture(scope="module", autouse=True)
def _small_pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let calls that name no pack use the sample, which compiles at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOODSTANDING_PACK", str(written(tmp_path_factory.mktemp("pack"))))
        yield


def scan(data: bytes, *options: str) -> Result:
    return CliRunner().invoke(main, ["scan", *options], input=data)


def outcomes(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_short_form_gives_one_outcome_with_clause_and_spans() -> None:
    result = scan(json.dumps({"id": "1", "text": OFFER}).encode())

    [outcome] = outcomes(result)
    [violation] = outcome["violations"]
    assert 0 == result.exit_code
    assert ("1", "accepted", "review", False) == tuple(outcome[key] for key in ("event_id", "status", "suggestion", "degraded"))
    assert ("account-trading.offer", "PA21:18(8)", "account_trading") == (
        violation["rule"],
        violation["clause"],
        violation["label"],
    )
    assert all(OFFER[span["start"] : span["end"]] == span["text"] for span in violation["spans"])
    assert ["suspected-account-trading"] == outcome["labels"]
    assert (None, None, "sample@2026.11.1") == (outcome["case"], outcome["evaluation"], outcome["pack"])


def test_a_full_event_is_read_with_its_fields() -> None:
    event = {
        "specversion": "1.0",
        "id": "e-1",
        "source": "/platform/web",
        "type": "content.published",
        "time": "2026-11-23T08:00:00+08:00",
        "subject": "acct-42",
        "data": {"content_id": "c-1", "body": OFFER},
    }

    [outcome] = outcomes(scan(json.dumps(event).encode()))

    assert ["account-trading.offer"] == [violation["rule"] for violation in outcome["violations"]]


def test_outcomes_keep_the_order_of_the_input() -> None:
    lines = b"".join(
        json.dumps({"id": str(number), "text": OFFER if number % 3 else "好"}).encode() + b"\n" for number in range(30)
    )

    assert [str(number) for number in range(30)] == [outcome["event_id"] for outcome in outcomes(scan(lines))]


def test_the_same_event_again_is_a_duplicate_with_the_first_outcome() -> None:
    data = json.dumps({"id": "1", "text": OFFER}).encode() + b"\n" + json.dumps({"id": "1", "text": "改了"}).encode()

    first, second = outcomes(scan(data))

    assert {**first, "status": "duplicate"} == second


def test_another_field_may_hold_the_text() -> None:
    [outcome] = outcomes(scan(json.dumps({"id": "1", "content": OFFER}).encode(), "--field", "content"))

    assert 1 == len(outcome["violations"])


def test_acts_before_the_regulation_are_not_judged_by_it() -> None:
    early = {"id": "1", "text": OFFER, "time": "2021-02-21T23:59:59+08:00"}
    first_day = {"id": "2", "text": OFFER, "time": "2021-02-21T16:00:00Z"}

    before, after = outcomes(scan(json.dumps(early).encode() + b"\n" + json.dumps(first_day).encode()))

    assert ("pass", "review") == (before["suggestion"], after["suggestion"])


BAD = {
    "not json": (b"oops", "not JSON"),
    "a list": (b"[1]", "an event is a JSON object"),
    "id is a number": (b'{"id": 1, "text": "a"}', "/id: id must be text"),
    "no text": (b'{"id": "1"}', "no field “text”"),
    "NUL": (b'{"id": "1", "text": "a\\u0000b"}', "/text: the text holds a NUL"),
    "raw NUL": (b'{"id": "1", "text": "a\x00b"}', "raw NUL"),
    "lone surrogate": (b'{"id": "1", "text": "\\udc00"}', "half a surrogate pair"),
    "bad UTF-8": (b'{"id": "1", "text": "\xff"}', "not UTF-8"),
    "nested 1,000 deep": (b'{"id": "1", "text": "a", "x": ' + b"[" * 1000 + b"]" * 1000 + b"}", "nested more than"),
    "far future": (b'{"id": "1", "text": "a", "time": "3000-01-01T00:00:00Z"}', "in the future"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named_and_the_others_proceed(name: str, tmp_path: Path) -> None:
    line, reason = BAD[name]
    file = tmp_path / "events.jsonl"
    file.write_bytes(GOOD + line + b"\n" + GOOD.replace(b"good", b"last"))

    result = CliRunner().invoke(main, ["scan", str(file)])

    assert 3 == result.exit_code
    assert ["good", "last"] == [outcome["event_id"] for outcome in outcomes(result)]
    assert result.stderr.startswith(f"{file}:2: ")
    assert reason in result.stderr


def test_a_line_of_ten_megabytes_is_evaluated() -> None:
    text = "春眠不觉晓，处处闻啼鸟。" * 280_000

    [outcome] = outcomes(scan(json.dumps({"id": "1", "text": text + OFFER}, ensure_ascii=False).encode()))

    assert "account-trading.offer" in {violation["rule"] for violation in outcome["violations"]}


def test_unknown_types_and_fields_are_reported() -> None:
    event = {"specversion": "1.0", "id": "1", "source": "/s", "type": "live.started", "colour": "red"}

    [outcome] = outcomes(scan(json.dumps(event).encode()))

    assert "accepted" == outcome["status"]
    assert {"/type: unknown event type “live.started”, kept.", "/colour: unknown attribute, kept."} <= set(outcome["notes"])


def test_empty_input_is_no_events() -> None:
    result = scan(b"\n\n")

    assert (0, "") == (result.exit_code, result.stdout)


@pytest.mark.parametrize("arguments", [["/nowhere/events.jsonl"], ["--pack", "/nowhere"], ["--format", "xml"], ["--nonsense"]])
def test_a_wrong_call_exits_with_two(arguments: list[str]) -> None:
    assert 2 == scan(b"", *arguments).exit_code


@pytest.mark.parametrize(
    ("form", "start"), [("table", "EVENT ID"), ("csv", "event_id,status"), ("json", "["), ("html", "<!DOCTYPE")]
)
def test_outcomes_are_printed_in_the_form_asked_for(form: str, start: str) -> None:
    assert scan(GOOD, "--format", form).stdout.startswith(start)


def test_the_shipped_pack_is_used_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOODSTANDING_PACK")

    [outcome] = outcomes(scan(json.dumps({"id": "1", "text": OFFER}).encode()))

    assert ("hold", "cn-public-accounts@2026.11.1") == (outcome["suggestion"], outcome["pack"])


def test_scan_never_loads_django() -> None:
    starter = (
        "import sys; from goodstanding.cli import main; main(standalone_mode=False); "
        "sys.exit(9 if any(name.split('.')[0] in ('django', 'ninja', 'granian') for name in sys.modules) else 0)"
    )

    assert 0 == goodstanding("scan", stdin=GOOD, starter=starter).code


def test_standard_input_and_files_may_be_mixed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(GOOD)

    ran = goodstanding("scan", str(tmp_path / "a.jsonl"), "-", stdin=GOOD.replace(b"good", b"piped"))

    assert ["good", "piped"] == [json.loads(line)["event_id"] for line in ran.out.splitlines()]
