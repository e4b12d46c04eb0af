"""Which values of a document are facts: what each declared type accepts, and what reaches the rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec

from goodstanding.core.policy.cel.lexer import INT_MAX, INT_MIN
from goodstanding.core.policy.cel.moments import timestamp_of


class _Ints(msgspec.Struct, gc=False):
    """A list of whole numbers: a class of its own is looked up faster than an annotated list."""

    items: list[Annotated[int, msgspec.Meta(ge=INT_MIN, le=INT_MAX)]]


def accepted_bool(value: Any, /) -> bool | None:
    """Accept true and false."""
    return value if type(value) is bool else None


def accepted_int(value: Any, /) -> int | None:
    """Accept whole numbers of 64 bits; true and 1.0 are none."""
    return value if type(value) is int and INT_MIN <= value <= INT_MAX else None


def accepted_double(value: Any, /) -> float | None:
    """Accept finite numbers, whole ones too: JSON writes 1.0 as 1."""
    if type(value) is float:
        return value if math.isfinite(value) else None
    return float(value) if type(value) is int and INT_MIN <= value <= INT_MAX else None


def accepted_string(value: Any, /) -> str | None:
    """Accept text."""
    return value if type(value) is str else None


def accepted_timestamp(value: Any, /) -> int | None:
    """Accept an RFC 3339 time as nanoseconds since 1970 UTC."""
    return timestamp_of(value) if type(value) is str else None


def _list_of(accepted: Callable[[Any], Any]) -> Callable[[Any], list[Any] | None]:
    def accepted_list(value: Any, /) -> list[Any] | None:
        if type(value) is not list:
            return None
        items = [accepted(item) for item in value]
        return None if None in items else items

    return accepted_list


def accepted_strings(value: Any, /) -> list[str] | None:
    """Accept a list of texts."""
    if type(value) is not list:
        return None
    try:
        return msgspec.convert(value, list[str])
    except msgspec.ValidationError:
        return None


def accepted_ints(value: Any, /) -> list[int] | None:
    """Accept a list of whole numbers of 64 bits; converted as a whole, since a list of fingerprints is long."""
    if type(value) is not list:
        return None
    try:
        return msgspec.convert({"items": value}, _Ints).items
    except msgspec.ValidationError:
        return None


ACCEPTED: Mapping[str, Callable[[Any], Any]] = {
    "bool": accepted_bool,
    "int": accepted_int,
    "double": accepted_double,
    "string": accepted_string,
    "timestamp": accepted_timestamp,
    "list<string>": accepted_strings,
    "list<int>": accepted_ints,
    "list<double>": _list_of(accepted_double),
}
"""Declared type → the value as rules see it, or None where the value found is not of that type."""
