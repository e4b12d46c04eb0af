"""Characters nobody sees: shown where they hide, left alone where writing needs them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.web.design.unseen import parts

HIDERS = "\u200b\u200c\u200d\u202e\u2066\u2069\ufeff\u00ad\u3164\ufe0f\U000e0041"


@given(st.text(max_size=60) | st.text(alphabet="公众号❤👩a1ا" + HIDERS, max_size=60))
def test_parts_join_to_the_text(text: str):
    assert text == "".join(part.text for part in parts(text))


@given(st.text(alphabet="公众号转让" + HIDERS, max_size=40))
def test_nothing_hides_among_chinese_characters(text: str):
    plain = "".join(part.text for part in parts(text) if not part.code)

    assert [] == [letter for letter in plain if unicodedata.category(letter) == "Cf"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("公\u200b众\u200d号", ["ZWSP", "ZWJ"]),
        ("公\u200b\u200b\u200b众", ["ZWSP ×3"]),
        ("\u202e号众公\u202c", ["RLO", "PDF"]),
        ("公\ufe0f众", ["FE0F"]),
        ("\x07响", ["0007"]),
    ],
)
def test_what_hides_is_named(text: str, codes: list[str]):
    assert codes == [part.code for part in parts(text) if part.code]


@pytest.mark.parametrize(
    "text", ["👩\u200d⚕\ufe0f", "❤\ufe0f", "👨\u200d👩\u200d👧", "1\ufe0f\u20e3", "می\u200cخواهم", "第一行\n第二行\t完"]
)
def test_ordinary_writing_is_left_alone(text: str):
    assert [] == [part.code for part in parts(text) if part.code]


def test_full_name_is_told():
    assert "U+200B ZERO WIDTH SPACE" == parts("\u200b")[0].name
