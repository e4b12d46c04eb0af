"""Signing checkpoints: Ed25519, with the key the settings name; former keys stay known by their public half."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings


def current_key() -> tuple[str, Ed25519PrivateKey]:
    """Name the key that signs now."""
    key_id, seed = settings.AUDIT_KEY
    return key_id, Ed25519PrivateKey.from_private_bytes(seed)


def public_keys() -> dict[str, bytes]:
    """List the public keys by id: the current one and those it followed."""
    key_id, private = current_key()
    return {**settings.AUDIT_FORMER_KEYS, key_id: private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)}


def is_signed(text: bytes, /, *, signature: bytes, key_id: str) -> bool:
    """Say whether a known key signed the text."""
    known = public_keys().get(key_id)
    if known is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(known).verify(signature, text)
    except InvalidSignature:
        return False
    return True
