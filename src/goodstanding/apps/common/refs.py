"""Public references: what people quote on the telephone, and what machines sort by time."""

from __future__ import annotations

import secrets
import time

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a reference survives being read aloud."""

_CONFUSED = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_SHORT = 8
_RANDOM_BITS = 80
_TIME_CHARACTERS = 10
_RANDOM_CHARACTERS = 16


def new_ref(prefix: str, /) -> str:
    """Make a short reference such as ``C-7K2M9QXT``: 40 random bits, to be kept under a unique constraint."""
    return f"{prefix}-{_base32(secrets.randbits(_SHORT * 5), _SHORT)}"


def new_ulid_ref(prefix: str, /) -> str:
    """Make a long reference whose text order is the order of making, to the millisecond (the layout of a ULID)."""
    milliseconds = time.time_ns() // 1_000_000
    return f"{prefix}-{_base32(milliseconds, _TIME_CHARACTERS)}{_base32(secrets.randbits(_RANDOM_BITS), _RANDOM_CHARACTERS)}"


def read_ref(text: str, /) -> str:
    """Tidy a reference as a person typed it: letter case, spaces, and the letters that look like digits."""
    prefix, dash, rest = text.strip().upper().replace(" ", "").partition("-")
    return prefix + dash + rest.translate(_CONFUSED)


def _base32(number: int, length: int) -> str:
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (length - 1), -1, -5))
