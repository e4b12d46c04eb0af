"""The rules on names: what is brought before a person, with which clause, and the one thing that is refused."""

from __future__ import annotations

import pytest

from goodstanding.core.kernel.clauses import ClauseRef
from goodstanding.core.names.rules import Applicant, NameFinding, Outcome, check_name
from goodstanding.core.names.sentences import codes, sentence
from tests.core.names.register import register

NAMES = register()
PERSON = Applicant("person", verified_name="某甲")


def findings(name: str, applicant: Applicant = PERSON) -> tuple[NameFinding, ...]:
    return check_name(name, applicant=applicant, matches=NAMES.match(name))


@pytest.mark.parametrize(
    ("name", "rule", "quote"),
    [
        ("中国美食地图", "state", "中国"),
        ("中國美食地圖", "state", "中國"),
        ("国 家 机 密", "state", "国 家"),
        ("热点头条君", "news", "头条"),
        ("小城要闻", "news", "要闻"),
        ("小城官方", "official", "官方"),
        ("小城交警", "organ", "交警"),
        ("成都市", "place", "成都市"),
        ("杭州", "place", "杭州"),
        ("杭州发布", "place", "杭州"),
        ("我在杭州市吃面", "place", "杭州市"),
        ("小号13800000000", "contact", "13800000000"),
        ("小号vx：abcdefg", "contact", "vx：abcdefg"),
        ("去看example.com", "contact", "example.com"),
    ],
)
def test_each_rule_quotes_the_name_as_sent(name: str, rule: str, quote: str) -> None:
    found = [(one.rule, one.text, name[one.start : one.end]) for one in findings(name)]

    assert (rule, quote, quote) in found


@pytest.mark.parametrize("name", ["爱做饭的小王", "杭州小笼包做法", "晨跑日记", "读书会", "数学老师李", "2026考研笔记"])
def test_ordinary_names_are_given_without_a_look(name: str) -> None:
    assert () == findings(name)


def test_verified_holder_bears_the_words_of_its_name() -> None:
    organ = Applicant("government", verified_name="样例市人民政府", entitled=frozenset({"样例市人民政府"}))

    assert () == findings("样例市人民政府", organ)


def test_company_named_with_a_word_of_state_keeps_it() -> None:
    company = Applicant("enterprise", verified_name="中国演示集团有限公司")

    assert () == findings("中国演示", company)


def test_licensed_media_may_call_itself_news() -> None:
    assert () == findings("小城要闻", Applicant("enterprise", licences=("news:internet-news-information",)))


def test_official_word_beside_the_verified_name_is_borne_out() -> None:
    assert () == findings("演示汽车官方", Applicant("enterprise", verified_name="演示汽车有限公司"))


def test_lookalike_of_a_protected_name_goes_to_a_person() -> None:
    (found,) = [one for one in findings("式例大学") if one.rule == "protected"]

    assert ("PA21:8.2", Outcome.PERSON) == (found.clause, found.outcome)


def test_holder_of_a_protected_name_passes() -> None:
    assert () == findings("示例大学", Applicant("public_institution", holder_refs=frozenset({"op-1"})))


def test_letter_on_file_lets_a_protected_name_pass() -> None:
    assert () == findings("示例大学", Applicant("person", entitled=frozenset({"示例大学"})))


def test_exact_closed_name_is_refused_citing_the_closure() -> None:
    (found,) = findings("某某养生课堂")

    assert ("closed", "PA21:8.3", Outcome.REFUSED) == (found.rule, found.clause, found.outcome)
    assert "D-DEMO1" in found.reason.en


@pytest.mark.parametrize("name", ["某某养生课堂官方", "某某养身课堂", "某 某 养 生 课 堂", "某某養生課堂"])
def test_near_closed_name_is_checked_again_never_refused(name: str) -> None:
    found = next(one for one in findings(name) if one.rule.startswith("closed"))

    assert ("closed_near", Outcome.PERSON) == (found.rule, found.outcome)


def test_nothing_but_a_closed_name_is_refused() -> None:
    names = ["中国官方头条", "示例大学", "样例市公安局", "杭州13800000000", "演示晚报官方"]

    assert set() == {one.rule for name in names for one in findings(name) if one.outcome is Outcome.REFUSED}


def test_every_finding_cites_clauses_that_can_be_read() -> None:
    found = [
        one for name in ("中国官方头条", "小城交警13800000000", "杭州", "某某养生课堂", "示例大学") for one in findings(name)
    ]

    assert all(ClauseRef.parse(ref) for one in found for ref in (one.clause, *one.also))


def test_every_sentence_is_said_in_both_languages() -> None:
    blanks = dict.fromkeys(("text", "protected", "name", "kind", "source", "how", "score", "verified"), "某")

    assert all(sentence(code, **blanks).zh and sentence(code, **blanks).en for code in codes())
