"""Made-up articles and an index of them, shared by the tests of originality."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodstanding.core.originality.index import Original, OriginalityIndex
from tests.factories.articles import Newsroom


@pytest.fixture(scope="session")
def newsroom() -> Newsroom:
    return Newsroom(20261123)


@pytest.fixture
def index(tmp_path: Path) -> OriginalityIndex:
    return OriginalityIndex.create(tmp_path / "index")


@pytest.fixture(scope="session")
def texts(newsroom: Newsroom) -> list[str]:
    return [newsroom.article(letters=letters).text for letters in range(340, 1720, 23)]


@pytest.fixture
def filled(index: OriginalityIndex, texts: list[str]) -> OriginalityIndex:
    index.add([Original(f"c-{number}", text, account=f"a-{number % 7}") for number, text in enumerate(texts)])
    return index
