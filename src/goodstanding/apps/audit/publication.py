"""Proofs and checkpoints as documents anybody can check without this program (ADR 0009 lists the steps)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from goodstanding.apps.audit.entries import ORIGIN, checkpoint_text, entry_bytes
from goodstanding.apps.audit.merkle import leaf_hash
from goodstanding.apps.audit.proofs import verify_inclusion
from goodstanding.apps.audit.selectors import CheckpointView, EntryView, InclusionProof, inclusion_proof, latest_checkpoint
from goodstanding.apps.audit.signing import is_signed, public_keys


def checkpoint_document(checkpoint: CheckpointView, /) -> dict[str, Any]:
    """Write a checkpoint with the public key that checks it; None for a key no longer known."""
    key = public_keys().get(checkpoint.key_id)
    return {
        "origin": ORIGIN,
        "size": checkpoint.size,
        "root_hash": checkpoint.root_hash,
        "at": _written(checkpoint.at),
        "key_id": checkpoint.key_id,
        "public_key": key.hex() if key else None,
        "signature": checkpoint.signature,
    }


def read_checkpoint(document: dict[str, Any], /) -> CheckpointView:
    """Read a checkpoint that was kept elsewhere.

    Raises:
        KeyError, TypeError, ValueError: The document is not one.
    """
    return CheckpointView(
        int(document["size"]),
        bytes.fromhex(document["root_hash"]).hex(),
        datetime.fromisoformat(document["at"]),
        str(document["key_id"]),
        bytes.fromhex(document["signature"]).hex(),
    )


def proof_document(index: int, /) -> dict[str, Any]:
    """Prove one entry against the newest checkpoint that covers it, or against the log as it stands when none does yet.

    Raises:
        EntryUnknown: The log has no such entry.
    """
    checkpoint = latest_checkpoint()
    if checkpoint is not None and index >= checkpoint.size:
        checkpoint = None
    proof = inclusion_proof(index, size=checkpoint.size if checkpoint else None)
    return {
        "entry": proof.entry.ref,
        "leaf": leaf_text(proof.entry),
        "leaf_hash": proof.entry.leaf_hash,
        "index": index,
        "size": proof.size,
        "root_hash": proof.root_hash,
        "path": list(proof.path),
        "checkpoint": checkpoint_document(checkpoint) if checkpoint else None,
        "verified": is_proved(proof) and (checkpoint is None or vouches(checkpoint, proof)),
    }


def is_proved(proof: InclusionProof, /) -> bool:
    """Say whether the entry, hashed anew from its content, stands under the proof's root."""
    return verify_inclusion(
        leaf_hash(leaf_text(proof.entry).encode("utf-8")),
        index=proof.entry.index,
        size=proof.size,
        path=[bytes.fromhex(step) for step in proof.path],
        root=bytes.fromhex(proof.root_hash),
    )


def vouches(checkpoint: CheckpointView, proof: InclusionProof, /) -> bool:
    """Say whether a checkpoint signs the root a proof leads to."""
    root = bytes.fromhex(checkpoint.root_hash)
    text = checkpoint_text(size=checkpoint.size, root=root, at=checkpoint.at)
    signed = is_signed(text, signature=bytes.fromhex(checkpoint.signature), key_id=checkpoint.key_id)
    return signed and (checkpoint.size, checkpoint.root_hash) == (proof.size, proof.root_hash)


def leaf_text(entry: EntryView, /) -> str:
    """Write the canonical JSON an entry's leaf hash covers."""
    return entry_bytes(
        index=entry.index,
        at=entry.at,
        action=entry.action,
        actor_kind=entry.actor_kind,
        actor_ref=entry.actor_ref,
        subject_kind=entry.subject_kind,
        subject_ref=entry.subject_ref,
        payload=entry.payload,
    ).decode("utf-8")


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
