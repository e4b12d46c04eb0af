"""What does reading an image cost, and what is missed? Text drawn in a real font, codes, and near-duplicates, under distortions.

    python benchmarks/bench_images.py [--images 12] [--seed 7] [--hashes 1000000]

Needs the extra ``[media]`` and fonts-noto-cjk (tools/install_browser.sh). Processor seconds are those of the reading process,
as the kernel counts them; characters missed are, for each line drawn, the edit distance to the nearest line read, per letter.
Everything drawn is invented.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from goodstanding.adapters.images import ImageProcess
from goodstanding.core.signals.image_hash import HashIndex

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
WORDS = "示例社区周末活动报名图书馆开放时间调整通知居民志愿者修剪花木清理河道展览讲座音乐会免费参观请带好证件准时到场".strip()
TICKS = os.sysconf("SC_CLK_TCK")
Distortion = Callable[[Image.Image], Image.Image]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", type=int, default=12)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--hashes", type=int, default=1_000_000)
    asked = parser.parse_args()
    process = ImageProcess()
    try:
        _readings(process, asked.images, asked.seed)
    finally:
        process.close()
    _search(asked.hashes, asked.seed)


def _readings(process: ImageProcess, count: int, seed: int) -> None:
    draw = random.Random(seed)
    made = [_made(draw) for _ in range(count)]
    process.read(_png(made[0][0]))
    print(f"seed {seed}, {count} images of 1,000 × 720 with 6 lines and a code; medians, without the loading of the models")
    print(f"{'distortion':22} {'CPU-s':>6} {'missed':>7} {'codes':>7} {'hash bits':>10}")
    originals = [process.read(_png(image)).phash for image, _, _ in made]
    for name, distort in DISTORTIONS.items():
        rows = [
            _row(process, distort(image), lines, link, before)
            for (image, lines, link), before in zip(made, originals, strict=True)
        ]
        cost, missed, found, bits = zip(*rows, strict=True)
        print(
            f"{name:22} {statistics.median(cost):6.2f} {sum(missed) / len(missed):7.1%} "
            f"{sum(found):3}/{len(found):<3} {statistics.median(bits):10.0f}"
        )


def _row(process: ImageProcess, image: Image.Image, lines: list[str], link: str, before: str) -> tuple[float, float, bool, int]:
    begun = _processor_seconds(process)
    found = process.read(_png(image))
    cost = _processor_seconds(process) - begun
    read = [line.text for line in found.lines]
    left = sum(min([len(line), *(_distance(text, line) for text in read)]) for line in lines)
    missed = left / sum(map(len, lines))
    bits = (int(found.phash, 16) ^ int(before, 16)).bit_count()
    return cost, missed, link in {code.text for code in found.codes}, bits


def _search(count: int, seed: int) -> None:
    rows = np.random.default_rng(seed).integers(0, 256, (count, 32), dtype=np.uint8)
    hashes = [row.tobytes().hex() for row in rows]
    index = HashIndex(hashes)
    times = []
    for written in hashes[:20]:
        begun = time.process_time()
        index.within(written, 24)
        times.append(time.process_time() - begun)
    print(f"\n{count:,} hashes searched within 24 bits: {statistics.median(times) * 1000:.0f} CPU-ms an image")


def _made(draw: random.Random) -> tuple[Image.Image, list[str], str]:
    image = Image.new("RGB", (1000, 720), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 34)
    lines = ["".join(draw.choices(WORDS, k=draw.randint(10, 18))) + str(draw.randint(100, 99999)) for _ in range(6)]
    for number, line in enumerate(lines):
        pen.text((40, 30 + 62 * number), line, font=font, fill="black")
    link = f"https://demo.example/{draw.randint(10**6, 10**7)}"
    bits = np.array(zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, link, 240, 240))
    image.paste(Image.fromarray(bits).convert("RGB").resize((240, 240)), (380, 440))
    return image, lines, link


def _processor_seconds(process: ImageProcess) -> float:
    child = process._child  # noqa: SLF001  the kernel counts by process
    if child is None:
        return 0.0
    numbers = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / TICKS


def _distance(one: str, other: str) -> int:
    """Count the letters to insert, remove or change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        row = list(_next_row(row, at, letter, other))
    return row[-1]


def _next_row(row: list[int], at: int, letter: str, other: str) -> Iterator[int]:
    left = at
    yield left
    for column, wanted in enumerate(other, start=1):
        left = min(row[column] + 1, left + 1, row[column - 1] + (letter != wanted))
        yield left


def _png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _compressed(image: Image.Image, quality: int) -> Image.Image:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=quality)
    return Image.open(io.BytesIO(written.getvalue())).convert("RGB")


def _noisy(image: Image.Image) -> Image.Image:
    noise = np.random.default_rng(7).normal(0, 25, (image.height, image.width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


def _cropped(image: Image.Image, share: float) -> Image.Image:
    across, down = int(image.width * share / 2), int(image.height * share / 2)
    return image.crop((across, down, image.width - across, image.height - down))


DISTORTIONS: dict[str, Distortion] = {
    "as drawn": lambda image: image,
    "half size": lambda image: image.resize((image.width // 2, image.height // 2)),
    "JPEG quality 30": lambda image: _compressed(image, 30),
    "blurred, radius 1.2": lambda image: image.filter(ImageFilter.GaussianBlur(1.2)),
    "noise": _noisy,
    "low contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.35),
    "dark background": lambda image: Image.eval(image, lambda value: 255 - value),
    "turned by 5°": lambda image: image.rotate(5, expand=True, fillcolor="white"),
    "turned by 90°": lambda image: image.rotate(90, expand=True, fillcolor="white"),
    "slanted": lambda image: image.transform(image.size, Image.Transform.AFFINE, (1, 0.15, -20, 0.03, 1, -8), fillcolor="white"),
    "cropped by 5 %": lambda image: _cropped(image, 0.05),
}

if __name__ == "__main__":
    main()
