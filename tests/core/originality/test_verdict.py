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


NOTICE = (
    "经查,当日19时许,驾驶人因操作不当,车辆驶上人行道,造成三人受伤,均已送医,暂无生命危险。经检测,驾驶人排除酒后驾驶嫌疑。"
    "目前案件正在进一步调查中,请广大市民不信谣、不传谣,共同维护清朗的网络环境。"
)
ONE = "昨夜的一条消息把不少人从睡意里拽了出来。记者多方打听,把目前能确认的情况整理如后,供读者参考。\n"
OTHER = "事情的起因并不复杂,一夜之间评论已经超过两万条。我们第一时间联系了有关方面,得到的答复是这样的。\n"


@pytest.mark.parametrize(
    "led_in",
    [
        "示例市公安局发布情况通报:{}",
        "据示例市公安局通报,{}",
        "示例市公安局回应称:“{}”",
        "通报全文如下:\n{}\n示例市公安局",
        "示例市公安局发布情况通报\n{}\n示例市公安局\n2026年11月3日",
    ],
)
def test_an_announcement_that_two_reports_pass_on_was_copied_by_neither(led_in: str) -> None:
    report = f"{ONE}{led_in.format(NOTICE)}\n记者在现场看到,周边秩序已经恢复,几位店主正在清扫门前的碎屑。"

    verdict = judged(f"{OTHER}示例市公安局在官方微博通报:{NOTICE}", report)

    assert ("none", ["passed_on"]) == (verdict.kind, codes(verdict))


def test_a_report_reprinted_with_its_announcement_is_copying(article: str) -> None:
    report = f"{article[:300]}\n据示例市公安局通报,{NOTICE}\n{article[300:]}"

    assert judged(f"荐读\n{report}", report).is_copying


def test_a_form_filled_with_something_else_is_no_copying() -> None:
    form = (
        "【招聘】\n单位名称:{}\n招聘岗位:{}\n任职要求:{}\n工作地点:{}\n联系人:{}\n"
        "报名方式:简历请投递至招聘邮箱,邮件标题注明姓名加应聘岗位,合适者三个工作日内通知面试,未录用者资料代为保密,本启事长期有效。"
    )
    one = form.format("示例食品厂", "仓库管理员", "身体健康,能适应倒班", "示例东区", "王女士")
    two = form.format("样例药房", "收银员", "熟练使用办公软件者优先", "样例河口", "赵经理")

    assert ("none", ["labelled_form"]) == (judged(two, one).kind, codes(judged(two, one)))
    assert judged("转发\n" + one, one).is_copying


def test_one_sentence_whole_and_unbroken_in_another_short_text_is_copied() -> None:
    line = "渡口停航之后,船老大在岸上开了一间小店,柜台是用旧船板钉的,上面还留着编号。"

    assert "light_edit" == judged("【摘抄】" + line, line).kind
    assert "none" == judged("【摘抄】" + line.replace("船老大", "老木匠"), line).kind


def test_a_copy_of_what_many_have_copied_is_no_boilerplate(article: str) -> None:
    halves = ((0, len(article) // 2), (len(article) // 2 + 5, len(article)))

    assert "exact_copy" == judged(article, article, common=halves).kind


def test_a_source_that_is_nobody_excuses_nothing(article: str, other: str) -> None:
    verdict = judged(f"{other}\n{article[:140]}\n来源:网络", article)

    assert "borrowed_passage" == verdict.kind
