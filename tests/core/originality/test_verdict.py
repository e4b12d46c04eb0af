"""Overlap is not sameness: what counts as copying, and what is excused with its reason."""

from __future__ import annotations

import re

import pytest

from goodstanding.core.originality.alignment import align
from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.verdict import SamenessVerdict, judge
from goodstanding.core.text.normalise import normalise
from tests.factories.articles import Newsroom


def judged(examined: str, earlier: str, **known: object) -> SamenessVerdict:
    return judge(align(normalise(examined), normalise(earlier)), Context(examined, earlier, **known))  # type: ignore[arg-type]


@pytest.fixture
def article(newsroom: Newsroom) -> str:
    return newsroom.article(letters=700).text


@pytest.fixture
def other(newsroom: Newsroom) -> str:
    return newsroom.article(letters=900).text


def codes(verdict: SamenessVerdict) -> list[str]:
    return [exclusion.code for exclusion in verdict.exclusions]


def test_a_copy_with_other_punctuation_is_exact(article: str) -> None:
    assert "exact_copy" == judged(article.replace("，", ", "), article).kind


def test_a_copy_with_a_few_words_changed_is_a_light_edit(newsroom: Newsroom) -> None:
    article = newsroom.article(letters=700)

    assert "light_edit" == judged(newsroom.rewritten(article, share=0.05, moved=0).text, article.text).kind


@pytest.mark.parametrize("share", [0.3, 0.5])
def test_synonyms_and_moved_sentences_are_a_rewriting(newsroom: Newsroom, share: float) -> None:
    article = newsroom.article(letters=900)

    assert "rewriting" == judged(newsroom.rewritten(article, share=share).text, article.text).kind


def test_a_paragraph_in_an_article_of_ones_own_is_borrowed(article: str, other: str) -> None:
    verdict = judged(other + article[100:275] + other[::-1], article)

    assert "borrowed_passage" == verdict.kind
    assert verdict.letters < 180


def test_an_article_around_an_earlier_paragraph_is_borrowed(article: str, other: str) -> None:
    assert "borrowed_passage" == judged(other + article[100:275], article[100:275]).kind


def test_strangers_are_nothing(article: str, other: str) -> None:
    verdict = judged(other, article)

    assert ("none", 0.0, ()) == (verdict.kind, verdict.score, verdict.passages)


def test_a_shared_headline_is_nothing() -> None:
    assert "none" == judged("今天天气很好", "今天天气很好").kind


def test_two_sentences_of_the_same_words_are_nothing() -> None:
    one, other = "他们的乐队在北方的小镇演出,主唱是来自南方海岛的女子。", "主唱是来自北方小镇的女子,他们的乐队在南方海岛演出。"

    verdict = judged(one, other)

    assert "none" == verdict.kind


def test_a_series_of_one_account_is_no_copying(article: str) -> None:
    verdict = judged(article, article, examined_account="a-1", earlier_account="a-1")

    assert ("none", ["same_account"]) == (verdict.kind, codes(verdict))


@pytest.mark.parametrize(("known", "code"), [({"licence": "L-1"}, "licensed"), ({"whitelisted": True}, "whitelisted")])
def test_allowed_reuse_is_no_copying(article: str, known: dict[str, object], code: str) -> None:
    verdict = judged(article, article, **known)

    assert ("none", [code]) == (verdict.kind, codes(verdict))


def test_a_review_that_quotes_with_the_source_is_not_accused(article: str, other: str) -> None:
    quoted = article[50:200].replace("\n", "")

    verdict = judged(f"{other[:400]}示例作者在《样例随笔》中写道：“{quoted}”{other[400:]}", article)

    assert ("none", ["quotation"]) == (verdict.kind, codes(verdict))
    assert "样例随笔" in verdict.exclusions[0].sentence("zh")


def test_quotation_marks_without_a_source_excuse_nothing(article: str, other: str) -> None:
    verdict = judged(f"{other[:400]}“{article[50:230]}”{other[400:]}", article)

    assert "borrowed_passage" == verdict.kind


def test_naming_the_source_of_a_whole_reprint_excuses_nothing(article: str) -> None:
    assert "light_edit" == judged(f"来源：样例晚报\n{article}", article).kind


def test_articles_of_a_law_belong_to_nobody(article: str, other: str) -> None:
    law = "".join(f"第{n}条 {article[40 * i : 40 * i + 38]}。\n" for i, n in enumerate("一二三四五六七"))

    verdict = judged(other + "\n" + law, law)

    assert ("none", ["law_text"]) == (verdict.kind, codes(verdict))


def test_a_public_notice_belongs_to_nobody(article: str) -> None:
    notice = f"示例市样例局关于演示事项的公告\n现将演示安排公告如下：{article[:400]}\n特此公告。\n样例〔2026〕3号"

    verdict = judged(notice, notice)

    assert ("none", ["public_document"]) == (verdict.kind, codes(verdict))


def test_bulletins_of_one_form_with_other_data_are_no_copying() -> None:
    form = (
        "样例站{d}日{h}时发布：昨日最高气温{a}度，最低气温{b}度，降水量{c}毫米，相对湿度百分之{e}，东南风{f}级。"
        "预计今天白天到夜间天气与昨日相近，请市民外出时留意天气变化，合理安排出行时间，注意交通安全，"
        "老人和儿童应当适当减少户外活动，农户请做好大棚通风和田间排水，渔船请留意海上风浪。空气质量指数{g}，紫外线指数{i}。"
    )
    one = form.format(d=3, h=8, a=21, b=12, c=4, e=66, f=3, g=48, i=5)
    two = form.format(d=9, h=17, a=28, b=19, c=0, e=51, f=2, g=73, i=7)

    verdict = judged(two, one, examined_account="a-1", earlier_account="a-2")

    assert ("none", ["form_text"]) == (verdict.kind, codes(verdict))


def test_a_law_that_is_only_cited_excuses_nothing(article: str, other: str) -> None:
    comment = "。".join(f"{sentence}，见第{n}条" for n, sentence in zip("三五七九二四六八", article.split("。"), strict=False))

    assert judged(other + comment, comment).is_copying


def test_a_standing_notice_at_the_end_does_not_count(article: str, other: str) -> None:
    footer = (
        "\n免责声明：本页内容仅供演示,不构成任何建议,据此操作风险自担,本账号不承担由此产生的任何责任。转载请联系样例邮箱取得授权,"
        "欢迎投稿,长按识别下方图案加入样例读者群,与更多朋友一起交流,觉得有用请分享给身边的人,我们下期再见,祝大家生活愉快。"
    )

    verdict = judged(other + footer, article + footer)

    assert ("none", ["footer"]) == (verdict.kind, codes(verdict))


def test_verse_quoted_in_an_article_does_not_count(other: str) -> None:
    song = "\n".join(other[12 * n : 12 * n + 11].replace("。", "").replace("，", "") for n in range(14))

    verdict = judged(f"{other[::-1]}\n{song}\n{other[::-1]}", song)

    assert ("none", ["verse"]) == (verdict.kind, codes(verdict))


def test_an_article_in_short_lines_is_not_verse(article: str) -> None:
    lines = article.replace("，", "\n").replace("。", "。\n")

    assert "exact_copy" == judged(lines, article).kind


def test_a_list_of_ingredients_belongs_to_nobody(other: str) -> None:
    names = re.findall("[一-鿿]{4}", other)[:12]
    amounts = "，".join(f"{name}{10 * n + 5}克" for n, name in enumerate(names))
    recipe = f"用料：{amounts}，盐少许，糖适量，水200毫升，搅拌3分钟，静置20分钟。"

    verdict = judged(other + recipe, recipe)

    assert ("none", ["recipe"]) == (verdict.kind, codes(verdict))


def test_common_wording_of_the_index_does_not_count(article: str, other: str) -> None:
    examined = other + article[:150]

    verdict = judged(examined, article, common=((len(other), len(examined)),))

    assert ("none", ["boilerplate"]) == (verdict.kind, codes(verdict))


def test_an_excused_passage_does_not_excuse_the_rest(article: str, other: str) -> None:
    examined = other + f"《样例随笔》中写道：“{article[:120]}”" + other[::-1] + article[300:480]

    verdict = judged(examined, article)

    assert ("borrowed_passage", ["quotation"]) == (verdict.kind, codes(verdict))
    assert 1 == len(verdict.passages)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_verdict_says_what_it_found(article: str, other: str, language: str) -> None:
    for verdict in (judged(article, article), judged(other, article), judged(article, article, licence="L-1")):
        sentence = verdict.sentence(language)

        assert sentence
        assert "{" not in sentence
        assert bool(re.search("[一-鿿]", sentence)) == (language == "zh")
