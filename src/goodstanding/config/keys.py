"""Keys the configuration names, or generates for a small installation: sealing ring, audit signing key."""

from __future__ import annotations

import base64
import binascii
import secrets
from pathlib import Path

from goodstanding.config.configuration import Config, kept_secret
from goodstanding.config.errors import ConfigurationInvalid

KEY_BYTES = 32


def sealing_ring(config: Config, /) -> dict[str, bytes]:
    """List the sealing keys by id, the one in use first."""
    texts = config.sealing_keys or (_generated(config.state_dir / "keys" / "sealing"),)
    return dict(_named_key(text, "GOODSTANDING_SEALING_KEYS") for text in texts)


def audit_key(config: Config, /) -> tuple[str, bytes]:
    """Name the Ed25519 seed that signs checkpoints."""
    return _named_key(config.audit_key or _generated(config.state_dir / "keys" / "audit"), "GOODSTANDING_AUDIT_KEY")


def former_audit_keys(config: Config, /) -> dict[str, bytes]:
    """List the public keys of retired signing keys by id."""
    return dict(_named_key(text, "GOODSTANDING_AUDIT_FORMER_KEYS") for text in config.audit_former_keys)


def _generated(path: Path) -> str:
    return kept_secret(path, make=lambda: f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}")


def _named_key(text: str, setting: str) -> tuple[str, bytes]:
    identity, _, encoded = text.partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        key = b""
    if not identity or len(key) != KEY_BYTES:
        raise ConfigurationInvalid(f"{setting} holds a key that is not id:base64 of {KEY_BYTES} bytes.")
    return identity, key
