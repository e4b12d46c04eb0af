"""The manifest: which files make up the index. It is replaced whole, so that there is always exactly one truth on disk."""

from __future__ import annotations

import fcntl
import json
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.errors import IndexAbsent, IndexBusy, IndexDamaged, IndexVersion
from goodstanding.core.originality.journal import HEADER_SIZE, begin_journal
from goodstanding.core.originality.segment_writing import sync_directory

VERSION = 1
_NAME = "manifest.json"
_MAGIC = b"GSREMOVE"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index consists of.

    Args:
        keeps_texts: Whether journals hold the texts themselves.
        journals: Numbers of the journals, oldest first; the last one is written to.
        covered: How far the last journal is covered by segments, in bytes.
        segments: File names of the segments, oldest texts first.
        removed: File with the sequence numbers taken out of the segments; empty when none.
        next_sequence: Sequence number after the last one covered.
        next_number: Number of the next file made.
    """

    keeps_texts: bool
    journals: tuple[int, ...]
    covered: int
    segments: tuple[str, ...] = ()
    removed: str = ""
    next_sequence: int = 1
    next_number: int = 2

    def numbered(self) -> tuple[int, Manifest]:
        """Take the next file number."""
        return self.next_number, replace(self, next_number=self.next_number + 1)


@lru_cache(maxsize=64)
def manifest_path(directory: Path, /) -> Path:
    """Return where the manifest of an index is."""
    return directory / _NAME


def begin_index(directory: Path, /, *, keeps_texts: bool) -> None:
    """Make an empty index; one that is there already is left as it is."""
    directory.mkdir(parents=True, exist_ok=True)
    with writing_lock(directory, wait=10.0):
        if not manifest_path(directory).exists():
            _refuse_orphans(directory)
            begin_journal(directory, 1)
            write_manifest(directory, Manifest(keeps_texts, (1,), HEADER_SIZE))


def read_manifest(directory: Path, /) -> Manifest:
    """Read the manifest.

    Raises:
        IndexAbsent: There is none.
        IndexDamaged: It is missing beside journals that hold texts, or it is not what its checksum says.
        IndexVersion: Another version wrote it.
    """
    path = manifest_path(directory)
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError as fault:
        _refuse_orphans(directory)
        raise IndexAbsent(f"There is no similarity index in {directory}.", hint="Add texts to it first.") from fault
    except ValueError as fault:
        raise IndexDamaged(path, "is not JSON") from fault
    if not isinstance(found, dict) or found.get("format") != "goodstanding-originality":
        raise IndexDamaged(path, "is not a manifest of a similarity index")
    if found.get("version") != VERSION:
        raise IndexVersion(path, int(found.get("version") or 0), VERSION)
    body = found.get("index")
    if not isinstance(body, dict) or found.get("crc") != _crc(body):
        raise IndexDamaged(path, "is not what its checksum says")
    return Manifest(**{**body, "journals": tuple(body["journals"]), "segments": tuple(body["segments"])})


def _refuse_orphans(directory: Path) -> None:
    """Refuse to take a directory for an empty one where journals hold texts and only the manifest is gone."""
    if any(path.stat().st_size > HEADER_SIZE for path in directory.glob("journal-*.gsj")):
        raise IndexDamaged(manifest_path(directory), "is missing, but there are journals")


def write_manifest(directory: Path, manifest: Manifest, /) -> None:
    """Replace the manifest; once this returns it is on disk."""
    body = json.loads(json.dumps(asdict(manifest)))
    partial = directory / f"{_NAME}.tmp"
    with partial.open("w", encoding="utf-8") as file:
        json.dump({"format": "goodstanding-originality", "version": VERSION, "crc": _crc(body), "index": body}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(manifest_path(directory))
    sync_directory(directory)


def read_removed(directory: Path, name: str, /) -> npt.NDArray[np.uint64]:
    """Read the sequence numbers taken out of the segments, ascending."""
    if not name:
        return np.zeros(0, dtype=np.uint64)
    path = directory / name
    try:
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise IndexDamaged(path, "is missing") from fault
    if data[:8] != _MAGIC or zlib.crc32(data[12:]) != int.from_bytes(data[8:12], "little"):
        raise IndexDamaged(path, "is not what its checksum says")
    return np.frombuffer(data, dtype="<u8", offset=12).astype(np.uint64)


def write_removed(directory: Path, number: int, removed: npt.NDArray[np.uint64], /) -> str:
    """Write the sequence numbers taken out of the segments; return the file's name."""
    if not len(removed):
        return ""
    name = f"removed-{number:08d}.gsd"
    data = removed.astype("<u8").tobytes()
    with (directory / name).open("wb") as file:
        file.write(_MAGIC + zlib.crc32(data).to_bytes(4, "little") + data)
        file.flush()
        os.fsync(file.fileno())
    return name


def clear_leftovers(directory: Path, manifest: Manifest, /) -> None:
    """Remove what a crash left behind and what the manifest no longer names."""
    kept = {_NAME, "lock", manifest.removed, *manifest.segments, *(f"journal-{number:08d}.gsj" for number in manifest.journals)}
    for path in directory.iterdir():
        if path.name not in kept and path.suffix in {".tmp", ".gss", ".gsj", ".gsd"}:
            path.unlink(missing_ok=True)


@contextmanager
def writing_lock(directory: Path, /, *, wait: float) -> Iterator[None]:
    """Hold the writer's lock; the system lets go of it when a process dies.

    Args:
        wait: How long to wait for another writer, in seconds.

    Raises:
        IndexBusy: Another writer held it all the while.
    """
    with (directory / "lock").open("a") as file:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as fault:
                if time.monotonic() >= until:
                    message = f"Another process has been writing to the index in {directory} for {wait:g} seconds."
                    raise IndexBusy(message, hint="Try again when it is done.") from fault
                time.sleep(0.01)
        yield


def _crc(body: object) -> int:
    return zlib.crc32(json.dumps(body, sort_keys=True, separators=(",", ":")).encode())
