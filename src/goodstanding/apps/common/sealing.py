"""Personal data at rest: sealed with AES-256-GCM under a ring of keys, found again by a keyed digest.

A sealed value is ``version(1) · length of key id(1) · key id · nonce(12) · ciphertext and tag``. The newest key seals; every
key in the ring opens, so keys are rotated by adding one in front and sealing again at leisure (``needs_resealing``). The oldest
key also digests: it stays in the ring for as long as digests made with it are looked up.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from goodstanding.apps.common.errors import SealBroken

_VERSION = 1
_NONCE = 12
_MARK = "\u2060sealed:"
"""Begins with a character nobody types: a text that begins so was sealed here."""


def seal(plain: str, /, *, context: str = "") -> bytes:
    """Seal a text.

    Args:
        plain: What to keep secret.
        context: What the value is (``registry.contact``); opening it as something else fails.
    """
    return seal_bytes(plain.encode("utf-8", "surrogatepass"), context=context)


def seal_bytes(plain: bytes, /, *, context: str = "") -> bytes:
    """Seal bytes, such as a file."""
    key_id, key = next(iter(settings.SEALING_RING.items()))
    nonce = secrets.token_bytes(_NONCE)
    header = bytes((_VERSION, len(key_id))) + key_id.encode("ascii")
    return header + nonce + AESGCM(key).encrypt(nonce, plain, header + context.encode())


def unseal(sealed: bytes | memoryview, /, *, context: str = "") -> str:
    """Open a sealed text.

    Raises:
        SealBroken: The value was altered, belongs to another context, or its key has left the ring.
    """
    return unseal_bytes(sealed, context=context).decode("utf-8", "surrogatepass")


def unseal_bytes(sealed: bytes | memoryview, /, *, context: str = "") -> bytes:
    """Open sealed bytes.

    Raises:
        SealBroken: The value was altered, belongs to another context, or its key has left the ring.
    """
    data = bytes(sealed)
    key_id, header, rest = _split(data)
    key = settings.SEALING_RING.get(key_id)
    if key is None:
        hint = "Put the former key back behind the new one."
        raise SealBroken("A sealed value names a key that is not in the ring.", hint=hint)
    try:
        return AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], header + context.encode())
    except (InvalidTag, ValueError) as fault:
        raise SealBroken("A sealed value was altered or belongs elsewhere.") from fault


def seal_text(plain: str, /, *, context: str) -> str:
    """Seal a text for a column or document that holds text."""
    return _MARK + base64.b64encode(seal(plain, context=context)).decode("ascii")


def open_text(kept: str, /, *, context: str) -> str:
    """Open a text that was sealed as text; one kept in clear before is returned as it is.

    Raises:
        SealBroken: The value was altered, belongs to another context, or its key has left the ring.
    """
    if not kept.startswith(_MARK):
        return kept
    return unseal(base64.b64decode(kept.removeprefix(_MARK)), context=context)


def is_sealed(data: bytes | memoryview, /) -> bool:
    """Say whether bytes begin as a sealed value does: for columns that held clear files before."""
    return bytes(data[:1]) == bytes((_VERSION,))


def needs_resealing(sealed: bytes | memoryview, /) -> bool:
    """Say whether a value was sealed under a key that is no longer the newest."""
    return _split(bytes(sealed))[0] != next(iter(settings.SEALING_RING))


def blind_index(value: str, /, *, context: str = "") -> str:
    """Digest a value with a secret, so that equal values can be found without being kept.

    Args:
        value: Already in its one agreed form (digits only, upper case): the digest does not tidy.
        context: What the value is; the same value in two contexts gives unrelated digests.
    """
    oldest = list(settings.SEALING_RING.values())[-1]
    key = hmac.digest(oldest, b"goodstanding blind index", hashlib.sha256)
    return hmac.digest(key, f"{context}\x00{value}".encode("utf-8", "surrogatepass"), hashlib.sha256).hex()


def _split(data: bytes) -> tuple[str, bytes, bytes]:
    length = data[1] if len(data) > 1 else 0
    if not data or data[0] != _VERSION or len(data) < 2 + length + _NONCE:
        raise SealBroken("A value that should be sealed is not.")
    header = data[: 2 + length]
    return header[2:].decode("ascii", "replace"), header, data[2 + length :]
