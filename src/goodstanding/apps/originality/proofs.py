"""Proof of priority: a file that says since when a text existed and whose it was, checked without this program's records.

It holds the entry of the log, the path to a signed root, and the claim; ``goodstanding audit verify --proof FILE`` checks it
offline.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from goodstanding.apps.audit import services as audit
from goodstanding.apps.audit.offline import FORMAT
from goodstanding.apps.audit.publication import proof_document
from goodstanding.apps.audit.selectors import latest_checkpoint
from goodstanding.apps.originality.selectors import declarations_of, draft, original

HASHED = "SHA-256 of title, a NUL byte, body, in UTF-8"
"""What the digest of a declared content covers."""
GIVEN = "SHA-256 as the author gave it: of a file's bytes, or of title, a NUL byte, body, in UTF-8"
"""What the digest of a draft covers."""


def priority_proof(ref: str, /, *, at: datetime) -> dict[str, Any]:
    """Write the proof of a declared original (``OR-…``: its first declaration) or of a draft (``OF-…``).

    Where no signed root covers the entry yet, one is signed now: a proof is worth nothing without a signature.

    Raises:
        OriginalUnknown: There is none.
    """
    claim = _of_draft(ref) if ref.upper().startswith("OF-") else _of_original(ref)
    checkpoint = latest_checkpoint()
    if checkpoint is None or claim["log_index"] >= checkpoint.size:
        audit.sign_checkpoint(at=at)
    return {"format": FORMAT, "claim": claim, "made_at": at.isoformat(), "proof": proof_document(claim["log_index"])}


def _of_original(ref: str) -> dict[str, Any]:
    first, account = declarations_of(original(ref).ref)[0], original(ref).account_ref
    return {
        "kind": "original",
        "ref": ref,
        "account": account,
        "content": first.content_ref,
        "sha256": first.content_sha256,
        "hashed": HASHED,
        "at": first.declared_at.isoformat(),
        "log_index": first.log_index,
    }


def _of_draft(ref: str) -> dict[str, Any]:
    found = draft(ref)
    return {
        "kind": "draft",
        "ref": found.ref,
        "account": found.account_ref,
        "content": "",
        "sha256": found.sha256,
        "hashed": GIVEN,
        "at": found.recorded_at.isoformat(),
        "log_index": found.log_index,
    }
