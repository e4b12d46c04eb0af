"""Images are read in a process of their own; whatever an image does to it, there is an answer and the next image is read."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("rapidocr", reason="the extra [media] is not installed")

from goodstanding.adapters.images import ImageProcess
from goodstanding.adapters.images.limits import Limits
from goodstanding.apps.screening.ports import ReaderUnavailable
from tests.factories.images import animated, bomb, drawn, encoded, poster, with_code

STANDINS = "tests.adapters.image_standins"
LINES = ("本公司代开发票,办证刻章", "有需要加微信:demo_88888")


@pytest.fixture(scope="module")
def process() -> Iterator[ImageProcess]:
    reader = ImageProcess()
    yield reader
    reader.close()


def test_text_is_read_with_the_box_of_each_line(process: ImageProcess) -> None:
    found = process.read(poster(*LINES))

    assert list(LINES) == [line.text for line in found.lines]
    left, top, width, height = found.lines[1].box
    assert [left // 10, top // 10, width // 100, height // 10] == [2, 8, 4, 5]


def test_what_read_it_is_named_with_its_hash(process: ImageProcess) -> None:
    found = process.read(poster(*LINES))

    assert found.model.startswith("rapidocr@")
    assert 64 == len(found.model_sha256)


def test_the_thumbnail_is_a_small_jpeg_of_our_own(process: ImageProcess) -> None:
    found = process.read(encoded(drawn("示例", width=3000)))

    assert found.thumbnail.startswith(b"\xff\xd8")
    assert len(found.thumbnail) < 40_000


def test_a_code_is_read_with_its_box(process: ImageProcess) -> None:
    found = process.read(with_code("https://demo.example/join"))

    assert ["https://demo.example/join"] == [code.text for code in found.codes]
    assert found.codes[0].box[0] >= 190


def test_scaled_and_compressed_images_keep_nearly_the_same_hash(process: ImageProcess) -> None:
    image = drawn(*LINES)

    first = process.read(encoded(image)).phash
    second = process.read(encoded(image.resize((450, image.height // 2)), "JPEG", quality=40)).phash
    other = process.read(encoded(drawn("完全不同的另一张图", "三行", "文字"))).phash

    assert _distance(first, second) <= 16
    assert _distance(first, other) > 60


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (b"", "not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_an_image"),
        (poster("示例")[:200], "corrupt"),
        (animated(), "animated"),
        (bomb(), "too_many_pixels"),
        (bomb(5_000), "corrupt"),
        (b"0" * (Limits().bytes + 1), "too_many_bytes"),
    ],
    ids=["empty", "svg", "truncated", "animated", "bomb", "promises too much", "huge"],
)
def test_hostile_images_are_refused_with_a_named_reason(process: ImageProcess, image: bytes, reason: str) -> None:
    assert reason == process.read(image).refused


def test_a_damaged_image_never_costs_the_next_one(process: ImageProcess) -> None:
    chosen = random.Random(5)
    whole = bytearray(encoded(drawn("示例文字"), "JPEG"))

    for _ in range(6):
        damaged = bytearray(whole)
        for _ in range(10):
            damaged[chosen.randrange(20, len(damaged))] = chosen.randrange(256)
        process.read(bytes(damaged))

    assert ["示例文字"] == [line.text for line in process.read(bytes(whole)).lines]


@pytest.mark.parametrize(
    ("mode", "reason"), [("hang", "too_slow"), ("burn", "too_slow"), ("crash", "crashed"), ("babble", "crashed")]
)
def test_a_reader_that_misbehaves_is_ended(mode: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    process = ImageProcess(Limits(seconds=3.0, cpu_seconds=1), program=f"{STANDINS}.{mode}")

    refused = process.read(b"image").refused
    child = process._child

    process.close()
    assert (reason, None) == (refused, child)


def test_too_little_memory_is_a_refusal_and_not_a_crash_of_the_worker() -> None:
    process = ImageProcess(Limits(memory=1100 * 1024**2, pixels=400_000_000, side=40_000))

    refused = process.read(encoded(drawn("示例", width=100).resize((19_000, 19_000)), "PNG")).refused
    process.close()

    assert refused in {"too_much_memory", "unreadable", "crashed", "corrupt"}


def test_a_missing_reader_is_said_to_be_missing() -> None:
    process = ImageProcess(program=f"{STANDINS}.absent")

    with pytest.raises(ReaderUnavailable, match="cannot be read"):
        process.read(b"image")


def test_the_process_is_given_no_secret(monkeypatch: pytest.MonkeyPatch, process: ImageProcess) -> None:
    monkeypatch.setenv("GOODSTANDING_SECRET_KEY", "hush")
    fresh = ImageProcess()
    fresh.read(b"x")

    child = fresh._child
    environment = Path(f"/proc/{child.pid}/environ").read_bytes() if child else b"hush"
    fresh.close()

    assert b"hush" not in environment
    assert os.environ["GOODSTANDING_SECRET_KEY"] == "hush"


def _distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()
