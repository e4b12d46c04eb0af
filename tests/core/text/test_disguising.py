"""Disguises made on purpose: repeatable, and undone by what undoes them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.core.text.cutting import cut
from goodstanding.core.text.disguising import Disguise, disguise, disguised_word
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.views import sound_text

TEXT = "出售公众号,加微信详谈价格"


@pytest.mark.parametrize("how", list(Disguise))
def test_the_same_state_gives_the_same_disguise(how: Disguise) -> None:
    assert disguise(TEXT, how, share=0.5, choices=Random(3)) == disguise(TEXT, how, share=0.5, choices=Random(3))


@pytest.mark.parametrize("how", list(Disguise))
def test_something_is_disguised_however_small_the_share(how: Disguise) -> None:
    written = {disguise(TEXT, how, share=0.0, choices=Random(seed)) for seed in range(20)}

    assert written - {TEXT}


def test_traditional_script_is_undone_by_the_normal_form() -> None:
    assert normalise(TEXT).text == normalise(disguise(TEXT, Disguise.TRADITIONAL, share=1.0, choices=Random(1))).text


def test_a_homophone_sounds_the_same() -> None:
    assert sound_text("公众号") == sound_text(disguised_word("公众号", Disguise.HOMOPHONE, choices=Random(1)))


def test_shuffling_keeps_the_characters() -> None:
    assert sorted("公众号") == sorted(disguised_word("公众号", Disguise.SHUFFLED, choices=Random(1)))


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=60), st.sampled_from(list(Disguise)), st.integers(0, 9))
def test_any_text_can_be_disguised(text: str, how: Disguise, seed: int) -> None:
    assert isinstance(disguise(text, how, share=0.5, choices=Random(seed)), str)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("我们明天去公园,a1"), st.characters(codec=None)), max_size=90))
def test_words_put_together_are_the_text(text: str) -> None:
    assert text == "".join(cut(text))
