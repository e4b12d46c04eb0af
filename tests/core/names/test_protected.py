"""Protected names are found in disguise, ordinary names are left alone, and each match shows what reads as what."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.core.names.container import UnreadableNames
from goodstanding.core.names.protected import ProtectedNames
from goodstanding.core.names.values import Disguise, NameKind, ProtectedName
from tests.core.names.register import ENTRIES, best, register

NAMES = register()
PIECES = st.sampled_from(["示例", "大学", "官方", "shi", "li", "x", "·", " ", "学", "報", "Ⅷ", "🐔", "1", "生活", "\ud800", "й"])


@pytest.mark.parametrize(
    ("name", "protected", "how"),
    [
        ("示例大学", "示例大学", Disguise.EXACT),
        ("示例大學", "示例大学", Disguise.TRADITIONAL),
        ("示 例 大 学", "示例大学", Disguise.SPACING),
        ("示·例·大·学", "示例大学", Disguise.SPACING),
        ("示、例、大、学", "示例大学", Disguise.SPACING),
        ("示\u200b例大学", "示例大学", Disguise.SPACING),
        ("式例大学", "示例大学", Disguise.HOMOPHONE),
        ("示列大学", "示例大学", Disguise.LOOK_ALIKE),
        ("演示晚抿", "演示晚报", Disguise.LOOK_ALIKE),
        ("示亻列大学", "示例大学", Disguise.LOOK_ALIKE),
        ("shilidaxue", "示例大学", Disguise.PINYIN),
        ("shi li大学", "示例大学", Disguise.STACKED),
        ("示例da学", "示例大学", Disguise.PINYIN),
        ("官方示例大学", "示例大学", Disguise.ADDED_WORDS),
        ("示例大学官方订阅号", "示例大学", Disguise.ADDED_WORDS),
        ("示例官方大学", "示例大学", Disguise.ADDED_WORDS),
        ("北京示例大学资讯中心", "示例大学", Disguise.ADDED_WORDS),
        ("样例人民政府", "样例市人民政府", Disguise.DROPPED_WORDS),
        ("示例大", "示例大学", Disguise.DROPPED_WORDS),
        ("式·例·大·学官方", "示例大学", Disguise.STACKED),
        ("样例市人民正府發布", "样例市人民政府", Disguise.STACKED),
        ("ＤＥＭＯ新聞網", "Demo新闻网", Disguise.STACKED),
    ],
)
def test_every_disguise_is_found_and_named(name: str, protected: str, how: Disguise) -> None:
    match = best(NAMES, name)

    assert (protected, how) == (match.entry.name, match.how)


@pytest.mark.parametrize(
    "name",
    [
        "大学",
        "人民政府",
        "晚报",
        "大学生活",
        "新闻网",
        "爱做饭的小王",
        "第一医院旁的面馆",
        "职业技术",
        "养生",
        "",
        " ",
        "示",
        "·",
    ],
)
def test_ordinary_names_pass(name: str) -> None:
    assert () == NAMES.match(name)


def test_more_of_its_own_makes_a_name_less_alike() -> None:
    alone, with_word, with_more = (
        best(NAMES, name, threshold=0.3).score for name in ("示例大学", "示例大学官方", "示例大学旁的烧烤摊")
    )

    assert alone > with_word > with_more


def test_each_span_says_what_reads_as_what() -> None:
    match = best(NAMES, "官方·式例dà学")

    told = [(span.text, span.protected_text, span.disguise) for span in match.spans]
    assert [
        ("官方", "", Disguise.ADDED_WORDS),
        ("式", "示", Disguise.HOMOPHONE),
        ("例", "例", Disguise.EXACT),
        ("dà", "大", Disguise.PINYIN),
        ("学", "学", Disguise.EXACT),
    ] == told


def test_sentences_are_whole_in_both_languages() -> None:
    match = best(NAMES, "式例大学")

    assert "读音相同或相近" in match.sentence.zh
    assert "sounds like the protected name “示例大学”" in match.sentence.en


@given(st.lists(PIECES, max_size=12).map("".join))
def test_spans_quote_both_names_exactly(name: str) -> None:
    for match in NAMES.match(name, threshold=0.4):
        for span in match.spans:
            assert (span.text, span.protected_text) == (
                name[span.start : span.end],
                match.entry.name[span.protected_start : span.protected_end],
            )


@given(st.text(max_size=80))
def test_any_text_is_answered_within_bounds(name: str) -> None:
    assert all(0.76 <= match.score <= 1.0 for match in NAMES.match(name))


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_a_name_with_two_units_reads_as_itself(name: str) -> None:
    entry = ProtectedName(name, NameKind.CLOSED, "D-1")
    found = ProtectedNames.build([entry]).match(name)

    assert found == () or (1.0, entry) == (found[0].score, found[0].entry)


def test_order_of_the_register_changes_no_answer() -> None:
    backwards = ProtectedNames.build(reversed(ENTRIES))

    assert NAMES.match("式例大学官方", threshold=0.3) == backwards.match("式例大学官方", threshold=0.3)


def test_added_name_is_found_at_once() -> None:
    names = register()
    fresh = ProtectedName("样例新增账号", NameKind.CLOSED, "D-2")

    names.add([fresh])

    assert fresh == best(names, "样利新增账号").entry


def test_withdrawn_name_is_free_at_once() -> None:
    names = register()

    names.discard([ENTRIES[5]])

    assert () == names.match("某某养生课堂")


def test_withdrawn_name_can_be_added_again() -> None:
    names = register()
    names.discard([ENTRIES[5]])

    names.add([ENTRIES[5]])

    assert ENTRIES[5] == best(names, "某某养生课堂").entry


def test_saved_register_answers_the_same(tmp_path: Path) -> None:
    names = register()
    names.add([ProtectedName("样例新增账号", NameKind.CLOSED, "D-2")])
    names.discard([ENTRIES[0]])

    names.save(tmp_path / "names.bin")
    opened = ProtectedNames.open(tmp_path / "names.bin")

    assert list(names.entries()) == list(opened.entries())
    assert names.match("样利新增账号官方") == opened.match("样利新增账号官方")


def test_empty_register_holds_nothing(tmp_path: Path) -> None:
    ProtectedNames.build([]).save(tmp_path / "names.bin")

    assert () == ProtectedNames.open(tmp_path / "names.bin").match("示例大学")


@pytest.mark.parametrize("content", [b"", b"GSNAMES\x01", b"something else entirely", b"GSNAMES\x01" + b"\xff" * 64])
def test_broken_file_is_named_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "names.bin").write_bytes(content)

    with pytest.raises(UnreadableNames, match=r"names\.bin"):
        ProtectedNames.open(tmp_path / "names.bin")


def test_file_cut_short_is_refused(tmp_path: Path) -> None:
    register().save(tmp_path / "names.bin")
    whole = (tmp_path / "names.bin").read_bytes()
    (tmp_path / "names.bin").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(UnreadableNames):
        ProtectedNames.open(tmp_path / "names.bin")
