"""What was taken is shown where it stands, on both sides, in the texts as they were sent."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.originality.alignment import Alignment, align
from goodstanding.core.text.normalise import normalise
from tests.factories.articles import Newsroom

TEXT = (
    "清晨的码头上,渔船陆续靠岸,工人们把一筐筐海货搬上推车。市场里早已亮起灯,摊主们一边分拣,一边招呼熟客。"
    "到了七点,孩子们背着书包从摊前走过,有人停下来看桶里的螃蟹,惹得摊主笑着递上一只贝壳。"
)
WORDING = st.text(st.sampled_from("甲乙丙丁戊己庚辛壬癸子丑寅卯，。\n"), max_size=160)


def aligned(a: str, b: str) -> Alignment:
    return align(normalise(a), normalise(b))


def covered(spans: list[tuple[int, int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def agreement(expected: set[int], actual: set[int]) -> float:
    return 2 * len(expected & actual) / max(len(expected) + len(actual), 1)


def test_a_text_aligns_with_itself_whole() -> None:
    found = aligned(TEXT, TEXT)

    assert (1.0, 1.0, found.a_letters) == (found.a_covered, found.b_covered, found.longest_run)
    assert ["verbatim"] == [passage.kind for passage in found.passages]


def test_traditional_and_disguised_copies_align_in_their_own_offsets() -> None:
    found = aligned("前言。" + TEXT.replace("渔船", "漁船").replace("市场", "市場").replace("螃蟹", "螃★蟹"), TEXT)

    passage = found.passages[0]
    assert (3, len(TEXT) - 1) == (passage.a_start, passage.b_end)
    assert found.b_covered == 1.0


def test_replaced_words_are_named_where_they_stand() -> None:
    edited = TEXT.replace("孩子们背着书包", "学生挎着布袋")

    found = aligned(edited, TEXT)

    replaced = [(edited[c.a_start : c.a_end], TEXT[c.b_start : c.b_end]) for c in found.changes if c.kind == "replaced"]
    assert any("学生" in mine and "孩子" in theirs for mine, theirs in replaced)


def test_inserted_and_deleted_clauses_are_told_apart() -> None:
    edited = TEXT.replace("搬上推车。", "搬上推车。海风吹得人睁不开眼。").replace("一边招呼熟客", "")

    kinds = {change.kind for change in aligned(edited, TEXT).changes}

    assert {"inserted", "deleted"} <= kinds


def test_moved_sentences_do_not_keep_the_order() -> None:
    first, second, third, *_ = TEXT.split("。")

    moved = aligned(f"{third}。{second}。{first}。", TEXT)

    assert moved.order_kept < 0.7
    assert moved.a_covered > 0.95


def test_strangers_share_nothing() -> None:
    found = aligned(TEXT, "会议室里坐满了人,投影机嗡嗡作响,报告人翻到第三页,讲起去年的账目和今年的打算,台下有人低头记着。")

    assert () == found.passages


@pytest.mark.parametrize(("share", "least"), [(0.1, 0.97), (0.3, 0.95), (0.5, 0.85)])
def test_spans_of_rewritten_articles_are_found(newsroom: Newsroom, share: float, least: float) -> None:
    scores = []
    for _ in range(25):
        article = newsroom.article(letters=800)
        rewriting = newsroom.mixed(newsroom.rewritten(article, share=share), letters=600)

        found = aligned(rewriting.text, article.text)

        scores.append(agreement(covered(list(rewriting.spans)), covered([(p.a_start, p.a_end) for p in found.passages])))
    assert sum(scores) / len(scores) >= least


@given(WORDING, WORDING)
def test_spans_lie_in_their_texts_and_shares_between_nought_and_one(a: str, b: str) -> None:
    found = aligned(a, b)

    for passage in found.passages:
        assert 0 <= passage.a_start < passage.a_end <= len(a)
        assert 0 <= passage.b_start < passage.b_end <= len(b)
        assert passage.verbatim <= passage.letters or passage.kind == "rewritten"
    for share in (found.a_covered, found.b_covered, found.order_kept):
        assert 0.0 <= share <= 1.0


@pytest.mark.parametrize("text", ["", "字", "。。。", "😀", "哈" * 5000])
def test_texts_of_hardly_any_wording_are_no_trouble(text: str) -> None:
    assert aligned(text, TEXT).passages == aligned(TEXT, text).passages == ()


def test_two_copies_of_five_megabytes_are_aligned_in_seconds(newsroom: Newsroom) -> None:
    article = "".join(newsroom.article(letters=20_000).text for _ in range(85))
    began = time.process_time()

    found = aligned("序。" + article[:900_000] + "补" * 50 + article[900_000:], article)

    assert time.process_time() - began < 30
    assert found.b_covered > 0.99


def test_padding_between_the_copied_sentences_hides_nothing(newsroom: Newsroom) -> None:
    article = newsroom.article(letters=600).text
    padded = "".join(sentence + "。" + newsroom.article(letters=60).text for sentence in article.split("。"))

    assert aligned(padded, article).b_covered > 0.9


def test_latin_words_are_compared_within_their_own_sentence() -> None:
    """Found by fuzzing: the number of a word ran into the number of its sentence."""
    a = "民警提醒" + "鮟" * 23 + "i开(kai)ｅ代(dai)开(kai)代(dai)开(kai)转载自网络"
    b = "ida开(kai)ｅ代(dai)开(kai)代(dai)开转载自网络加微民警提醒" + "鮟" * 18

    found = aligned(a, b)

    assert found.passages
    assert all(0 <= one.a_start < one.a_end <= len(a) and 0 <= one.b_start < one.b_end <= len(b) for one in found.passages)
