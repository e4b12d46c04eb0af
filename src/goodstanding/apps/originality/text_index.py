"""The index of published texts in the state directory: where it is, how far it has read, and what happens when a file is bad.

Every wording of every post is in it, named by digest and content: evidence leads to exactly the text that was compared; an edit
never changes who came first. The index holds fingerprints; the texts stay with ingest. Each index keeps beside it how far
it has read: lost, restored or copied, it knows itself what it lacks.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.records import ContentVersionRecord
from goodstanding.apps.originality.values import Freshness
from goodstanding.core.originality.errors import IndexAbsent
from goodstanding.core.originality.index import OriginalityIndex
from goodstanding.core.originality.manifest import writing_lock

_CURRENT = "current"
_POSITION = "position.json"
_HOUR = 3600
_DIGITS = 32
"""Hexadecimal digits of a wording's digest that name it: 128 bits."""


class Position(msgspec.Struct, frozen=True):
    """How far an index has read.

    Args:
        read_to: Number of the last version read.
        last: Name of that version: tells another database from this one.
        gaps: Numbers passed over that may still come, with when they were first missed.
        late_from: Up to this number an earlier index had looked for badges that came too late.
        forgotten_to: Number of the last text let go that it followed.
    """

    read_to: int = 0
    last: str = ""
    gaps: tuple[tuple[int, datetime], ...] = ()
    read_at: datetime | None = None
    late_from: int = 0
    forgotten_to: int = 0


def directory() -> Path:
    """Return where this installation keeps its indexes of texts."""
    return Path(settings.CONFIG.state_dir) / "originality"


def name_of(content_ref: str, sha256: str, /) -> str:
    """Return a wording's name in the index."""
    return f"{sha256[:_DIGITS]}:{content_ref}"


def content_of(name: str, /) -> str:
    """Return the content a name in the index belongs to."""
    return name[_DIGITS + 1 :]


def version_of(name: str, /) -> ContentVersionRecord | None:
    """Return the wording a name in the index stands for; None where its retention ended."""
    return ingest.content_version(content_of(name), name[:_DIGITS])


class TextIndexes:
    """The indexes of a directory: one is current, another may be in the making.

    Raises, wherever an index is opened: IndexAbsent, IndexDamaged, IndexVersion.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._opened: dict[int, OriginalityIndex] = {}

    @contextmanager
    def held(self, *, wait: float) -> Iterator[None]:
        """Keep other processes and threads from changing anything here.

        Args:
            wait: Seconds to wait for another.

        Raises:
            IndexBusy: Another held it all the while.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with writing_lock(self.root, wait=wait):
            yield

    def current_number(self) -> int:
        """Return the number of the current index; 0 where there is none."""
        try:
            text = (self.root / _CURRENT).read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return 0
        return int(text) if text.isdecimal() else 0

    def current(self) -> OriginalityIndex:
        """Open the current index, once a process."""
        number = self.current_number()
        if not number:
            raise IndexAbsent(
                f"There is no index of texts in {self.root} yet.", hint="goodstanding originality rebuild makes it."
            )
        return self.index(number)

    def index(self, number: int, /) -> OriginalityIndex:
        """Open an index by number."""
        if number not in self._opened:
            _clear_partials(self.path(number))
            self._opened = {number: OriginalityIndex.open(self.path(number))}
        return self._opened[number]

    def begin(self, number: int, /, *, late_from: int) -> OriginalityIndex:
        """Begin an index, or go on with one that was begun."""
        if not self.position_path(number).exists():
            shutil.rmtree(self.path(number), ignore_errors=True)
            self.root.mkdir(parents=True, exist_ok=True)
            OriginalityIndex.create(self.path(number), texts="elsewhere")
            self.write_position(number, Position(late_from=late_from))
        return self.index(number)

    def make_current(self, number: int, /) -> None:
        """Let questions go to an index, and remove the others."""
        _replace(self.root / _CURRENT, str(number).encode())
        for path in self.root.glob("index-*"):
            if path != self.path(number):
                shutil.rmtree(path, ignore_errors=True)

    def discard(self, number: int, /) -> None:
        """Remove an index; whoever has it open still reads it."""
        self._opened.pop(number, None)
        shutil.rmtree(self.path(number), ignore_errors=True)

    def path(self, number: int, /) -> Path:
        """Return where an index is."""
        return self.root / f"index-{number}"

    def position_path(self, number: int, /) -> Path:
        """Return the file that says how far an index has read."""
        return self.path(number) / _POSITION

    def position(self, number: int, /) -> Position:
        """Return how far an index has read; from the beginning where that is not known."""
        try:
            return msgspec.json.decode(self.position_path(number).read_bytes(), type=Position)
        except (FileNotFoundError, msgspec.DecodeError):
            return Position()

    def write_position(self, number: int, position: Position, /) -> None:
        """Keep how far an index has read; once this returns it is on disk."""
        _replace(self.position_path(number), msgspec.json.encode(position))

    def freshness(self) -> Freshness:
        """Say how far the current index has read what was published."""
        number = self.current_number()
        position = self.position(number)
        behind = max(ingest.newest_version() - position.read_to, 0)
        return Freshness(len(self.current()), behind, position.read_at)


_KNOWN: dict[Path, TextIndexes] = {}


def text_indexes() -> TextIndexes:
    """Return this installation's indexes; each is opened once a process."""
    root = directory()
    return _KNOWN.setdefault(root, TextIndexes(root))


def wordings() -> Callable[[str], str | None]:
    """Return what gives the index an earlier text by its name, asked once each."""
    known: dict[str, str | None] = {}

    def wording(name: str) -> str | None:
        if name not in known:
            found = version_of(name)
            known[name] = found.body if found else None
        return known[name]

    return wording


def _clear_partials(path: Path) -> None:
    """Remove what a process that died left half written; a living one is done with its own in less than an hour."""
    for partial in path.glob("*.partial"):
        with suppress(FileNotFoundError):
            if time.time() - partial.stat().st_mtime > _HOUR:
                partial.unlink()


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
