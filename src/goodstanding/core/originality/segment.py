"""A segment: a sorted, immutable file of fingerprints with the texts they belong to, read where it lies.

The postings are ordered by hash. A table over the upper bits of the hash leads to a bucket; the bucket holds the lower bits.
Opening reads one page; the rest is mapped and read where a question leads.
"""

from __future__ import annotations

import json
import mmap
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import spread
from goodstanding.core.originality.documents import COLUMNS, WORDS, Array, Documents
from goodstanding.core.originality.errors import IndexDamaged, IndexVersion
from goodstanding.core.originality.postings import Hashes, Numbers, matches

VERSION = 1
MAGIC = b"GSSEGMNT"
PAGE = 4096
_CROWDED = 1024


class Segment:
    """One segment file, mapped."""

    def __init__(self, path: Path, header: Mapping[str, Any], mapped: mmap.mmap) -> None:
        self.path = path
        self._header = header
        self._mapped = mapped
        self._bits = int(header["bits"])
        self._rest = np.uint32(32 - self._bits)
        self._mask = np.uint32((1 << (32 - self._bits)) - 1)
        self._starts = self.section("starts")
        self._low = self.section("low")
        self._places = self.section("places")

    @classmethod
    def open(cls, path: Path, /) -> Segment:
        """Map a segment file.

        Raises:
            IndexDamaged: It is missing, truncated, or its header is not what its checksum says.
            IndexVersion: Another version wrote it.
        """
        try:
            with path.open("rb") as file:
                header = _header(path, file.read(PAGE))
                size = file.seek(0, 2)
                if size != header["size"]:
                    raise IndexDamaged(path, f"is truncated: it has {size:,} bytes of {header['size']:,}")
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError as fault:
            raise IndexDamaged(path, "is missing") from fault
        return cls(path, header, mapped)

    def section(self, name: str, /) -> Array:
        """Return one of the file's arrays, where it lies."""
        where = self._header["sections"][name]
        return np.frombuffer(self._mapped, dtype=where["type"], count=where["count"], offset=where["offset"])

    @cached_property
    def documents(self) -> Documents:
        """The texts, in the order of arrival."""
        return Documents(
            {name: self.section(name) for name in COLUMNS},
            {name: self.section(f"{name}_starts") for name in WORDS},
            {name: self.section(f"{name}_words") for name in WORDS},
        )

    @cached_property
    def bases(self) -> Array:
        """Where each text begins on the line of characters, and where the line ends."""
        return self.section("bases")

    @property
    def bits(self) -> int:
        """How many upper bits of a hash the table of buckets is over."""
        return self._bits

    @property
    def postings(self) -> int:
        """How many postings it has."""
        return len(self._places)

    def __len__(self) -> int:
        return int(self._header["documents"])

    def find(self, hashes: Hashes, /) -> tuple[Numbers, Numbers]:
        """Return, for each of ascending distinct hashes, the first of its postings and their number."""
        buckets = (hashes >> self._rest).astype(np.int64) if self._bits < 32 else hashes.astype(np.int64)
        firsts = self._starts.take(buckets).astype(np.int64)
        sizes = self._starts.take(buckets + 1).astype(np.int64) - firsts
        wanted = hashes & self._mask
        counts = np.zeros(len(hashes), dtype=np.int64)
        crowded = np.flatnonzero(sizes > _CROWDED)
        for index in crowded.tolist():
            bucket = self._low[firsts[index] : firsts[index] + sizes[index]]
            low, high = np.searchsorted(bucket, wanted[index]), np.searchsorted(bucket, wanted[index], side="right")
            firsts[index] += low
            counts[index] = high - low
            sizes[index] = 0
        owners = np.arange(len(hashes)).repeat(sizes)
        low_bits = self._low.take(spread(firsts, sizes))
        sought = wanted.take(owners)
        counts += np.bincount(owners[low_bits == sought], minlength=len(hashes))
        firsts += np.bincount(owners[low_bits < sought], minlength=len(hashes))
        return firsts, counts

    def places(self, postings: Numbers, /) -> Numbers:
        """Return the places on the line of some postings."""
        return self._places.take(postings).astype(np.int64)

    def documents_with(self, content: int, /, *, most: int) -> tuple[Numbers, int]:
        """Return the first texts with a content hash, and how many there are."""
        ordered = self.section("contents")
        low, high = (int(np.searchsorted(ordered, np.uint64(content), side=side)) for side in ("left", "right"))
        return self.section("content_order")[low : min(high, low + most)].astype(np.int64), high - low

    def named(self, names: npt.NDArray[np.uint64], /) -> tuple[Numbers, Numbers]:
        """Return which of the hashed names the part may hold, and the text each one is."""
        return matches(self.section("names"), self.section("name_order"), names)

    def keys(self, low: int, high: int, /) -> npt.NDArray[np.uint64]:
        """Return the postings of a range of hashes as ascending keys, hash above place; the bounds fall between buckets."""
        first, last = low >> int(self._rest), high >> int(self._rest)
        starts = self._starts[first : last + 1].astype(np.int64)
        part = slice(int(starts[0]), int(starts[-1]))
        upper = np.repeat(np.arange(first, last, dtype=np.uint64) << np.uint64(self._rest), np.diff(starts))
        return ((upper | self._low[part].astype(np.uint64)) << np.uint64(32)) | self._places[part].astype(np.uint64)

    def forget_pages(self) -> None:
        """Give the pages read so far back to the system; they are read again when needed."""
        self._mapped.madvise(mmap.MADV_DONTNEED)

    def faults(self) -> Iterator[str]:
        """Read the whole file and yield what does not fit its checksums."""
        for name, where in self._header["sections"].items():
            crc = 0
            size = where["count"] * np.dtype(where["type"]).itemsize
            for at in range(where["offset"], where["offset"] + size, 1 << 22):
                crc = zlib.crc32(self._mapped[at : min(at + (1 << 22), where["offset"] + size)], crc)
                self.forget_pages()
            if crc != where["crc"]:
                yield f"section “{name}” is not what its checksum says"


def packed_header(header: Mapping[str, Any], /) -> bytes:
    """Return a segment's first page."""
    body = json.dumps(header, separators=(",", ":")).encode()
    fixed = MAGIC + VERSION.to_bytes(4, "little") + len(body).to_bytes(4, "little") + zlib.crc32(body).to_bytes(4, "little")
    return (fixed + body).ljust(PAGE, b"\0")


def _header(path: Path, page: bytes) -> dict[str, Any]:
    if len(page) < PAGE:
        raise IndexDamaged(path, f"is truncated: it has {len(page)} bytes")
    if page[:8] != MAGIC:
        raise IndexDamaged(path, "is not a segment")
    version, size, crc = (int.from_bytes(page[at : at + 4], "little") for at in (8, 12, 16))
    if version != VERSION:
        raise IndexVersion(path, version, VERSION)
    body = page[20 : 20 + size]
    if zlib.crc32(body) != crc:
        raise IndexDamaged(path, "has an altered header")
    found: dict[str, Any] = json.loads(body)
    return found
