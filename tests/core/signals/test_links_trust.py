"""What a link looks like: a citation, a front door, a shortener, a name thrown away after use, a disguise."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.core.signals.link_finder import FINDER, Writing
from goodstanding.core.signals.link_forms import forms
from goodstanding.core.signals.link_trust import DISGUISED, THROW_AWAY, trust_lost
from goodstanding.core.signals.links import Links
from goodstanding.core.signals.waking import may_hold_links
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.patterns import encoded
from tests.core.signals.conformance import read, signal_of


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("place", range(len(forms())))
@given(data=st.data())
def test_whatever_a_form_matches_wakes_the_finder(place: int, data: st.DataObject) -> None:
    written = data.draw(st.from_regex(re.compile(forms()[place], re.ASCII), fullmatch=True)).replace(
        "\v", " "
    )  # RE2 knows no vertical tab

    assert may_hold_links(encoded(written))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("官网ｄｅｍｏ。ｃｏｍ", "ｄｅｍｏ。ｃｏｍ"),
        ("搜demо.com", "demо.com"),
        ("www·demo·com", "www·demo·com"),
        ("demo9. com", "demo9. com"),
        ("demo[.]com", "demo[.]com"),
        ("demo dot com", "demo dot com"),
        ("hxxps://demo.com/a", "hxxps://demo.com/a"),
        ("d\u200be\u200bm\u200bo.com", "d\u200be\u200bm\u200bo.com"),
        ("dd86q。t0p", "dd86q。t0p"),
        ("demo8点top", "demo8点top"),
    ],
)
def test_a_domain_in_disguise_is_seen_as_one(text: str, span: str) -> None:
    (link,) = FINDER.find(normalise(text))

    assert (Writing.DISGUISED, span) == (link.writing, text[link.start : link.end])


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("见https://demo.com/a?b=1。The end", "https://demo.com/a?b=1"),
        ("https://demo.com/a，详情", "https://demo.com/a"),
        ("http://1.2.3.4/x", "http://1.2.3.4/x"),
        ("打开1.2.3.4:8080", "1.2.3.4:8080"),
        ("示例.中国", "示例.中国"),
        ("demo.com.abcd", "demo.com"),
        ("https：//demo.com/b", "https：//demo.com/b"),
    ],
)
def test_a_link_ends_where_its_address_does(text: str, span: str) -> None:
    assert [span] == [text[link.start : link.end] for link in FINDER.find(normalise(text))]


@pytest.mark.parametrize("text", ["他说。中国队赢了", "9点30分开会,票价3.5元", "node.js 和 vue.js", "第2.1节"])
def test_ordinary_sentences_hold_no_link(text: str) -> None:
    assert () == FINDER.find(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "https://www.demo.gov.cn/art/1.html",
        "demo.edu.cn",
        "https://demo.com/a",
        "www.example.org",
        "https://www.12306.cn/index",
        "https://www.163.com/news/1",
    ],
)
def test_a_citation_looks_trustworthy(text: str) -> None:
    (link,) = FINDER.find(normalise(text))

    assert trust_lost(link) < 0.5


@pytest.mark.parametrize("text", ["demo-shop88.top", "demo88.com", "t.cn/demo12", "http://1.2.3.4/x", "xkcdq.com", "demo8x.vip"])
def test_a_name_thrown_away_after_use_does_not(text: str) -> None:
    (link,) = FINDER.find(normalise(text))

    assert THROW_AWAY <= trust_lost(link) < DISGUISED


def test_throw_away_links_can_be_asked_for() -> None:
    signal = signal_of(Links, {"look_for": "throw_away"})

    assert ["demo-shop88.top"] == [span.text for span in read(signal, {"body": "https://demo.com/a 与 demo-shop88.top"}).spans]


def test_a_score_can_be_the_least_asked_for() -> None:
    signal = signal_of(Links, {"min_score": 0.35})

    assert not read(signal, {"body": "https://demo.com/a"}).hit
    assert read(signal, {"body": "demo.com"}).hit


def test_each_kind_of_link_says_why() -> None:
    whys = [
        span.why for span in read(signal_of(Links), {"body": "t.cn/demo1 demo-shop88.top demo86。t0p https://demo.com/a"}).spans
    ]

    assert ["短链接", "疑似用后即弃的域名", "变形的域名", "外部链接"] == [why.split(" ")[0] for why in whys]
