"""Segments are written from memory, and merged from other segments a range of hashes at a time, so that memory stays small."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.documents import COLUMNS, WORDS, Array, Documents, joined
from goodstanding.core.originality.postings import MemoryPart
from goodstanding.core.originality.segment import BLOCK, PAGE, Segment, packed_header

LINE_END = (1 << 32) - (1 << 26)
"""Longest line of characters one segment can hold: about four million articles."""
_PER_RANGE = 2_000_000
Ranges = Iterator[npt.NDArray[np.uint64]]
"""Postings as ascending keys, one range of hashes after another."""


@dataclass
class _Writer:
    """Writes sections of a file, in any order once their places are set."""

    file: BinaryIO
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    end: int = PAGE

    def place(self, name: str, kind: str, count: int) -> None:
        """Set a section's place."""
        self.sections[name] = {"offset": self.end, "type": kind, "count": count, "crc": 0, "written": 0}
        self.end = -(-(self.end + count * np.dtype(kind).itemsize) // 64) * 64

    def write(self, name: str, values: Array) -> None:
        """Append values to a section."""
        section = self.sections[name]
        data = np.ascontiguousarray(values, dtype=section["type"]).tobytes()
        self.file.seek(section["offset"] + section["written"])
        self.file.write(data)
        section["crc"] = zlib.crc32(data, section["crc"])
        section["written"] += len(data)

    def whole(self, name: str, kind: str, values: Array) -> None:
        """Set a section's place and write all of it."""
        self.place(name, kind, len(values))
        self.write(name, values)


def write_segment(path: Path, part: MemoryPart, /) -> None:
    """Write the texts in memory as a segment: all of it or, after a crash, nothing under its name."""
    _write(path, part.documents, part.names, len(part.keys), iter([part.keys]))


class Moves(Protocol):
    """Knows where texts stand now that journals were written anew."""

    def columns(self, sequences: npt.NDArray[np.uint64], /) -> dict[str, Array]:
        """Return the columns that changed, for texts by sequence number."""


def merge_segments(
    path: Path, segments: Sequence[Segment], removed: npt.NDArray[np.uint64], /, *, moved: Moves | None = None
) -> None:
    """Write the texts of several segments, in order, as one segment, without those taken out."""
    kept = [~np.isin(segment.documents.columns["sequence"], removed) for segment in segments]
    parts = [segment.documents.chosen(mask) for segment, mask in zip(segments, kept, strict=True)]
    documents = joined(parts)
    if moved is not None:
        columns = {**documents.columns, **moved.columns(documents.columns["sequence"])}
        documents = Documents(columns, documents.starts, documents.words)
    names = np.concatenate([_names(segment)[mask] for segment, mask in zip(segments, kept, strict=True)])
    bases, base = [], 0
    for part in parts:
        bases.append(base)
        base += int((part.columns["length"].astype(np.int64) + 1).sum())
    movers = [_Mover(segment, mask, start) for segment, mask, start in zip(segments, kept, bases, strict=True)]
    count = int(documents.columns["samples"].sum(dtype=np.int64))
    _write(path, documents, names, count, _merged(movers, count))


class _Mover:
    """Carries a segment's postings to the merged line of characters; what belongs to texts taken out is dropped."""

    def __init__(self, segment: Segment, kept: npt.NDArray[np.bool_], base: int) -> None:
        self._segment = segment
        self._kept = None if bool(kept.all()) else kept
        self._base = base
        if self._kept is not None:
            sizes = np.diff(segment.bases.astype(np.int64))
            fresh = np.cumsum(np.where(kept, sizes, 0)) - np.where(kept, sizes, 0)
            self._shifts = fresh - segment.bases[:-1].astype(np.int64) + base

    def keys(self, low: int, high: int) -> npt.NDArray[np.uint64]:
        """Return the moved postings of a range of hashes, ascending."""
        keys = self._segment.keys(low, high)
        if self._kept is None:
            return keys + np.uint64(self._base)
        owners = np.searchsorted(self._segment.bases, (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32), side="right") - 1
        alive = self._kept[owners]
        moved: npt.NDArray[np.uint64] = (keys[alive].astype(np.int64) + self._shifts[owners[alive]]).astype(np.uint64)
        return moved


def _merged(movers: Sequence[_Mover], count: int) -> Ranges:
    """Yield the merged postings, one range of hashes after another."""
    ranges = 1 << min((count // _PER_RANGE).bit_length(), 16)
    width = (1 << 32) // ranges
    for low in range(0, 1 << 32, width):
        yield np.sort(np.concatenate([mover.keys(low, low + width) for mover in movers]))


def _names(segment: Segment) -> npt.NDArray[np.uint64]:
    """Return the hashed name of each text of a segment."""
    names = np.empty(len(segment), dtype=np.uint64)
    names[segment.section("name_order")] = segment.section("names")
    return names


def _write(path: Path, documents: Documents, names: npt.NDArray[np.uint64], count: int, ranges: Ranges) -> None:
    partial = path.with_suffix(".tmp")
    with partial.open("wb") as file:
        writer = _Writer(file)
        _write_documents(writer, documents, names)
        writer.place("blocks", "<u4", -(-count // BLOCK))
        writer.place("keys", "<u8", count)
        _write_postings(writer, ranges)
        file.truncate(writer.end)
        header = {"size": writer.end, "documents": len(documents), "sections": writer.sections}
        file.seek(0)
        file.write(packed_header(header))
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    sync_directory(path.parent)


def _write_documents(writer: _Writer, documents: Documents, names: npt.NDArray[np.uint64]) -> None:
    for name, kind in COLUMNS.items():
        writer.whole(name, kind, documents.columns[name])
    for name in WORDS:
        writer.whole(f"{name}_starts", "<u4", documents.starts[name])
        writer.whole(f"{name}_words", "u1", documents.words[name])
    writer.whole("bases", "<u4", documents.bases())
    for section, values in (("name", names), ("content", documents.columns["content"])):
        order = np.argsort(values, kind="stable")
        writer.whole(f"{section}s", "<u8", values[order])
        writer.whole(f"{section}_order", "<u4", order)


def _write_postings(writer: _Writer, ranges: Ranges) -> None:
    written = 0
    for keys in ranges:
        writer.write("blocks", keys[-written % BLOCK :: BLOCK] >> np.uint64(32))
        writer.write("keys", keys)
        written += len(keys)


def sync_directory(directory: Path, /) -> None:
    """Make renames and removals in a directory durable."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
