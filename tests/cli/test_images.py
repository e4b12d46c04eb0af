"""``goodstanding images``: readings as JSON lines, refusals named on standard error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("rapidocr", reason="the extra [media] is not installed")

from goodstanding.cli import main
from tests.factories.images import poster


def test_images_are_read_and_refusals_named(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(poster("示例活动海报"))
    (tmp_path / "b.png").write_bytes(b"junk")

    result = CliRunner().invoke(main, ["images", str(tmp_path / "a.png"), str(tmp_path / "b.png")])

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert 3 == result.exit_code
    assert [(["示例活动海报"], ""), ([], "not_an_image")] == [(row["text"], row["refused"]) for row in rows]
    assert "b.png: not_an_image" in result.stderr
