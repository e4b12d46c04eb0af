"""Files kept sealed: each under a key of its own, and the key under the ring. Rotating the ring seals small keys only."""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goodstanding.apps.common.sealing import seal, unseal

_NONCE = 12


def seal_file(content: bytes, /, *, ref: str, context: str) -> tuple[bytes, bytes]:
    """Seal a file under a new key; return the sealed key and the sealed file.

    Args:
        ref: Reference of its record: the file opens as that record's only.
        context: What the key is for, as ``sealing.seal`` takes it.
    """
    key, nonce = AESGCM.generate_key(bit_length=256), secrets.token_bytes(_NONCE)
    return seal(key.hex(), context=context), nonce + AESGCM(key).encrypt(nonce, content, ref.encode())


def open_file(key_sealed: bytes | memoryview, content_sealed: bytes | memoryview, /, *, ref: str, context: str) -> bytes:
    """Open a file ``seal_file`` sealed."""
    key, data = bytes.fromhex(unseal(key_sealed, context=context)), bytes(content_sealed)
    return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], ref.encode())
