"""Every way of writing a contact: each wakes the finder, and the disguises of numbers and identifiers are undone."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.core.signals.contact_forms import FORMS
from goodstanding.core.signals.contact_handle import ContactHandle
from goodstanding.core.signals.contacts import FINDER
from goodstanding.core.signals.phone_numbers import digits_of, is_mobile
from goodstanding.core.signals.waking import may_hold_contacts
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.patterns import encoded
from tests.core.signals.conformance import read, signal_of


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("place", range(len(FORMS)))
@given(data=st.data())
def test_whatever_a_form_matches_wakes_the_finder(place: int, data: st.DataObject) -> None:
    written = data.draw(st.from_regex(re.compile(FORMS[place].expression, re.ASCII), fullmatch=True)).replace(
        "\v", " "
    )  # RE2 knows no vertical tab

    assert may_hold_contacts(encoded(written))


@pytest.mark.parametrize(
    ("text", "channel", "span"),
    [
        ("加➕🛰:demo_8888", "wechat", "➕🛰:demo_8888"),
        ("薇❤ demo1shop", "wechat", "薇❤ demo1shop"),
        ("加卫星demo_8888", "wechat", "加卫星demo_8888"),
        ("加v：a b c 1 2 3 4 5", "wechat", "加v：a b c 1 2 3 4 5"),
        ("v信 a-b-c-d-1-2-3-4", "wechat", "v信 a-b-c-d-1-2-3-4"),
        ("扣扣一二三四五六七八", "qq", "扣扣一二三四五六七八"),
        ("q群: 1 2 3 4 5 6 7 8", "qq", "q群: 1 2 3 4 5 6 7 8"),
        ("纸飞机 demo_chan", "telegram", "纸飞机 demo_chan"),
        ("✈:demo_chan1", "telegram", "✈:demo_chan1"),
        ("138·0013·8000", "phone", "138·0013·8000"),
        ("1 3 8 0 0 1 3 8 0 0 0", "phone", "1 3 8 0 0 1 3 8 0 0 0"),
        ("13八零零13八零零零", "phone", "13八零零13八零零零"),
        ("壹叁捌零零壹叁捌零零零", "phone", "壹叁捌零零壹叁捌零零零"),
        ("+86 138 0013 8000", "phone", "138 0013 8000"),
    ],
)
def test_a_disguise_is_seen_whole(text: str, channel: str, span: str) -> None:
    found = FINDER.find(text)

    assert [(channel, span)] == [(one.channel, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize("text", ["①③⑧⓪⓪①③⑧⓪⓪⓪", "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "１３８００１３８０００"])
def test_circled_boxed_and_wide_digits_are_a_phone_number(text: str) -> None:
    (span,) = read(signal_of(ContactHandle), {"body": f"致电{text}"}).spans

    assert text.startswith(span.text)
    assert "13800138000" == normalise(span.text).text


@pytest.mark.parametrize(
    "text",
    [
        "微信同步更新文章",
        "飞机 boeing_737 的航程",
        "卫星 starlink 发射成功",
        "圆周率三点一四一五九二六五三五八九七九",
        "银行卡 6222 0200 0011 1222 333",
        "身份证号 110101199003071234",
        "营收 1,380,013,800.0 元",
        "2024-01-02 13:45:06 更新",
        "编号 16012345678",
        "一三五七九十一月二十日",
        "联系工作人员加强管理",
    ],
)
def test_numbers_and_words_of_ordinary_text_are_no_contact(text: str) -> None:
    assert not read(signal_of(ContactHandle), {"body": text}).hit


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("13800138000", True),
        ("8613800138000", True),
        ("一三八零零一三八零零零", True),
        ("16012345678", False),
        ("1380013800", False),
    ],
)
def test_only_ranges_given_to_operators_are_mobile_numbers(written: str, expected: bool) -> None:
    assert expected == is_mobile(written)


def test_digits_come_out_of_any_writing() -> None:
    assert "1380013800020" == digits_of("壹3八-零〇13八000两0")


def test_one_contact_repeated_is_found_as_often_as_told() -> None:
    reading = read(signal_of(ContactHandle), {"body": "加v信:demo_88888 " * 100_000})

    assert 1_000 == reading.count
    assert 200 == len(reading.spans)
