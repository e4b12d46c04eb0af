"""A segment: a sorted, immutable file of fingerprints with the texts they belong to, read where it lies.

The postings are keys in ascending order: hash above place. Every thirty-second hash is written once more, close together, so that
a question about a hash is a search in memory and one read of half a kilobyte. Opening reads one page. Small segments are read
through the mapping; of a large one the keys are read by offset: a look at a page maps the fifteen beside it, which fills memory.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import Any
from weakref import finalize

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.documents import COLUMNS, WORDS, Array, Documents
from goodstanding.core.originality.errors import IndexDamaged, IndexFault, IndexVersion
from goodstanding.core.originality.postings import Hashes, Numbers, Postings, matches

VERSION = 1
MAGIC = b"GSSEGMNT"
PAGE = 4096
BLOCK = 32
"""Keys in a block."""
MAPPED = 96 * 1024 * 1024
"""Segments with more bytes of keys are read by offset; smaller ones stay in memory, since merging keeps them few."""
_LOW = np.uint64(0xFFFFFFFF)


class Segment:
    """One segment file, mapped."""

    def __init__(self, path: Path, header: Mapping[str, Any], descriptor: int) -> None:
        self.path = path
        self._header = header
        self._descriptor = descriptor
        self._mapped = mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
        finalize(self, os.close, descriptor)
        self._keys_at = int(header["sections"]["keys"]["offset"])
        self._keys = self.section("keys")
        self._blocks = self.section("blocks")

    @classmethod
    def open(cls, path: Path, /) -> Segment:
        """Map a segment file.

        Raises:
            IndexDamaged: It is missing, truncated, or its header is not what its checksum says.
            IndexVersion: Another version wrote it.
        """
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError as fault:
            raise IndexDamaged(path, "is missing") from fault
        try:
            header = _header(path, os.pread(descriptor, PAGE, 0))
            size = os.fstat(descriptor).st_size
            if size != header["size"]:
                raise IndexDamaged(path, f"is truncated: it has {size:,} bytes of {header['size']:,}")
            return cls(path, header, descriptor)
        except IndexFault:
            os.close(descriptor)
            raise

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

    @cached_property
    def longest(self) -> int:
        """Length of its longest text on the line, in characters."""
        return self.documents.longest

    @cached_property
    def _windows(self) -> Array:
        """Two blocks of keys from each key on, where they lie."""
        return np.lib.stride_tricks.sliding_window_view(self._keys, 2 * BLOCK)

    @cached_property
    def _contents(self) -> Array:
        return self.section("contents")

    @property
    def postings(self) -> int:
        """How many postings it has."""
        return len(self._keys)

    def __len__(self) -> int:
        return int(self._header["documents"])

    def find(self, hashes: Hashes, /, *, most: Numbers | int) -> Postings:
        """Return how many places each of ascending distinct hashes has, and the first so many of each, at most 32."""
        if not len(self._keys):
            nothing = np.zeros(0, dtype=np.int64)
            return Postings(np.zeros(len(hashes), dtype=np.int64), nothing, nothing)
        blocks = np.maximum(self._blocks.searchsorted(hashes) - 1, 0)
        window = self._window(blocks)
        same = window.view("<u4")[:, 1::2] == hashes[:, None]
        if int(blocks[-1] + 2) * BLOCK > len(self._keys):
            same[:, 1:] &= window[:, 1:] != window[:, :-1]  # the last block is read twice where nothing follows it
        at = same.reshape(-1).nonzero()[0]
        owners = at // (2 * BLOCK)
        counts = np.bincount(owners, minlength=len(hashes))
        firsts = counts.cumsum() - counts
        told = np.arange(len(at)) < (firsts + np.minimum(most, BLOCK)).take(owners)
        self._count_crowded(hashes, blocks, counts, same[:, -1])
        places = (window.reshape(-1).take(at[told]) & _LOW).view(np.int64)
        return Postings(counts, owners[told], places)

    def _count_crowded(self, hashes: Hashes, blocks: Numbers, counts: Numbers, is_open: npt.NDArray[np.bool_]) -> None:
        """Correct the counts of hashes that go on after what was read: about as many as the blocks they fill hold."""
        crowded = is_open.nonzero()[0]
        if len(crowded):
            ends = np.searchsorted(self._blocks, hashes[crowded], side="right")
            counts[crowded] = np.maximum(counts[crowded], (ends - 1 - blocks[crowded]) * BLOCK)

    def _window(self, blocks: Numbers) -> npt.NDArray[np.uint64]:
        """Return two adjacent blocks of keys from each of some blocks on, the last key repeated where the file ends."""
        size = 2 * BLOCK
        if len(self._keys) < size:
            return self._keys.take(blocks[:, None] * BLOCK + np.arange(size), mode="clip")
        starts = np.minimum(blocks * BLOCK, len(self._keys) - size)
        if self._keys.nbytes <= MAPPED:
            windows: npt.NDArray[np.uint64] = self._windows[starts]
            return windows
        data = b"".join(map(os.pread, repeat(self._descriptor), repeat(8 * size), (8 * starts + self._keys_at).tolist()))
        return np.frombuffer(data, dtype="<u8").reshape(-1, size)

    def documents_with(self, content: int, /, *, most: int) -> tuple[Numbers, int]:
        """Return the first texts with a content hash, and how many there are."""
        wanted = np.uint64(content)
        low = int(self._contents.searchsorted(wanted))
        if low == len(self._contents) or self._contents[low] != wanted:
            return np.zeros(0, dtype=np.int64), 0
        high = int(self._contents.searchsorted(wanted, side="right"))
        return self.section("content_order")[low : min(high, low + most)].astype(np.int64), high - low

    def named(self, names: npt.NDArray[np.uint64], /) -> tuple[Numbers, Numbers]:
        """Return which of the hashed names the part may hold, and the text each one is."""
        return matches(self.section("names"), self.section("name_order"), names)

    def keys(self, low: int, high: int, /) -> npt.NDArray[np.uint64]:
        """Return the postings of a range of hashes as ascending keys, hash above place."""
        first = max(int(np.searchsorted(self._blocks, np.uint32(low))) - 1, 0) * BLOCK
        last = min(int(np.searchsorted(self._blocks, np.uint32(high - 1), side="right")) * BLOCK, len(self._keys))
        keys = np.frombuffer(os.pread(self._descriptor, 8 * (last - first), self._keys_at + 8 * first), dtype="<u8")
        begin = np.searchsorted(keys, np.uint64(low << 32))
        return keys[begin : np.searchsorted(keys, np.uint64(((high - 1) << 32) | 0xFFFFFFFF), side="right")]

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
