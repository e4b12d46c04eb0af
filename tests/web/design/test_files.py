"""What the pages are made of: vendored files as recorded, complete catalogs, colours that can be read."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TOKENS = ROOT / "src/goodstanding/web/design/static/goodstanding/css/tokens.css"
PAIRS = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink-2", "surface"),
    ("ink-2", "surface-2"),
    ("ink-2", "accent-soft"),
    ("ink-3", "paper"),
    ("ink-3", "surface"),
    ("ink-3", "surface-2"),
    ("accent", "surface"),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("good", "good-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("note", "note-soft"),
    ("good", "surface"),
    ("warn", "surface"),
    ("bad", "surface"),
    ("ink", "mark"),
    ("ink", "mark-active"),
    ("bar-ink-2", "bar-ground"),
)


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, f"tools/{name}.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_vendored_files_are_as_recorded():
    checked = tool("vendor_frontend", "--check")

    assert checked.returncode == 0, checked.stdout


def test_catalogs_of_the_desk_are_complete():
    checked = tool("collect_messages", "--check", "web/design", "web/console")

    assert checked.returncode == 0, checked.stdout


def schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    found = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
    return {"light": dict(found.findall(light)), "dark": dict(found.findall(light)) | dict(found.findall(dark))}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(scheme: str, text: str, ground: str):
    colours = schemes()[scheme]
    light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5
