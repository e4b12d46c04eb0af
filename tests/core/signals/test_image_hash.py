"""Images are known again by their hash, however few bits differ; the conformance kit does the rest."""

from __future__ import annotations

import pytest

from goodstanding.core.signals.base import SignalError
from goodstanding.core.signals.declared import SampleBank, SampleEntry
from goodstanding.core.signals.image_hash import FACT, HashIndex, ImageHash
from tests.core.signals.conformance import SignalConformance, read, signal_of

KNOWN = "f" * 32 + "0" * 32
SHA = "ab" * 32


class TestImageHash(SignalConformance):
    kind = ImageHash


def test_the_nearest_hash_comes_first() -> None:
    index = HashIndex(["0" * 64, KNOWN, "f" * 31 + "0" * 33])

    assert [(0, 1), (4, 2)] == index.within(KNOWN, 8)


def test_the_negative_of_an_image_is_as_near() -> None:
    assert [(0, 0)] == HashIndex(["0" * 63 + "f"]).within("f" * 63 + "0", 4)


def test_a_bank_without_entries_finds_nothing() -> None:
    assert [] == HashIndex([]).within(KNOWN, 256)


def test_a_span_names_the_image_and_the_distance() -> None:
    bank = SampleBank("known", "image_hashes", (SampleEntry(KNOWN, 0.8),))
    signal = signal_of(ImageHash, {"bank": "known", "bits": 4}, {"known": bank})

    reading = read(signal, {}, {FACT: [f"{SHA}:{KNOWN[:-1]}1", f"{SHA}:{'0' * 64}"]})

    assert [f"image:{SHA}"] == [span.field for span in reading.spans]
    assert "相差 1 位" in reading.spans[0].why


@pytest.mark.parametrize("wrong", ["", "xyz", "0" * 63, "g" * 64])
def test_an_entry_that_is_no_hash_is_refused_with_its_bank(wrong: str) -> None:
    with pytest.raises(SignalError, match="known"):
        signal_of(ImageHash, {"bank": "known"}, {"known": SampleBank("known", "image_hashes", (SampleEntry(wrong),))})
