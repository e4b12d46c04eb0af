"""Protecting a mark at the command line: from the image itself, said plainly, refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodstanding.cli import main
from tests.django_ready import _database_asked_for  # noqa: F401  sets Django up
from tests.factories.logos import logo, written

pytestmark = pytest.mark.django_db


def mark(file: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["names", "mark", str(file), "--title", "示例盾徽", "--source", "示例商标 001", *more])


def test_a_mark_is_protected_with_its_hash_and_those_of_its_cuts(tmp_path: Path) -> None:
    from goodstanding.apps.registry.models import ProtectedMark

    (tmp_path / "mark.png").write_bytes(written(logo(3)))

    said = mark(tmp_path / "mark.png", "--holder", "O-DEMO", "--letter", "F-DEMO")

    row = ProtectedMark.objects.get()
    assert f"{row.ref} protected, perceptual hash {row.perceptual_hash}\n" == said.stdout
    assert ("O-DEMO", "F-DEMO", 0) == (row.holder_ref, row.letter, len(row.cropped_hashes) % 64)
    assert len(row.cropped_hashes) > 64


def test_a_mark_without_the_libraries_is_said_to_be_found_as_the_same_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goodstanding.apps.registry import ports

    monkeypatch.setitem(ports._AVATAR_READERS, "reader", lambda content: None)
    (tmp_path / "mark.png").write_bytes(written(logo(3)))

    assert "only the same file is found" in mark(tmp_path / "mark.png").stdout


def test_a_file_that_is_no_image_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "mark.png").write_bytes(b"text")

    said = mark(tmp_path / "mark.png")

    assert (2, True) == (said.exit_code, "An avatar is a PNG or JPEG image." in said.stderr)


def test_marks_are_listed_and_withdrawn_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "mark.png").write_bytes(written(logo(3)))
    ref = mark(tmp_path / "mark.png").stdout.split()[0]

    CliRunner().invoke(main, ["names", "withdraw", ref, "--why", "误录（示例）"])

    in_force, all_of_them = (
        CliRunner().invoke(main, ["names", "marks", "--format", "jsonl", *more]) for more in ([], ["--withdrawn"])
    )
    assert ("", True) == (in_force.stdout, "误录（示例）" in all_of_them.stdout)
