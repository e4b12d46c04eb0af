"""What CEL's operators and functions compute, in Python values. None is CEL's error or unknown: it is a value here.

Types: bool, int (64 bits), double → float, string → str, timestamp and duration → int (nanoseconds), list → list or tuple.
Generated code and the explaining interpreter share these, so they cannot drift apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from goodstanding.core.policy.cel.lexer import INT_MAX, INT_MIN
from goodstanding.core.policy.cel.moments import duration_of, timestamp_of
from goodstanding.core.text.patterns import PatternError, compile_re2, encoded

_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_UPPER = {code + 32: code for code in range(ord("A"), ord("Z") + 1)}
_EXACT = 2.0**63


def whole(value: int) -> int | None:
    """Return an int that fits 64 bits, or unknown: overflow is an error."""
    return value if INT_MIN <= value <= INT_MAX else None


def int_divided(left: int, right: int) -> int | None:
    """Divide towards zero; by zero, or beyond 64 bits, is unknown."""
    if right == 0:
        return None
    quotient = abs(left) // abs(right)
    return whole(quotient if (left < 0) == (right < 0) else -quotient)


def int_remainder(left: int, right: int) -> int | None:
    """Return what division towards zero leaves; it has the sign of ``left``."""
    if right == 0 or (left == INT_MIN and right == -1):
        return None
    return left - right * (abs(left) // abs(right)) * (1 if (left < 0) == (right < 0) else -1)


def double_divided(left: float, right: float) -> float:
    """Divide as IEEE 754 does: by zero gives an infinity or NaN."""
    if right:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def lower_ascii(text: str) -> str:
    """Lower the letters A–Z and no others."""
    return text.lower() if text.isascii() else text.translate(_LOWER)


def upper_ascii(text: str) -> str:
    """Raise the letters a–z and no others."""
    return text.upper() if text.isascii() else text.translate(_UPPER)


def int_of_double(value: float) -> int | None:
    """Cut off the fraction; what does not fit 64 bits, or is no number, is unknown."""
    return int(value) if -_EXACT < value < _EXACT else None


def string_of_bool(value: bool) -> str:  # noqa: FBT001 - the argument is the value converted, not a switch
    """Write ``true`` or ``false``."""
    return "true" if value else "false"


def is_double_in(value: float, items: Sequence[float]) -> bool:
    """Say whether a double stands in a list; NaN stands in none."""
    return value == value and value in items


def are_equal_doubles(left: Sequence[float], right: Sequence[float]) -> bool:
    """Compare lists of doubles; NaN equals nothing, itself included."""
    return len(left) == len(right) and all(a == b for a, b in zip(left, right, strict=True))


@lru_cache(maxsize=1024)
def _pattern(expression: str) -> Any:
    try:
        return compile_re2(expression)
    except PatternError:
        return None


def matches(text: str, expression: str) -> bool | None:
    """Say whether an RE2 expression matches anywhere; one that cannot be read makes the answer unknown."""
    compiled = _pattern(expression)
    return None if compiled is None else compiled.search(encoded(text)) is not None


CALLS: Mapping[tuple[str, str], Callable[..., Any]] = {
    ("size", "string"): len,
    ("size", "list"): len,
    ("contains", "string"): lambda text, part: part in text,
    ("startsWith", "string"): str.startswith,
    ("endsWith", "string"): str.endswith,
    ("matches", "string"): matches,
    ("lowerAscii", "string"): lower_ascii,
    ("upperAscii", "string"): upper_ascii,
    ("int", "int"): int,
    ("int", "double"): int_of_double,
    ("double", "double"): float,
    ("double", "int"): float,
    ("string", "string"): str,
    ("string", "int"): str,
    ("string", "bool"): string_of_bool,
    ("timestamp", "string"): timestamp_of,
    ("duration", "string"): duration_of,
}
"""(function, type of its first argument without item types) → what it computes."""

UNSURE_CALLS = frozenset({("int", "double"), ("matches", "string"), ("timestamp", "string"), ("duration", "string")})
"""Functions that may answer unknown though their arguments are known."""
