"""Verifying the whole record: every entry, every subtree, the head, every checkpoint; the first broken record is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from goodstanding.apps.audit import signing
from goodstanding.apps.audit.entries import chain, checkpoint_text
from goodstanding.apps.audit.merkle import fold, leaf_hash, node_hash
from goodstanding.apps.audit.models import Checkpoint, LogEntry, LogHead, MerkleNode
from goodstanding.apps.audit.selectors import CheckpointView, checkpoint_view
from goodstanding.apps.audit.services import row_bytes

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found.

    Args:
        is_whole: Nothing was changed, moved, added or taken away.
        size: Entries read.
        checkpoints: Signed roots that were compared.
        broken: The first broken record (``L-17``, ``checkpoint 100``, ``head``), empty when none.
        reason: What is wrong with it, one sentence.
    """

    is_whole: bool
    size: int
    checkpoints: int
    broken: str = ""
    reason: str = ""


class _Broken(Exception):
    def __init__(self, record: str, reason: str) -> None:
        super().__init__(reason)
        self.record, self.reason = record, reason


@dataclass(slots=True)
class _Walk:
    """The log recomputed up to ``size``."""

    size: int = 0
    chain_hash: bytes = bytes(32)
    peaks: list[bytes] = field(default_factory=list)
    compared: int = 0
    vouched: int = 0
    """The size of the last checkpoint that agreed: everything before it is vouched for."""


def verify_log(*, trusted: Iterable[CheckpointView] = ()) -> Verdict:
    """Recompute the log from its entries and compare everything that was derived from them.

    Args:
        trusted: Checkpoints kept elsewhere (published, mailed, printed). A log rewritten from end to end together with its own
            checkpoints still disagrees with these.
    """
    walk = _Walk()
    try:
        _compare(walk, trusted)
    except _Broken as found:
        return Verdict(is_whole=False, size=walk.size, checkpoints=walk.compared, broken=found.record, reason=found.reason)
    return Verdict(is_whole=True, size=walk.size, checkpoints=walk.compared)


def _compare(walk: _Walk, trusted: Iterable[CheckpointView]) -> None:
    own = [checkpoint_view(row) for row in Checkpoint.objects.order_by("size")]
    checkpoints = iter(sorted([*own, *trusted], key=lambda checkpoint: checkpoint.size))
    expected = next(checkpoints, None)
    nodes = _nodes_in_order_of_completion()
    for row in LogEntry.objects.order_by("index").iterator(chunk_size=_CHUNK):
        _compare_entry(walk, row)
        _compare_nodes(walk, nodes)
        while expected is not None and expected.size == walk.size:
            _compare_checkpoint(walk, expected)
            expected = next(checkpoints, None)
    if expected is not None:
        raise _Broken(f"L-{walk.size}", f"A checkpoint vouches for {expected.size} entries; the log holds only {walk.size}.")
    _compare_head(walk)
    if (left := next(nodes, None)) is not None:
        raise _Broken(f"L-{walk.size}", f"The subtree {left} is stored, but its entries are not in the log.")


def _compare_entry(walk: _Walk, row: LogEntry) -> None:
    here = f"L-{walk.size}"
    if row.index != walk.size:
        raise _Broken(here, f"Entry {walk.size} is missing; the next one held is {row.index}.")
    leaf = leaf_hash(row_bytes(row))
    if leaf.hex() != row.leaf_hash:
        raise _Broken(here, f"The entry ({row.action}) is not what was recorded: its content does not give its hash.")
    walk.chain_hash = chain(walk.chain_hash, leaf)
    if walk.chain_hash.hex() != row.chain_hash:
        raise _Broken(here, "The entry does not follow from the one before it: the chain is broken here.")
    walk.size += 1
    walk.peaks.append(leaf)


def _compare_nodes(walk: _Walk, nodes: Iterator[MerkleNode]) -> None:
    position, level = walk.size - 1, 0
    while position >> level & 1:
        right, left = walk.peaks.pop(), walk.peaks.pop()
        walk.peaks.append(node_hash(left, right))
        level += 1
        stored = next(nodes, None)
        if stored is None or (stored.level, stored.index) != (level, position >> level) or stored.hash != walk.peaks[-1].hex():
            subtree = f"{level}/{position >> level}"
            raise _Broken(f"L-{position}", f"The stored hash of the subtree {subtree}, which ends here, is wrong or missing.")


def _compare_checkpoint(walk: _Walk, expected: CheckpointView) -> None:
    root = bytes.fromhex(expected.root_hash)
    text = checkpoint_text(size=expected.size, root=root, at=expected.at)
    if not signing.is_signed(text, signature=bytes.fromhex(expected.signature), key_id=expected.key_id):
        raise _Broken(f"checkpoint {expected.size}", "The checkpoint's signature is not by a known key over its content.")
    if fold(walk.peaks) != root:
        raise _Broken(
            f"L-{walk.vouched}",
            f"The log was rewritten between entries {walk.vouched} and {expected.size - 1}: its root is not the one signed.",
        )
    walk.vouched = expected.size
    walk.compared += 1


def _compare_head(walk: _Walk) -> None:
    head = LogHead.objects.filter(pk=1).first() or LogHead()
    if head.size != walk.size:
        raise _Broken(f"L-{min(walk.size, head.size)}", f"The log should have {head.size} entries and has {walk.size}.")
    if head.chain_hash != walk.chain_hash.hex() or head.peaks != [peak.hex() for peak in walk.peaks]:
        raise _Broken("head", "The head does not follow from the entries.")


def _nodes_in_order_of_completion() -> Iterator[MerkleNode]:
    """Stream the stored subtrees in the order their last leaf was added."""
    levels = MerkleNode.objects.order_by("-level").values_list("level", flat=True).first() or 0
    streams = [
        MerkleNode.objects.filter(level=level).order_by("index").iterator(chunk_size=_CHUNK) for level in range(1, levels + 1)
    ]
    heads = [next(stream, None) for stream in streams]
    while True:
        waiting = [(_end(node), node.level) for node in heads if node is not None]
        if not waiting:
            return
        level = min(waiting)[1]
        node = heads[level - 1]
        heads[level - 1] = next(streams[level - 1], None)
        if node is not None:
            yield node


def _end(node: MerkleNode) -> int:
    return (node.index + 1) << node.level
