"""Compiled databases are read back only where nobody else can have written them."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodstanding.adapters.compiled_files import CompiledFiles
from goodstanding.core.text import compiled_store
from goodstanding.core.text.patterns import PatternSet

PATTERNS = [f"词{number}[a-z]+" for number in range(30)]


@pytest.fixture
def files(tmp_path: Path) -> CompiledFiles:
    return CompiledFiles(tmp_path / "patterns")


def test_what_is_kept_is_read_back(files: CompiledFiles) -> None:
    files.keep("a1", b"compiled")

    assert b"compiled" == files.read("a1")


def test_changed_bytes_are_not_read(files: CompiledFiles, tmp_path: Path) -> None:
    files.keep("a1", b"compiled")
    path = tmp_path / "patterns" / "a1"
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    assert files.read("a1") is None


def test_a_folder_others_may_write_to_is_not_used(files: CompiledFiles, tmp_path: Path) -> None:
    files.keep("a1", b"compiled")
    (tmp_path / "patterns").chmod(0o777)

    assert files.read("a1") is None


def test_nothing_kept_is_nothing_read(files: CompiledFiles) -> None:
    assert files.read("a1") is None


def test_patterns_read_back_answer_as_compiled(files: CompiledFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_store, "_chosen", [files])
    compiled = PatternSet(PATTERNS).which("词7abc 词12 词29z")

    again = PatternSet(PATTERNS).which("词7abc 词12 词29z")

    assert 1 == len(list((tmp_path / "patterns").iterdir()))
    assert {7, 29} == compiled == again


def test_a_file_of_another_kind_is_compiled_anew(files: CompiledFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_store, "_chosen", [files])
    PatternSet(PATTERNS)
    name = next((tmp_path / "patterns").iterdir()).name
    files.keep(name, b"no database at all")

    assert {7} == PatternSet(PATTERNS).which("词7abc")
