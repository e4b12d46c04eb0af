"""The exact bytes an entry is hashed as, and the exact text a checkpoint is signed as."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import rfc8785

from goodstanding.apps.identity.actors import Actor

ORIGIN = "goodstanding log"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be recorded.

    Args:
        action: ``subject:action``.
        actor: Who did it.
        subject_kind: What it was done to: ``case``, ``decision``, ``account`` …
        subject_ref: Its public reference.
        payload: References, codes, numbers and digests; never personal data.
    """

    action: str
    actor: Actor
    subject_kind: str
    subject_ref: str
    payload: Mapping[str, Any] = field(default_factory=dict)


def canonical(payload: Mapping[str, Any], /) -> str:
    """Write a payload as canonical JSON (RFC 8785)."""
    return rfc8785.dumps(dict(payload)).decode("utf-8")


def entry_bytes(
    *, index: int, at: datetime, action: str, actor_kind: str, actor_ref: str, subject_kind: str, subject_ref: str, payload: str
) -> bytes:
    """Write an entry as the canonical JSON its leaf hash covers. The payload goes in as its stored text, byte for byte."""
    return rfc8785.dumps(
        {
            "action": action,
            "actor_kind": actor_kind,
            "actor_ref": actor_ref,
            "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "index": index,
            "payload": payload,
            "subject_kind": subject_kind,
            "subject_ref": subject_ref,
        }
    )


def chain(former: bytes, leaf: bytes, /) -> bytes:
    """Link an entry to all before it."""
    return hashlib.sha256(former + leaf).digest()


def checkpoint_text(*, size: int, root: bytes, at: datetime) -> bytes:
    """Write what a checkpoint's signature covers: origin, size, root in base 64, time; one a line."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n{moment}\n".encode()
