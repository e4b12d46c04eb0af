"""Codes of administrative divisions (GB/T 2260) ever in force, with the years: an ID number keeps the code it was born with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WITHDRAWN_NEVER = 9999


@dataclass(frozen=True, slots=True)
class Division:
    """One code: the first and last year a published revision had it (`WITHDRAWN_NEVER` while it is in force)."""

    code: str
    first_year: int
    last_year: int


@cache
def divisions() -> dict[str, Division]:
    """Return all codes ever published since 1980."""
    text = (files(__package__) / "data" / "divisions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {code: Division(code, int(first), int(last) if last else WITHDRAWN_NEVER) for code, first, last in rows}


def division(code: str, /) -> Division | None:
    """Return what is known of a code, or None if no revision ever had it."""
    return divisions().get(code)
