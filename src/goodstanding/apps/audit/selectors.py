"""Reading the log: entries, roots, checkpoints, proofs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from goodstanding.apps.audit.errors import EntryUnknown, ProofImpossible
from goodstanding.apps.audit.merkle import Place, consistency_ranges, fold, inclusion_ranges, peaks
from goodstanding.apps.audit.models import Checkpoint, LogEntry, LogHead, MerkleNode


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of the log. ``ref`` is how pages and notices quote it: ``L-<index>``."""

    index: int
    at: datetime
    action: str
    actor_kind: str
    actor_ref: str
    subject_kind: str
    subject_ref: str
    payload: str
    leaf_hash: str

    @property
    def ref(self) -> str:
        """The entry's public reference."""
        return f"L-{self.index}"

    def details(self) -> Mapping[str, Any]:
        """Read the payload."""
        found: Mapping[str, Any] = json.loads(self.payload)
        return found


@dataclass(frozen=True, slots=True)
class CheckpointView:
    """One signed root, as published."""

    size: int
    root_hash: str
    at: datetime
    key_id: str
    signature: str


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """Proof that one entry stands in the log of ``size`` entries."""

    entry: EntryView
    size: int
    root_hash: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """Proof that a longer log begins with a shorter one."""

    first: int
    second: int
    first_root: str
    second_root: str
    path: tuple[str, ...]


def log_size() -> int:
    """Count the entries."""
    return LogHead.objects.filter(pk=1).values_list("size", flat=True).first() or 0


def entry(index: int, /) -> EntryView:
    """Find an entry by position.

    Raises:
        EntryUnknown: The log is shorter.
    """
    row = LogEntry.objects.filter(index=index).first()
    if row is None:
        raise EntryUnknown(f"The log has no entry {index}.")
    return entry_view(row)


def entry_index(ref: str, /) -> int:
    """Read an entry's reference, ``L-<index>`` or the bare index.

    Raises:
        EntryUnknown: The text is neither.
    """
    digits = ref.strip().upper().removeprefix("L-")
    if not digits.isascii() or not digits.isdigit():
        raise EntryUnknown(f"“{ref}” is not the reference of a log entry.", hint="Write L- and a number, for example L-42.")
    return int(digits)


def entries_about(subject_kind: str, subject_ref: str, /) -> tuple[EntryView, ...]:
    """List what was done to one subject, oldest first."""
    rows = LogEntry.objects.filter(subject_kind=subject_kind, subject_ref=subject_ref).order_by("index")
    return tuple(entry_view(row) for row in rows)


def counts_by_action(*, start: datetime, end: datetime) -> dict[str, int]:
    """Count the entries of a period by action.

    Args:
        start: First instant of the period.
        end: First instant after it.
    """
    rows = LogEntry.objects.filter(at__gte=start, at__lt=end).order_by().values_list("action").annotate(n=Count("id"))
    return dict(rows)


def latest_entries(*, limit: int = 50, before: int | None = None) -> tuple[EntryView, ...]:
    """List entries, newest first.

    Args:
        limit: At most so many.
        before: Only entries below this index.
    """
    rows = LogEntry.objects.filter(index__lt=before) if before is not None else LogEntry.objects.all()
    return tuple(entry_view(row) for row in rows.order_by("-index")[:limit])


def latest_checkpoint() -> CheckpointView | None:
    """Find the newest signed root."""
    row = Checkpoint.objects.order_by("-size").first()
    return checkpoint_view(row) if row else None


def root_hash(size: int | None = None, /) -> str:
    """Compute the root over the first ``size`` entries; over all when None.

    Raises:
        ProofImpossible: The log is shorter.
    """
    size = _known_size(size)
    return _range_roots([(0, size)])[0].hex() if size else fold([]).hex()


def inclusion_proof(index: int, /, *, size: int | None = None) -> InclusionProof:
    """Prove that an entry is in the log.

    Args:
        index: The entry's position.
        size: Prove it against the log of this length (a checkpoint's); against the whole when None.

    Raises:
        EntryUnknown: The log has no such entry.
        ProofImpossible: The entry came after that length, or the log is shorter than it.
    """
    size = _known_size(size)
    found = entry(index)
    if index >= size:
        raise ProofImpossible(f"Entry {index} came after the log had {size} entries.")
    *path, root = _range_roots([*inclusion_ranges(index, size), (0, size)])
    return InclusionProof(found, size, root.hex(), tuple(step.hex() for step in path))


def consistency_proof(first: int, second: int | None = None, /) -> ConsistencyProof:
    """Prove that the log of ``second`` entries only added to the log of ``first``.

    Raises:
        ProofImpossible: The lengths are not 1 ≤ first ≤ second ≤ the log's.
    """
    second = _known_size(second)
    if not 0 < first <= second:
        raise ProofImpossible(f"No proof leads from {first} to {second} entries.")
    *path, old, new = _range_roots([*consistency_ranges(first, second), (0, first), (0, second)])
    return ConsistencyProof(first, second, old.hex(), new.hex(), tuple(step.hex() for step in path))


def entry_view(row: LogEntry, /) -> EntryView:
    """Freeze a row."""
    return EntryView(
        row.index,
        row.at,
        row.action,
        row.actor_kind,
        row.actor_ref,
        row.subject_kind,
        row.subject_ref,
        row.payload,
        row.leaf_hash,
    )


def checkpoint_view(row: Checkpoint, /) -> CheckpointView:
    """Freeze a row."""
    return CheckpointView(row.size, row.root_hash, row.at, row.key_id, row.signature)


def _known_size(size: int | None) -> int:
    held = log_size()
    if size is not None and not 0 <= size <= held:
        raise ProofImpossible(f"The log has {held} entries, not {size}.")
    return held if size is None else size


def _range_roots(ranges: list[tuple[int, int]]) -> list[bytes]:
    covers = [peaks(start, end) for start, end in ranges]
    hashes = _hashes_at({place for cover in covers for place in cover})
    return [fold([hashes[place] for place in cover]) for cover in covers]


def _hashes_at(places: Iterable[Place]) -> dict[Place, bytes]:
    leaves, nodes = [], Q(pk__in=[])
    for level, index in places:
        if level == 0:
            leaves.append(index)
        else:
            nodes |= Q(level=level, index=index)
    found = {(0, index): hashed for index, hashed in LogEntry.objects.filter(index__in=leaves).values_list("index", "leaf_hash")}
    found.update(
        {
            (level, index): hashed
            for level, index, hashed in MerkleNode.objects.filter(nodes).values_list("level", "index", "hash")
        }
    )
    return {place: bytes.fromhex(hashed) for place, hashed in found.items()}
