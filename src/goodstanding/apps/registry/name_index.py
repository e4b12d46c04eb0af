"""The register of names as this process matches against it: a compiled file shared by all, and what changed since.

The database's register has a sequence that grows with every change. A look-up asks for it (one small query) and catches up with
the entries that changed; a process that starts maps the newest compiled file and catches up from there. So a name protected
here is matched by every other process at its next look-up.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from goodstanding.apps.registry.models import NameRegister
from goodstanding.apps.registry.models import ProtectedName as Row
from goodstanding.core.names.container import UnreadableNames
from goodstanding.core.names.protected import VERSION, ProtectedNames
from goodstanding.core.names.values import NameKind, ProtectedName

COMPILE_FROM = 2_000
"""So many changes are caught up with one by one; from here the index is built anew."""
_FILE = re.compile(r"names-v(\w+)-([\w-]+)-(\d+)\.compiled")
_LOCK = threading.Lock()


@dataclass(slots=True)
class _Index:
    """What this process matches against. ``newest`` names an entry of that sequence: gone if the change was undone."""

    names: ProtectedNames
    stamp: str
    sequence: int
    newest: str


_HELD: dict[str, _Index] = {}


def current_names() -> ProtectedNames:
    """Return the register as it stands in the database now, entries written in the caller's own transaction included.

    The ``holder_ref`` of an entry here is the entry's own reference in the database.
    """
    stamp, sequence = register_version()
    with _LOCK:
        held = _HELD.get("index")
        if held is None or held.stamp != stamp or sequence < held.sequence or not _stands(held):
            held = _HELD["index"] = _opened(stamp, sequence)
        if sequence > held.sequence:
            held = _HELD["index"] = _caught_up(held, sequence)
        return held.names


def register_version() -> tuple[str, int]:
    """Return what tells this register from others, and how often it changed."""
    found = NameRegister.objects.filter(key="names").values_list("stamp", "sequence").first()
    return found or ("", 0)


def compile_names() -> int:
    """Build the index and keep it in a file that processes map when they start; return how many names it holds.

    Call it outside a transaction, after many names were entered.
    """
    stamp, sequence = register_version()
    names = _built(sequence)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"names-v{VERSION}-{stamp}-{sequence}.compiled"
    names.save(path)
    for older, unused in _files(stamp):
        if older < sequence:
            unused.unlink(missing_ok=True)
    with _LOCK:
        _HELD["index"] = _Index(ProtectedNames.open(path), stamp, sequence, _newest(sequence))
    return len(names)


def entry_of(row: Row, /) -> ProtectedName:
    """Return a row as the matcher keeps it."""
    return ProtectedName(row.name, NameKind(row.kind), row.source, row.ref)


def _caught_up(held: _Index, sequence: int) -> _Index:
    changed = Row.objects.filter(sequence__gt=held.sequence, sequence__lte=sequence)
    if changed.count() >= COMPILE_FROM:
        return _Index(_built(sequence), held.stamp, sequence, _newest(sequence))
    rows = list(changed.order_by("sequence", "id"))
    gone = [entry_of(row) for row in rows if row.withdrawn_at is not None]
    new = [entry_of(row) for row in rows if row.withdrawn_at is None]
    if gone:
        held.names.discard(gone)
    if new:
        held.names.add(new)
    return _Index(held.names, held.stamp, sequence, _newest(sequence))


def _built(sequence: int) -> ProtectedNames:
    rows = Row.objects.filter(withdrawn_at__isnull=True, sequence__lte=sequence).order_by("id")
    return ProtectedNames.build(entry_of(row) for row in rows.iterator(chunk_size=5_000))


def _opened(stamp: str, sequence: int) -> _Index:
    """Map the newest compiled file of this register that is not ahead of it."""
    for kept, path in sorted(_files(stamp), reverse=True):
        if kept <= sequence:
            try:
                return _Index(ProtectedNames.open(path), stamp, kept, _newest(kept))
            except UnreadableNames:
                continue
    return _Index(ProtectedNames.build(()), stamp, 0, "")


def _stands(held: _Index) -> bool:
    return _newest(held.sequence) == held.newest


def _newest(sequence: int) -> str:
    return Row.objects.filter(sequence=sequence).order_by("id").values_list("ref", flat=True).first() or ""


def _files(stamp: str) -> list[tuple[int, Path]]:
    folder = _folder()
    found = [(_FILE.fullmatch(path.name), path) for path in folder.glob("names-*.compiled")] if folder.exists() else []
    return [(int(one[3]), path) for one, path in found if one is not None and (one[1], one[2]) == (VERSION, stamp)]


def _folder() -> Path:
    return Path(settings.CONFIG.state_dir) / "cache" / "names"
