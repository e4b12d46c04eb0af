"""The journal: what was acknowledged, in the order it came. Everything else in the index can be made again from it.

A journal is a header and batches. A batch is written and synced whole before it is acknowledged; one cut short by a crash was
never acknowledged and is cut off by the next writer.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import numpy as np

from goodstanding.core.originality.documents import COLUMNS, WORDS, Array, Documents, documents_of
from goodstanding.core.originality.errors import IndexDamaged, IndexVersion
from goodstanding.core.originality.taking_in import Intake

VERSION = 1
_MAGIC = b"GSJOURNL"
_HEADER = struct.Struct("<8sII")
_BATCH = struct.Struct("<4sIQQIII")
_MARK = b"BTCH"
_KEPT = ("published", "title", "content", "length", "letters", "samples", "stored")
_FIXED = _BATCH.size + 8
HEADER_SIZE = _HEADER.size
_SEARCHED = 1 << 20


@dataclass(frozen=True)
class Batch:
    """One acknowledged batch: texts taken in, and the sequence numbers of texts taken out or replaced."""

    documents: Documents
    hashes: Array
    places: Array
    removed: Array
    end: int


@lru_cache(maxsize=64)
def journal_path(directory: Path, number: int, /) -> Path:
    """Return the file of a journal."""
    return directory / f"journal-{number:08d}.gsj"


def packed_header(number: int, /) -> bytes:
    """Return the first bytes of a journal."""
    return _HEADER.pack(_MAGIC, VERSION, number)


def journal_size(path: Path, /) -> int:
    """Return the bytes a journal has.

    Raises:
        IndexDamaged: It is missing.
    """
    try:
        return path.stat().st_size
    except FileNotFoundError as fault:
        raise IndexDamaged(path, "is missing") from fault


def check_journal(path: Path, /) -> None:
    """Look at a journal's first bytes.

    Raises:
        IndexDamaged: It is missing, or does not begin as a journal does.
        IndexVersion: Another version wrote it.
    """
    with _opened(path) as file:
        _check_header(path, file.read(HEADER_SIZE))


def begin_journal(directory: Path, number: int, /) -> None:
    """Create an empty journal, synced."""
    with journal_path(directory, number).open("wb") as file:
        file.write(packed_header(number))
        file.flush()
        os.fsync(file.fileno())


def encoded(intake: Intake | None, removed: Array, /) -> bytes:
    """Return a batch as it is written: its header with lengths and checksum, columns, samples, words and texts."""
    parts: list[bytes] = []
    count = samples = first = texts = 0
    if intake is not None:
        columns = intake.documents.columns
        count, samples, first = len(intake.documents), len(intake.hashes), int(columns["sequence"][0])
        parts += [np.ascontiguousarray(columns[name], dtype=COLUMNS[name]).tobytes() for name in _KEPT]
        for name in WORDS:
            sizes = np.diff(intake.documents.starts[name]).astype("<u4").tobytes()
            parts += [sizes, intake.documents.words[name].tobytes()]
        parts += [intake.hashes.astype("<u4").tobytes(), intake.places.astype("<u4").tobytes()]
        texts = sum(map(len, intake.texts))
    head = b"".join([removed.astype("<u8").tobytes(), *parts])
    body = b"".join([head, *(intake.texts if intake is not None else ())])
    rest = struct.pack("<QQIII", len(body), first, count, samples, len(removed))
    crc = zlib.crc32(body, zlib.crc32(rest + texts.to_bytes(8, "little")))
    return _BATCH.pack(_MARK, crc, len(body), first, count, samples, len(removed)) + texts.to_bytes(8, "little") + body


def batches(directory: Path, number: int, /, *, after: int) -> Iterator[Batch]:
    """Yield the whole batches of a journal that begin at or after an offset; what follows the last whole one is passed over.

    Raises:
        IndexDamaged: The journal is missing or its header is not one.
        IndexVersion: Another version wrote it.
    """
    path = journal_path(directory, number)
    with _opened(path) as file:
        _check_header(path, file.read(HEADER_SIZE))
        at = max(after, HEADER_SIZE)
        size = os.fstat(file.fileno()).st_size
        file.seek(at)
        while True:
            batch = _next(file, path, number, at, size)
            if batch is None:
                return
            yield batch
            at = batch.end


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as fault:
        raise IndexDamaged(path, "is missing") from fault


def _next(file: BinaryIO, path: Path, number: int, at: int, size: int) -> Batch | None:
    """Read the batch at an offset; None where the journal ends, or ends in a batch that was never acknowledged."""
    fixed = file.read(_FIXED)
    if len(fixed) < _FIXED or not any(fixed[:4]):
        return None
    mark, crc, length, first, count, samples, removed = _BATCH.unpack(fixed[: _BATCH.size])
    end = at + _FIXED + length
    if mark == _MARK and end > size:
        return None
    body = file.read(length) if mark == _MARK else b""
    if zlib.crc32(body, zlib.crc32(fixed[8:])) != crc:
        if mark == _MARK and end == size:
            return None
        raise IndexDamaged(path, f"is not what its checksum says from byte {at:,} on")
    texts = int.from_bytes(fixed[-8:], "little")
    return _decoded(body, first, (count, samples, removed), Place(number, end - texts, end))


def whole_batches(data: memoryview, /) -> Iterator[tuple[int, int]]:
    """Yield where each batch begins and ends that is what its checksum says, whatever stands between them."""
    at = HEADER_SIZE
    while 0 <= at <= len(data) - _FIXED:
        mark, crc, length, *_ = _BATCH.unpack(data[at : at + _BATCH.size])
        end = at + _FIXED + length
        is_whole = mark == _MARK and end <= len(data)
        if is_whole and zlib.crc32(data[at + _FIXED : end], zlib.crc32(data[at + 8 : at + _FIXED])) == crc:
            yield at, end
            at = end
        else:
            at = _next_mark(data, at + 1)


def _next_mark(data: memoryview, at: int) -> int:
    """Return where the next batch may begin; −1 where there is none."""
    for start in range(at, len(data), _SEARCHED):
        found = bytes(data[start : start + _SEARCHED + len(_MARK) - 1]).find(_MARK)
        if found >= 0:
            return start + found
    return -1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a batch stands: its journal, where its texts begin, and where the next batch begins."""

    journal: int
    texts: int
    end: int


def _check_header(path: Path, header: bytes) -> None:
    if len(header) < HEADER_SIZE:
        raise IndexDamaged(path, f"is truncated: it has {len(header)} bytes")
    magic, version, _ = _HEADER.unpack(header)
    if magic != _MAGIC:
        raise IndexDamaged(path, "is not a journal")
    if version != VERSION:
        raise IndexVersion(path, version, VERSION)


def _decoded(body: bytes, first: int, counts: tuple[int, int, int], place: Place) -> Batch:
    count, samples, removed = counts
    reader = _Reader(body)
    gone = reader.array("<u8", removed)
    if not count:
        return Batch(no_documents(), reader.array("<u4", 0), reader.array("<u4", 0), gone, place.end)
    columns = {name: reader.array(COLUMNS[name], count) for name in _KEPT}
    starts, words = {}, {}
    for name in WORDS:
        starts[name] = np.concatenate((np.zeros(1, "<u4"), np.cumsum(reader.array("<u4", count), dtype="<u4")))
        words[name] = reader.array("u1", int(starts[name][-1]))
    hashes, places = reader.array("<u4", samples), reader.array("<u4", samples)
    sizes = columns["stored"].astype("<u8")
    columns["sequence"] = np.arange(first, first + count, dtype="<u8")
    columns["journal"] = np.full(count, place.journal, dtype="<u4")
    columns["offset"] = np.cumsum(sizes, dtype="<u8") - sizes + np.uint64(place.texts)
    return Batch(Documents(columns, starts, words), hashes, places, gone, place.end)


def no_documents() -> Documents:
    """Return an empty set of texts."""
    return documents_of({name: np.zeros(0, dtype=kind) for name, kind in COLUMNS.items()}, dict.fromkeys(WORDS, ()))


class _Reader:
    """Reads arrays off the front of a batch."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def array(self, kind: str, count: int, /) -> Array:
        """Return the next ``count`` values, copied so that the batch's texts need not stay in memory."""
        found = np.frombuffer(self._body, dtype=kind, count=count, offset=self._at).copy()
        self._at += found.nbytes
        return found
