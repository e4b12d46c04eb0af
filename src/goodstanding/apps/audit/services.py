"""Writing the log. Auditing is not logging: an act that cannot be recorded does not happen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from goodstanding.apps.audit import signing
from goodstanding.apps.audit.entries import Entry, canonical, chain, checkpoint_text, entry_bytes
from goodstanding.apps.audit.errors import ActionMalformed
from goodstanding.apps.audit.merkle import fold, leaf_hash, node_hash
from goodstanding.apps.audit.models import Checkpoint, LogEntry, LogHead, MerkleNode
from goodstanding.apps.audit.selectors import CheckpointView, EntryView, checkpoint_view, entry_view
from goodstanding.apps.common.transactions import immediate, require_transaction
from goodstanding.apps.identity.actors import Actor

_ACTION = re.compile(r"^[a-z][a-z_]*:[a-z][a-z_]*$")


def record(
    action: str, /, *, actor: Actor, subject_kind: str, subject_ref: str, payload: Mapping[str, Any] | None = None, at: datetime
) -> EntryView:
    """Record one thing done, in the transaction that does it.

    Args:
        action: ``subject:action``, past tense for what happened: ``decision:issued``.
        actor: Who did it.
        subject_kind: What it was done to.
        subject_ref: Its public reference.
        payload: References, codes, integers and digests; never personal data, never a float.
        at: When.

    Raises:
        OutsideTransaction: No transaction is open.
        ActionMalformed: The action is not ``subject:action``.
    """
    return record_many([Entry(action, actor, subject_kind, subject_ref, payload or {})], at=at)[0]


def record_many(entries: Sequence[Entry], /, *, at: datetime) -> list[EntryView]:
    """Record several things done, in order, at the cost of one lock and a few statements.

    Raises:
        OutsideTransaction: No transaction is open.
        ActionMalformed: An action is not ``subject:action``.
    """
    require_transaction("A log entry")
    if not entries:
        return []
    head = _locked_head()
    rows, nodes = [], []
    for draft in entries:
        row = _row(draft, head, at)
        rows.append(row)
        nodes.extend(_grow(head, bytes.fromhex(row.leaf_hash)))
    LogEntry.objects.bulk_create(rows)
    MerkleNode.objects.bulk_create(nodes)
    head.save(update_fields=["size", "chain_hash", "peaks"])
    return [entry_view(row) for row in rows]


def hold_log() -> None:
    """Take the log's lock before any other, so that two acts wait for each other instead of locking each other out.

    Called first in a transaction that locks rows before it records something.

    Raises:
        OutsideTransaction: No transaction is open.
    """
    require_transaction("Holding the log")
    _locked_head()


def sign_checkpoint(*, at: datetime) -> CheckpointView | None:
    """Sign the log's root as it stands; nothing for an empty log, and no second signature for a size already signed."""
    with immediate():
        head = _locked_head()
        if head.size == 0:
            return None
        held = Checkpoint.objects.filter(size=head.size).first()
        return checkpoint_view(held or _signed(head, at))


def _signed(head: LogHead, at: datetime) -> Checkpoint:
    root = fold([bytes.fromhex(peak) for peak in head.peaks])
    key_id, private = signing.current_key()
    signature = private.sign(checkpoint_text(size=head.size, root=root, at=at))
    return Checkpoint.objects.create(size=head.size, root_hash=root.hex(), at=at, key_id=key_id, signature=signature.hex())


def _locked_head() -> LogHead:
    head = LogHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        LogHead.objects.bulk_create([LogHead()], ignore_conflicts=True)
        head = LogHead.objects.select_for_update().get(pk=1)
    return head


def _row(draft: Entry, head: LogHead, at: datetime) -> LogEntry:
    if not _ACTION.match(draft.action):
        raise ActionMalformed(f"“{draft.action}” is not an action.", hint="Write subject:action, for example decision:issued.")
    row = LogEntry(
        index=head.size,
        at=at,
        action=draft.action,
        actor_kind=draft.actor.kind,
        actor_ref=draft.actor.ref,
        subject_kind=draft.subject_kind,
        subject_ref=draft.subject_ref,
        payload=canonical(draft.payload),
    )
    leaf = leaf_hash(row_bytes(row))
    row.leaf_hash = leaf.hex()
    row.chain_hash = chain(bytes.fromhex(head.chain_hash), leaf).hex()
    return row


def row_bytes(row: LogEntry, /) -> bytes:
    """Write a row as the bytes its leaf hash covers."""
    return entry_bytes(
        index=row.index,
        at=row.at,
        action=row.action,
        actor_kind=row.actor_kind,
        actor_ref=row.actor_ref,
        subject_kind=row.subject_kind,
        subject_ref=row.subject_ref,
        payload=row.payload,
    )


def _grow(head: LogHead, leaf: bytes) -> list[MerkleNode]:
    """Add a leaf to the head in memory and return the subtrees it completes: one a leaf on average, at most log₂ n."""
    nodes, hashed, position, level = [], leaf, head.size, 0
    while position >> level & 1:
        hashed = node_hash(bytes.fromhex(head.peaks.pop()), hashed)
        level += 1
        nodes.append(MerkleNode(level=level, index=position >> level, hash=hashed.hex()))
    head.peaks.append(hashed.hex())
    head.chain_hash = chain(bytes.fromhex(head.chain_hash), leaf).hex()
    head.size = position + 1
    return nodes
