"""Signatures after Standard Webhooks: each live secret signs id, time and body, so that a receiver may be changing over. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
_SECRET_BYTES = 32


def new_secret() -> str:
    """Make a secret: ``whsec_`` and 32 random bytes in base 64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signature(secret: str, /, *, message_id: str, timestamp: int, body: bytes) -> str:
    """Sign one message with one secret.

    Args:
        timestamp: Seconds since 1970, of the attempt.
    """
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def headers(live: Iterable[str], /, *, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Write the headers of one attempt.

    Args:
        live: The live secrets, newest first.
    """
    signatures = (signature(secret, message_id=message_id, timestamp=timestamp, body=body) for secret in live)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
        "content-type": "application/json",
        "user-agent": "Goodstanding",
    }
