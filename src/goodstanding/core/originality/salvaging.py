"""What can be saved of a damaged journal: every batch that is whole still. The damaged file is kept under another name."""

from __future__ import annotations

import mmap
import os
from collections.abc import Sequence
from pathlib import Path

from goodstanding.core.originality.errors import IndexDamaged
from goodstanding.core.originality.journal import HEADER_SIZE, check_journal, journal_path, packed_header, whole_batches
from goodstanding.core.originality.segment_writing import sync_directory

Spans = Sequence[tuple[int, int]]


def salvage(directory: Path, number: int, /, *, covered: int | None) -> str:
    """Replace a damaged journal by its whole batches; return a sentence about what was lost, empty where nothing was.

    Args:
        covered: How far it was acknowledged at least, in bytes, where it is the one written to: a batch cut short after that is
            no damage. None for the others.

    Raises:
        IndexVersion: Another version wrote it.
    """
    path = journal_path(directory, number)
    begins_well = _begins_well(path)
    whole = _whole(path)
    end = whole[-1][1] if whole else HEADER_SIZE
    size = path.stat().st_size
    is_unbroken = begins_well and end == HEADER_SIZE + sum(stop - start for start, stop in whole)
    if is_unbroken and size == end and (covered is None or end >= covered):
        return ""
    if is_unbroken and covered is not None and end >= covered:
        os.truncate(path, end)
        return ""
    aside = _replaced(path, number, whole)
    return f"{path.name} was damaged; {len(whole):,} whole batches were saved. The file as it was is kept as {aside.name}."


def _begins_well(path: Path) -> bool:
    try:
        check_journal(path)
    except IndexDamaged:
        return False
    return True


def _whole(path: Path) -> Spans:
    if path.stat().st_size <= HEADER_SIZE:
        return ()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data, memoryview(data) as view:
        return tuple(whole_batches(view))


def _replaced(path: Path, number: int, whole: Spans) -> Path:
    """Write the whole batches as the journal; return where the damaged one is now."""
    partial = path.with_suffix(".tmp")
    with path.open("rb") as damaged, partial.open("wb") as fresh:
        fresh.write(packed_header(number))
        for start, end in whole:
            damaged.seek(start)
            fresh.write(damaged.read(end - start))
        fresh.flush()
        os.fsync(fresh.fileno())
    aside = path.with_suffix(".damaged")
    path.rename(aside)
    partial.rename(path)
    sync_directory(path.parent)
    return aside
