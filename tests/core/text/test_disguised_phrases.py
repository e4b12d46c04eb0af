"""Phrases found through disguises with several readings, and honest sentences that only look or sound like them."""

from __future__ import annotations

import pytest

from goodstanding.core.text.disguised_phrases import DisguisedPhrases
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.readings import EVERY, How, default_readings

PHRASES = (
    "加微信",
    "微信",
    "扣扣群",
    "刷单返利",
    "银行流水",
    "代开发票",
    "张三丰",
    "qq群",
    "网络赌博",
    "好评返现",
    "收购公众号",
    "黑女侠",
)
SHORT = {"微信"}


@pytest.fixture(scope="module")
def bank() -> DisguisedPhrases:
    return DisguisedPhrases(PHRASES, allowed=[EVERY if phrase in SHORT else None for phrase in PHRASES])


def readings(bank: DisguisedPhrases, text: str) -> set[tuple[str, str, How]]:
    """Return (what is written, phrase, how) for a text."""
    normal = normalise(text)
    return {(normal.text[one.start : one.end], bank.phrases[one.index], one.how) for one in bank.find(normal)}


@pytest.mark.parametrize(
    ("text", "written", "phrase", "how"),
    [
        ("想了解的加危信详谈", "加危信", "加微信", How.HOMOPHONE),
        ("家薇芯领资料", "家薇芯", "加微信", How.HOMOPHONE),
        ("诚招刷丹反利,在家就能做", "刷丹反利", "刷单返利", How.HOMOPHONE),
        ("需要带开发漂的老板看过来", "带开发漂", "代开发票", How.HOMOPHONE),
        ("v信同号", "v信", "微信", How.HOMOPHONE),
        ("➕薇❤了解", "➕薇❤", "加微信", How.EMOJI),
        ("jia weixin领取", "jia weixin", "加微信", How.PINYIN),
        ("jiaweixin领取", "jiaweixin", "加微信", How.PINYIN),
        ("加wei信领取", "加wei信", "加微信", How.PINYIN),
        ("收购gong zhong hao,高价", "收购gong zhong hao", "收购公众号", How.PINYIN),
        ("弓长三丰", "弓长三丰", "张三丰", How.SPLIT_GLYPH),
        ("加彳山兀攵信", "加彳山兀攵信", "加微信", How.SPLIT_GLYPH),
        ("代开发覀示,先开后付", "代开发覀示", "代开发票", How.SPLIT_GLYPH),
        ("网赌络博平台", "网赌络博", "网络赌博", How.SHUFFLED),
        ("做sdfl的来", "sdfl", "刷单返利", How.INITIALS),
        ("嘿汝侠主播", "嘿汝侠", "黑女侠", How.LOOK_ALIKE),
        ("网格赌博 网络睹博", "网络睹博", "网络赌博", How.HOMOPHONE),
    ],
)
def test_disguise_is_read_as_its_phrase(bank: DisguisedPhrases, text: str, written: str, phrase: str, how: How) -> None:
    assert (written, phrase, how) in readings(bank, text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("家 薇 芯", "加微信"),
        ("刷-丹*反-利", "刷单返利"),
        ("jia危❤", "加微信"),
        ("刷dan返禾刂", "刷单返利"),
        ("網絡睹博", "网络赌博"),
        ("ｊｉａ危信", "加微信"),
    ],
)
def test_stacked_disguises_are_read(bank: DisguisedPhrases, text: str, phrase: str) -> None:
    assert phrase in {read for _, read, _ in readings(bank, text)}


@pytest.mark.parametrize(
    "text",
    [
        "增加威信,提高公信力",
        "他在村里很有威信",
        "女子单打决赛今晚进行",
        "请认真核对银行流水",
        "她微笑着相信了我的话",
        "在家为人民服务",
        "网络上博主赌气说不更新了",
        "公司开发票据系统",
        "SDFL是一家学会的缩写",
        "he said jia was busy",
        "8月8日加68人",
        "弓长一米六",
        "微信支付已开通",
    ],
)
def test_ordinary_words_are_not_read_as_phrases(bank: DisguisedPhrases, text: str) -> None:
    assert set() == readings(bank, text)


def test_phrase_written_as_it_is_is_left_to_the_literal_search(bank: DisguisedPhrases) -> None:
    assert set() == readings(bank, "加微信,刷单返利,代开发票")


def test_short_phrases_are_read_only_where_asked_for() -> None:
    assert not DisguisedPhrases(["微信"]).find(normalise("危信"))
    assert DisguisedPhrases(["微信"], allowed=[{How.HOMOPHONE}]).find(normalise("危信"))


def test_a_reading_that_is_not_allowed_is_not_given() -> None:
    only_pinyin = DisguisedPhrases(["刷单返利"], allowed=[{How.PINYIN}])

    assert not only_pinyin.find(normalise("刷丹反利"))
    assert only_pinyin.find(normalise("shuadan返利"))


def test_emoji_that_seems_an_ornament_is_read_too(bank: DisguisedPhrases) -> None:
    normal = normalise("联系 薇❤ 号")

    assert "薇号" in normal.text
    assert ["薇❤"] == [normal.original[one.first : one.last] for one in bank.find(normal)]


@pytest.mark.parametrize("text", ["数字tv信号稳定", "第168届", "看tv信心足"])
def test_letter_or_digit_of_a_longer_word_is_not_read(bank: DisguisedPhrases, text: str) -> None:
    assert set() == readings(bank, text)


def test_phrases_that_sound_alike_are_all_found() -> None:
    both = DisguisedPhrases(["代开发票", "代开发漂"])

    assert [0, 1] == sorted(one.index for one in both.find(normalise("带开发嫖")))


def test_further_sounds_of_a_phrase_are_tried() -> None:
    assert DisguisedPhrases(["银行转账"]).find(normalise("淫航转帐"))


@pytest.mark.parametrize("phrases", [(), ("",), ("a",), ("微",), ("\ud800x",), ("，，，",), ("x" * 500,), ("微" * 500,)])
def test_any_phrase_can_be_in_a_bank(phrases: tuple[str, ...]) -> None:
    normal = normalise("加薇信 weixin 😀")

    assert [] == DisguisedPhrases(phrases).find(normal)
    assert DisguisedPhrases(phrases, allowed=[EVERY] * len(phrases)).find(normal) is not None


def test_readings_by_default_depend_on_the_length() -> None:
    assert default_readings("信") == frozenset()
    assert default_readings("微信") == {How.SPLIT_GLYPH}
    assert How.HOMOPHONE in default_readings("加微信")
    assert How.INITIALS not in default_readings("加微信")
    assert How.INITIALS in default_readings("刷单返利")
    assert default_readings("vip") == frozenset()
