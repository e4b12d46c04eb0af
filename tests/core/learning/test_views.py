"""What disguise leaves alone: the same sounds, initials and parts, whichever way a word is written."""

from __future__ import annotations

import pytest

from goodstanding.core.learning.drift import CHANGED, shares_of, stability
from goodstanding.core.learning.features import Features
from goodstanding.core.learning.habits import habits
from goodstanding.core.learning.readings import initial_codes, sound_codes

PLAIN = "出售公众号"


@pytest.mark.parametrize("written", ["chu shou gong zhong hao", "chushou公众号", "岀售公眾號".replace("岀", "初"), "初手工种好"])
def test_a_sound_is_the_same_however_it_is_written(written: str) -> None:
    assert sound_codes(PLAIN).tolist() == sound_codes(written.replace("眾", "众").replace("號", "号")).tolist()


def test_initials_of_letters_are_those_of_characters() -> None:
    assert initial_codes(sound_codes(PLAIN)).tolist() == initial_codes(sound_codes("csgzh")).tolist()


def test_a_disguised_text_shares_columns_of_the_sound_view() -> None:
    features = Features(views=("sounds",), bits=20)

    assert set(features.columns_of(PLAIN)) == set(features.columns_of("初手工种好"))


def test_habits_tell_a_disguised_text_from_an_ordinary_one() -> None:
    ordinary, disguised = habits("我们明天去公园", "我们明天去公园"), habits("莪扪眀迗呿厷圎", "莪扪眀迗呿厷圎")

    assert "odd:0" in ordinary
    assert "odd:0" not in disguised


def test_equal_populations_are_stable() -> None:
    shares = shares_of([0.05] * 90 + [0.95] * 10)

    assert 0.0 == stability(shares, shares)


def test_a_changed_population_is_told() -> None:
    before, now = shares_of([0.05] * 90 + [0.95] * 10), shares_of([0.05] * 50 + [0.95] * 50)

    assert stability(before, now) > CHANGED
