"""Checking a proof with nothing but its file: no records, no network, no settings.

What the file proves is what its entry of the log says; the claim beside it is checked against that. The signature shows that
whoever holds the key signed a log with this entry: compare the key with the one the platform publishes, or give a checkpoint kept
elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from goodstanding.apps.audit.entries import checkpoint_text
from goodstanding.apps.audit.merkle import leaf_hash
from goodstanding.apps.audit.proofs import verify_inclusion

FORMAT = "goodstanding-priority-proof/1"
"""How a file with a claim beside the proof begins; a bare proof of one entry is read too."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What a proof came to.

    Args:
        fault: What does not fit, as a sentence; empty where everything does.
        entry: ``L-42``.
        at: When the entry was written, as the log says.
        account, sha256: What the entry is about, where it names them.
        size: Entries of the signed log.
        public_key: In hexadecimal; whose it is, the file cannot say.
    """

    fault: str = ""
    entry: str = ""
    action: str = ""
    at: str = ""
    account: str = ""
    content: str = ""
    sha256: str = ""
    size: int = 0
    signed_at: str = ""
    key_id: str = ""
    public_key: str = ""
    is_trusted: bool = False

    @property
    def holds(self) -> bool:
        """Whether the proof holds."""
        return not self.fault


def verify_document(document: object, /, *, text: bytes | None = None, trusted: Iterable[Mapping[str, Any]] = ()) -> Proved:
    """Check a proof as it was downloaded.

    Args:
        text: The bytes the author says were recorded; their SHA-256 must be the recorded one.
        trusted: Checkpoints kept elsewhere; one of them must bear the same key.
    """
    if not isinstance(document, dict):
        return Proved("The file holds no proof.")
    claim: object = document.get("claim")
    proof: object = document.get("proof", document) if claim is not None else document
    try:
        found = _proved(proof)
    except (KeyError, TypeError, ValueError, AttributeError):
        return Proved("The file is no proof as “goodstanding” writes it.")
    if found.fault:
        return found
    return _compared(found, claim, text, list(trusted))


def _proved(proof: Any) -> Proved:
    """Check the path and the signature, and read the entry from the very bytes that are hashed."""
    leaf: str = proof["leaf"]
    entry = json.loads(leaf)
    size, root = int(proof["size"]), bytes.fromhex(proof["root_hash"])
    path = [bytes.fromhex(step) for step in proof["path"]]
    if not verify_inclusion(leaf_hash(leaf.encode()), index=int(entry["index"]), size=size, path=path, root=root):
        return Proved("The entry does not lead to the root: the file was altered.")
    checkpoint = proof["checkpoint"]
    if checkpoint is None:
        return Proved("No signed root covers the entry yet: download the proof again later.")
    if (int(checkpoint["size"]), checkpoint["root_hash"]) != (size, proof["root_hash"]):
        return Proved("The signed root is not the one the entry leads to.")
    signed = checkpoint_text(size=size, root=root, at=datetime.fromisoformat(checkpoint["at"]))
    key = bytes.fromhex(checkpoint["public_key"] or "")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(checkpoint["signature"]), signed)
    except InvalidSignature:
        return Proved("The signature of the root is not that of the key.")
    payload = json.loads(entry["payload"])
    return Proved(
        entry=f"L-{entry['index']}",
        action=entry["action"],
        at=entry["at"],
        account=str(payload.get("account", "")),
        content=str(payload.get("content", "")),
        sha256=str(payload.get("sha256", "")),
        size=size,
        signed_at=str(checkpoint["at"]),
        key_id=str(checkpoint["key_id"]),
        public_key=key.hex(),
    )


def _compared(found: Proved, claim: object, text: bytes | None, trusted: list[Mapping[str, Any]]) -> Proved:
    """Compare what the entry says with the claim, the text and the keys of checkpoints kept elsewhere."""
    if isinstance(claim, dict):
        said = [str(claim.get(name, "")) for name in ("account", "content", "sha256")]
        if said != [found.account, found.content, found.sha256] or not _is_same_moment(claim.get("at"), found.at):
            return Proved("The claim is not what the entry of the log says.")
    if text is not None and hashlib.sha256(text).hexdigest() != found.sha256:
        return Proved("The text is not the one that was recorded: its SHA-256 differs.")
    keys = {str(checkpoint.get("public_key")) for checkpoint in trusted}
    if keys and found.public_key not in keys:
        return Proved("The proof is signed with another key than the checkpoints kept elsewhere.")
    return replace(found, is_trusted=bool(keys))


def _is_same_moment(said: object, written: str) -> bool:
    try:
        return datetime.fromisoformat(str(said)) == datetime.fromisoformat(written)
    except ValueError:
        return False
