"""The register of protected and closed names, asked by name: is this one of them, in disguise?

One large compiled segment, mapped from a file, and a small one for what was added since; entries withdrawn since are left out. A
look-up reads a snapshot, so names may be added while others are matched.

Source: PA21:8.2, PA21:8.3; RQ-027, RQ-031, RQ-032.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from goodstanding.core.names.alignment import Alignment, Subject, Target, align, subject_of, target_of
from goodstanding.core.names.candidates import candidates, whole_hashes
from goodstanding.core.names.container import read_arrays, write_arrays
from goodstanding.core.names.explanation import told
from goodstanding.core.names.segment import Segment, build_segment
from goodstanding.core.names.units import Unit, row, rows
from goodstanding.core.names.values import HELD_FROM, NameMatch, ProtectedName

VERSION = "1"
"""Of the compiled form; a file of another one is built anew. Changes with units, classes, hashes and arrays."""

_TARGETS = 4096


@dataclass(frozen=True, slots=True, eq=False)
class _Snapshot:
    base: Segment
    recent: Segment
    added: tuple[ProtectedName, ...]
    withdrawn: frozenset[ProtectedName]


class ProtectedNames:
    """Protected and closed names. Make one with `build` or `open`."""

    def __init__(self, base: Segment, /) -> None:
        self._now = _Snapshot(base, build_segment(()), (), frozenset())

    @classmethod
    def build(cls, entries: Iterable[ProtectedName], /) -> Self:
        """Compile a register. The same name may stand in it for several reasons; equal entries count once."""
        return cls(build_segment(dict.fromkeys(entries)))

    @classmethod
    def open(cls, path: Path, /) -> Self:
        """Open a compiled register by mapping its file.

        Raises:
            UnreadableNames: The file is missing or not of this version; build the register anew.
        """
        return cls(Segment(**read_arrays(path, version=VERSION)))

    def save(self, path: Path, /) -> None:
        """Write the register, with all that was added and without what was withdrawn, to a file that `open` maps."""
        now = self._now
        base = now.base if not now.added and not now.withdrawn else build_segment(self.entries())
        write_arrays(path, base.arrays(), version=VERSION)

    def entries(self) -> Iterable[ProtectedName]:
        """Yield all entries: those compiled, then those added."""
        now = self._now
        for number in range(len(now.base)):
            entry = now.base.entry(number)
            if entry not in now.withdrawn:
                yield entry
        yield from now.added

    def add(self, entries: Iterable[ProtectedName], /) -> None:
        """Add names at once. Meant for thousands; beyond that `save` and `open` again."""
        now, fresh = self._now, dict.fromkeys(entries)
        added = tuple(dict.fromkeys((*now.added, *fresh)))
        self._now = _Snapshot(now.base, build_segment(added), added, now.withdrawn.difference(fresh))

    def discard(self, entries: Iterable[ProtectedName], /) -> None:
        """Withdraw entries at once: a closing overturned, a name given up. Unknown ones are no fault."""
        now, gone = self._now, frozenset(entries)
        added = tuple(entry for entry in now.added if entry not in gone)
        self._now = _Snapshot(now.base, build_segment(added), added, now.withdrawn | gone)

    def __len__(self) -> int:
        now = self._now
        return len(now.base) + len(now.added)

    @property
    def nbytes(self) -> int:
        """Return the size of the compiled arrays in bytes, mapped or in memory."""
        return self._now.base.nbytes + self._now.recent.nbytes

    def match(self, name: str, /, *, limit: int = 5, threshold: float = HELD_FROM) -> tuple[NameMatch, ...]:
        """Return the entries that a name reads as, the best first.

        Args:
            limit: At most so many.
            threshold: The least score, 0.0–1.0.
        """
        best: dict[ProtectedName, tuple[Alignment, Subject, Target]] = {}
        now = self._now
        for read in rows(name):
            subject = subject_of(read)
            for entry in self._possible(now, subject):
                target = _target(entry.name)
                found = align(subject, target, least=threshold)
                if found.score >= threshold and (entry not in best or found.score > best[entry][0].score):
                    best[entry] = found, subject, target
        ranked = sorted(best.items(), key=lambda item: (-item[1][0].score, item[0].name, item[0].source, item[0].holder_ref))
        return tuple(told(entry, subject, target, found) for entry, (found, subject, target) in ranked[:limit])

    def _possible(self, now: _Snapshot, subject: Subject) -> dict[ProtectedName, None]:
        """Return the entries worth comparing; the withdrawn ones are not."""
        found: dict[ProtectedName, None] = {}
        for units in _ways(subject):
            hashes = whole_hashes(units)
            for segment in (now.base, now.recent):
                if len(segment):
                    numbers = candidates(segment, units, hashes).tolist()
                    found.update(dict.fromkeys(segment.entry(number) for number in numbers))
        return {entry: None for entry in found if entry not in now.withdrawn or entry in now.added}


def _ways(subject: Subject) -> list[tuple[Unit, ...]]:
    """Return the units of a name, and without the added words if they stand inside."""
    units = subject.row.units
    bare = tuple(unit for unit, is_added in zip(units, subject.is_added, strict=True) if not is_added)
    is_inside = 2 <= len(bare) < len(units) and bare[-1].end - bare[0].start > sum(unit.end - unit.start for unit in bare)
    return [units, bare] if is_inside else [units]


@lru_cache(maxsize=_TARGETS)
def _target(name: str) -> Target:
    return target_of(row(name))
