"""``goodstanding pack``: lint, test, diff, show and docs, with their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodstanding.cli import main
from tests.core.policy.sample import spoilt, written


def pack(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["pack", *map(str, arguments)])


def test_a_good_pack_passes_lint_and_test(tmp_path: Path) -> None:
    written(tmp_path)

    assert (0, 0) == (pack("lint", tmp_path).exit_code, pack("test", tmp_path).exit_code)


def test_a_typo_fails_lint_with_its_place(tmp_path: Path) -> None:
    result = pack("lint", written(tmp_path, spoilt("rules/trading.yaml", "severity:", "severety:")))

    assert 1 == result.exit_code
    assert "rules/trading.yaml:7:5: error: unknown key “severety”." in result.stdout


def test_a_signal_that_cannot_be_built_fails_lint(tmp_path: Path) -> None:
    result = pack("lint", written(tmp_path, spoilt("signals.yaml", "phrase_bank", "phrase_bnak")))

    assert 1 == result.exit_code
    assert "there is no such kind of signal" in result.stdout


def test_lint_prints_problems_for_programs(tmp_path: Path) -> None:
    written(tmp_path, spoilt("rules/trading.yaml", "queue: ordinary", "queue: other"))

    [problem] = json.loads(pack("lint", tmp_path, "--format", "json").stdout)

    assert ("error", "rules/trading.yaml", 2, "queue_exists") == tuple(
        problem[key] for key in ("severity", "file", "line", "check")
    )


def test_a_broken_promise_fails_test(tmp_path: Path) -> None:
    result = pack("test", written(tmp_path, spoilt("cases/trading.yaml", "今天天气不错", "出售公众号")))

    assert 1 == result.exit_code
    assert "account-trading.offer “普通文章”: expected miss, found hit." in result.stdout
    assert "2 of 3 cases passed." in result.stdout


def test_diff_names_what_changed(tmp_path: Path) -> None:
    old = written(tmp_path / "old")
    new = written(tmp_path / "new", spoilt("rules/trading.yaml", "score: 0.9", "score: 0.8"))

    result = pack("diff", old, new)

    assert 0 == result.exit_code
    assert "~ rule account-trading.offer\n    score: 0.9 → 0.8\n" in result.stdout


def test_diff_of_equal_packs_is_empty(tmp_path: Path) -> None:
    assert "no changes." in pack("diff", written(tmp_path / "a"), written(tmp_path / "b")).stdout


def test_show_prints_one_rule_with_its_clause(tmp_path: Path) -> None:
    result = pack("show", written(tmp_path), "account-trading.offer")

    assert 0 == result.exit_code
    assert "> 违规批量注册、囤积或者非法交易买卖公众账号；" in result.stdout


def test_show_lists_rules_where_none_is_named(tmp_path: Path) -> None:
    assert "account-trading.offer" in pack("show", written(tmp_path)).stdout


def test_show_of_an_unknown_rule_suggests_one(tmp_path: Path) -> None:
    result = pack("show", written(tmp_path), "account-trading.ofer")

    assert 2 == result.exit_code
    assert "Did you mean account-trading.offer?" in result.stderr


def test_docs_writes_one_page_for_each_rule(tmp_path: Path) -> None:
    pack("docs", written(tmp_path / "pack"), "--out", tmp_path / "pages")

    assert (tmp_path / "pages/rules/account-trading.offer.md").is_file()
    assert "[`account-trading.offer`](rules/account-trading.offer.md)" in (tmp_path / "pages/index.md").read_text(
        encoding="utf-8"
    )


def test_a_rule_can_be_read_by_machines(tmp_path: Path) -> None:
    result = pack("show", written(tmp_path), "account-trading.offer", "--format", "json")

    [rule] = json.loads(result.stdout)
    assert ("account-trading.offer", True, True) == (rule["rule"], "PA21:18(8)" in rule["clause_texts"], bool(rule["cases"]))


def test_a_pack_that_cannot_be_meant_is_refused_with_the_place(tmp_path: Path) -> None:
    written(tmp_path, spoilt("banks/offers.yaml", "entries:", "entires:"))

    result = pack("show", tmp_path)

    assert (2, True) == (result.exit_code, "First: banks/offers.yaml:" in result.stderr)


def test_examples_of_a_pack_with_a_typo_fail_with_its_place(tmp_path: Path) -> None:
    written(tmp_path, spoilt("banks/offers.yaml", "entries:", "entires:"))

    result = pack("test", tmp_path)

    assert (1, True) == (result.exit_code, "banks/offers.yaml:" in result.stderr)


@pytest.mark.parametrize("verb", ["lint", "test", "show", "docs"])
def test_a_directory_that_is_no_pack_is_a_wrong_call(verb: str, tmp_path: Path) -> None:
    assert 2 == pack(verb, tmp_path).exit_code


def test_help_lists_commands_without_importing_them() -> None:
    result = CliRunner().invoke(main, ["--help"])

    assert 0 == result.exit_code
    assert {"scan", "check-text", "pack"} <= set(result.stdout.split())


def test_broken_promise_of_a_bank_is_told_with_its_place(tmp_path: Path) -> None:
    written(tmp_path, spoilt("banks/offers.yaml", "entries:", "examples: {hits: [今天天气不错]}\nentries:"))

    result = pack("test", tmp_path)

    assert 1 == result.exit_code
    assert "banks/offers.yaml:1: bank offers “今天天气不错”: expected hit, found miss." in result.stdout
