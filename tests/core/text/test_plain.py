"""What is called plain is its own normal form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.plain import _plain_characters, is_plain


@given(st.text(alphabet=sorted(_plain_characters()), max_size=12))
def test_a_plain_text_is_its_own_normal_form(text: str) -> None:
    assert is_plain(text)
    assert text == normalise(text).text


@given(st.text(alphabet="加微信vX１一 -.妳臺了著裏·\u200b①", max_size=6))
def test_what_normalising_changes_is_not_plain(text: str) -> None:
    if text != normalise(text).text:
        assert not is_plain(text)
