"""Images the operator knows already: near-duplicates by perceptual hash, however they were scaled or compressed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.declared import SampleBank, SampleEntry
from goodstanding.core.signals.evidence import MOST_SPANS, reading_of
from goodstanding.core.signals.kind import Kind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing

BITS = 256
NEAR_BITS = 24
"""Bits that may differ between two copies of one image, unless a pack says otherwise."""
FACT = "content.image_hashes"
"""The fact that holds an event's hashes, each ``<SHA-256 of the image>:<hash in hex>``."""
_HASH = re.compile(r"[0-9a-f]{64}")
_KNOWN = "9fff1fffe108e000c0461ce6c633e331c331ce63cc66e042e00031981fff1fff"
_NEAR = "8fff1fffe108e000c0461ce6c633e331c331ce63cc66e042e00031981fff1ffe"
_FAR = "0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff"
_SHA = "ab" * 32


class _Entry(NamedTuple):
    bank: str
    weight: float


class HashIndex:
    """Perceptual hashes, searched by the number of bits that differ; one pass over the words, a million in tens of milliseconds.

    Args:
        hashes: 64 hexadecimal digits each.
    """

    def __init__(self, hashes: Sequence[str], /) -> None:
        written = np.frombuffer(bytes.fromhex("".join(hashes)), dtype=">u8")
        self._words: npt.NDArray[np.uint64] = written.astype(np.uint64).reshape(-1, 4)

    def within(self, written: str, bits: int, /) -> list[tuple[int, int]]:
        """Return ``(distance, position)`` of the hashes at most so many bits away, nearest first; a negative is as near."""
        differing = np.bitwise_xor(self._words, np.array(_words(written), dtype=np.uint64))
        distances = np.unpackbits(differing.view(np.uint8), axis=1).sum(axis=1) if not _COUNTS else _counted(differing)
        distances = np.minimum(distances, BITS - distances)
        near = np.flatnonzero(distances <= bits)
        return sorted((int(distances[at]), int(at)) for at in near)


_COUNTS = hasattr(np, "bitwise_count")


def _counted(words: npt.NDArray[np.uint64]) -> Any:
    return np.bitwise_count(words).sum(axis=1, dtype=np.int64)


def _words(written: str) -> tuple[int, ...]:
    return tuple(int(written[at : at + 16], 16) for at in range(0, 64, 16))


class ImageHash(Kind):
    """Images near one of a bank. The score is the entry's weight, lowered by the distance; the count is of images.

    An event without images, or whose images have not been read yet, reads as nothing.
    """

    kind: ClassVar[str] = "image_hash"
    cost: ClassVar[Cost] = Cost.MODERATE
    option_notes: ClassVar[Mapping[str, str]] = {
        "bank": "Id of one bank of image hashes.",
        "banks": "Ids of several banks of image hashes.",
        "bits": "Bits of 256 that may differ, 0–64. Default: 24.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {"bank": "sample-posters"}
    example_banks: ClassVar[Mapping[str, SampleBank]] = {
        "sample-posters": SampleBank("sample-posters", "image_hashes", (SampleEntry(_KNOWN, 0.9),)),
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={}, facts={FACT: [f"{_SHA}:{_KNOWN}"]}, hit=True),
        Example(fields={}, facts={FACT: [f"{_SHA}:{_NEAR}"]}, hit=True),
        Example(fields={}, facts={FACT: [f"{_SHA}:{_FAR}"]}, hit=False),
        Example(fields={}, facts={FACT: []}, hit=False),
    )

    def __init__(self, name: str, entries: Sequence[_Entry], index: HashIndex, bits: int) -> None:
        super().__init__(name)
        self._entries = entries
        self._index = index
        self._bits = bits

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        entries: list[_Entry] = []
        hashes: list[str] = []
        for bank in options.banks(kind="image_hashes"):
            for entry in bank.entries:
                if not _HASH.fullmatch(entry.pattern.lower()):
                    message = f"bank “{bank.id}”: “{entry.pattern}” is no perceptual hash of 256 bits."
                    raise options.fault(message, hint="Write 64 hexadecimal digits, as `goodstanding images` prints them.")
                options.check_weight(bank, entry)
                if entry.expires is None or entry.expires > sharing.at:
                    entries.append(_Entry(bank.id, entry.weight))
                    hashes.append(entry.pattern.lower())
        bits = options.count("bits", default=NEAR_BITS, low=0, high=64)
        return cls(options.name, entries, HashIndex(hashes), bits)

    @property
    def fields(self) -> tuple[str, ...]:
        """None: it reads a fact."""
        return ()

    @property
    def optional_facts(self) -> tuple[str, ...]:
        """The hashes, where images were read."""
        return (FACT,)

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        spans: list[Span] = []
        score = 0.0
        for sha256, written in _hashes(document):
            near = self._index.within(written, self._bits)
            if near:
                distance, position = near[0]
                entry = self._entries[position]
                score = max(score, entry.weight * (1 - distance / BITS))
                why = reason("image_hash", bank=entry.bank, bits=distance)
                spans.append(Span(f"image:{sha256}", 0, 0, "", self.name, why))
        return reading_of(self.name, score=round(score, 4), spans=spans[:MOST_SPANS], count=len(spans))


def _hashes(document: Document) -> Iterator[tuple[str, str]]:
    found = document.facts.get(FACT)
    for given in found if isinstance(found, list) else ():
        sha256, _, written = str(given).partition(":")
        if _HASH.fullmatch(written) and _HASH.fullmatch(sha256):
            yield sha256, written
