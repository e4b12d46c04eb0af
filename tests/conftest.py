"""Fixtures every test may use: golden files, and the switch that records them again."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")
"""How long an example takes says how busy the machine is; tests claim behavior, benchmarks measure time."""

GOLDEN = Path(__file__).parent / "golden"
_NUMBERS = itertools.count()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="record golden files again instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name, or record it under ``--write-golden``."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--write-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return compare


@pytest.fixture(autouse=True)
def _own_text_index(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an index of texts of its own: one that read another test's contents would be made again, and say so."""
    module = sys.modules.get("goodstanding.apps.originality.text_index")
    if module is not None:
        own = tmp_path_factory.getbasetemp() / "text-index" / str(next(_NUMBERS))
        monkeypatch.setattr(module, "directory", lambda: own)
