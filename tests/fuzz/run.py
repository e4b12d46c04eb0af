"""Fuzz one entry point: ``python -m tests.fuzz.run ENTRY_POINT SECONDS [FOLDER]``; a finding is saved and ends the run.

Needs atheris (``make fuzz`` installs it). The folder keeps the corpus from run to run and what was found.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["goodstanding"]):
    from tests.fuzz.entry_points import ENTRY_POINTS
from tests.fuzz.invention import PIECES

LONGEST_SECONDS = 20
"""An input that takes longer is a finding."""


def write_seeds(folder: Path, name: str) -> None:
    """Write what the first inputs are made from."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = _images() if name == "image_door" else [bytes([0, place >> 8, place & 255] * 9) for place in range(len(PIECES))]
    for number, seed in enumerate(seeds):
        (folder / f"seed-{number:03}").write_bytes(seed)


def _images() -> list[bytes]:
    from PIL import Image

    seeds = []
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"):
        for mode in ("RGB", "L", "P"):
            held = io.BytesIO()
            Image.new(mode, (9, 7), 1).convert("RGB" if kind == "JPEG" else mode).save(held, kind)
            seeds.append(held.getvalue())
    return seeds


def main() -> None:
    """Run until the time is up or something is found."""
    name, seconds = sys.argv[1], sys.argv[2]
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else "var/fuzz") / name
    write_seeds(folder / "corpus", name)
    entry_point = ENTRY_POINTS[name]
    entry_point(b"")  # what is built once is built before the clock of a single input runs
    told = [f"-artifact_prefix={folder}/found-", "-print_final_stats=1", f"-max_total_time={seconds}"]
    limits = [f"-timeout={LONGEST_SECONDS}", "-rss_limit_mb=4000", "-max_len=2048"]
    atheris.Setup([sys.argv[0], str(folder / "corpus"), *told, *limits], entry_point)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
