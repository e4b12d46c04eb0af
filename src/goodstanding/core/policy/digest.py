"""The canonical bytes of a pack's files, and the digest that names the version a decision freezes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def texts_bytes(texts: Mapping[str, str], /) -> bytes:
    """Return the canonical archive: a JSON object from path to text, paths sorted, UTF-8, no white space between."""
    return json.dumps(dict(texts), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(data: bytes, /) -> str:
    """Return the SHA-256 of a canonical archive, hexadecimal."""
    return hashlib.sha256(data).hexdigest()
