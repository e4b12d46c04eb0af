"""Timestamps and durations as whole nanoseconds: read from text, kept in CEL's ranges."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

SECOND = 1_000_000_000
"""Nanoseconds in a second."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(?:([Zz])|([+-])(\d\d):?(\d\d))", re.ASCII
)
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|ms|s|m|h)", re.ASCII)
_UNITS = {"ns": 1, "us": 1_000, "ms": 1_000_000, "s": SECOND, "m": 60 * SECOND, "h": 3_600 * SECOND}

TIMESTAMP_MIN = -62_135_596_800 * SECOND
TIMESTAMP_MAX = 253_402_300_800 * SECOND - 1
DURATION_MAX = 2**63 - 1
"""About 292 years: durations are counted in 64 bits."""


def timestamp_of(text: str, /) -> int | None:
    """Read an RFC 3339 time: nanoseconds since 1970 UTC, or None where it is none."""
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    sign, hours, minutes = found[9], int(found[10] or 0), int(found[11] or 0)
    if hours > 23 or minutes > 59 or second > 60:
        return None
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone(offset))
    except ValueError:
        return None
    since = moment - _EPOCH
    leap = second - min(second, 59)
    whole = (since.days * 86_400 + since.seconds + leap) * SECOND + int((found[7] or "0").ljust(9, "0"))
    return whole if TIMESTAMP_MIN <= whole <= TIMESTAMP_MAX else None


def duration_of(text: str, /) -> int | None:
    """Read a duration such as ``1h30m`` or ``-1.5s``: nanoseconds, or None where it is none."""
    sign, rest = (-1, text[1:]) if text[:1] == "-" else (1, text.removeprefix("+"))
    if rest == "0":
        return 0
    total, at = 0, 0
    while at < len(rest):
        part = _PART.match(rest, at)
        if part is None:
            return None
        whole, _, fraction = part[1].partition(".")
        unit = _UNITS[part[2]]
        total += int(whole or 0) * unit + int(fraction[:18] or 0) * unit // 10 ** len(fraction[:18])
        at = part.end()
    return sign * total if rest and total <= DURATION_MAX else None
