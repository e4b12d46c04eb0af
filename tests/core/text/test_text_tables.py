"""The shipped tables are what the tool makes, and keep the properties the normaliser relies on."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.scripts import cjk_mask, cjk_share, is_cjk
from goodstanding.core.text.tables import FOLDS, RESIZES, read_arrays, read_text, tables

TOOL = Path(__file__).parents[3] / "tools" / "build_text_tables.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    pytest.importorskip("opencc")
    pytest.importorskip("pypinyin")
    spec = importlib.util.spec_from_file_location("build_text_tables", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if module.versions() != read_text("made_with.txt"):
        pytest.skip("the tables were made with other versions of Unicode, opencc or pypinyin")
    return module


def test_arrays_are_what_the_tool_makes(tool: ModuleType) -> None:
    shipped, made = read_arrays(), tool.arrays()

    assert sorted(shipped) == sorted(made)
    assert [name for name in made if not np.array_equal(shipped[name], made[name])] == []


def test_text_tables_are_what_the_tool_makes(tool: ModuleType) -> None:
    for name, content in tool.texts().items():
        assert read_text(name) == content.splitlines()


def test_no_replacement_folds_further() -> None:
    table = tables()

    assert not (table.flags[table.pool] & (FOLDS | RESIZES)).any()
    assert not (table.flags[list(table.composed.values())] & (FOLDS | RESIZES)).any()


def test_phrase_decides_only_between_characters_of_one_class() -> None:
    table = tables()
    decisions = [decision for entries in table.contexts.values() for decision in entries]

    assert [d for d in decisions if chr(table.classes[ord(d[2])]) != d[0][d[1]]] == []


def test_phrases_written_in_simplified_characters_are_not_converted() -> None:
    assert normalise("沈默、沈吟、土坏、英哩").text == "沈默、沈吟、土坏、英哩"


def test_han_characters_are_told_from_kana_and_signs() -> None:
    assert [is_cjk(c) for c in "汉𠀀々〇かア한a，①"] == [True] * 4 + [False] * 6
    assert cjk_mask("a中").tolist() == [False, True]
    assert cjk_share("中a b") == pytest.approx(1 / 3)
