"""How a perceptual hash is written: the same everywhere it comes in, so that what is compared later can be compared."""

from __future__ import annotations

import re

_HASH = re.compile(r"[0-9a-f]{64}")


def is_perceptual_hash(written: str, /, *, or_empty: bool = False) -> bool:
    """Say whether a text is a perceptual hash of 256 bits: 64 hexadecimal digits in lower case."""
    return _HASH.fullmatch(written) is not None or (or_empty and not written)
