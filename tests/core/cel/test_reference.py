"""The reference page and the language say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodstanding.core.policy.cel.functions import FUNCTIONS
from goodstanding.core.policy.cel.parser import MAX_DEPTH, MAX_LENGTH, MAX_NODES

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "expressions.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_stands_in_the_reference(function: str) -> None:
    assert f"{function}(" in PAGE


def test_reference_names_the_limits() -> None:
    assert f"{MAX_LENGTH:,} characters, {MAX_NODES:,} parts, {MAX_DEPTH} levels" in PAGE
