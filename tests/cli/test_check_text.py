"""``goodstanding check-text``: an author sees the hits, the clause and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from goodstanding.cli import main
from tests.core.policy.sample import written

OFFER = "第一行\n长期收购公众号，价格面议，加微信 demo_88888"


@pytest.fixture(scope="module", autouse=True)
def _small_pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let calls that name no pack use the sample, which compiles at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOODSTANDING_PACK", str(written(tmp_path_factory.mktemp("pack"))))
        yield


def check(text: bytes, *options: str) -> Result:
    return CliRunner().invoke(main, ["check-text", *options], input=text)


def test_a_hit_carries_clause_text_spans_and_advice() -> None:
    result = check(OFFER.encode(), "--format", "json")

    [hit] = json.loads(result.stdout)
    assert 1 == result.exit_code
    assert ("PA21:18(8)", "违规批量注册、囤积或者非法交易买卖公众账号；") == (hit["clause"], hit["clause_text"])
    assert [2] == [span["line"] for span in hit["spans"]]
    assert "建议" == hit["advice"]


def test_advice_comes_in_english_too() -> None:
    [hit] = json.loads(check(OFFER.encode(), "--format", "json", "--language", "en").stdout)

    assert "What to do" == hit["advice"]


def test_a_clean_text_exits_with_zero() -> None:
    result = check("今天天气不错".encode())

    assert (0, "") == (result.exit_code, result.stdout)
    assert "Nothing found by sample@2026.11.1" in result.stderr


def test_bytes_that_are_no_text_are_named_by_line() -> None:
    result = check(b"a\nb\xff")

    assert 3 == result.exit_code
    assert "-:2: the text is not UTF-8: byte 0xff at byte 4." in result.stderr


def test_nul_in_a_text_is_named() -> None:
    result = check(b"a\x00b")

    assert 3 == result.exit_code
    assert "holds a NUL character at position 1" in result.stderr


def test_a_missing_file_is_a_wrong_call() -> None:
    assert 2 == CliRunner().invoke(main, ["check-text", "/nowhere.txt"]).exit_code
