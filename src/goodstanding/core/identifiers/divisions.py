"""Codes of administrative divisions (GB/T 2260) ever in force, with the years: an ID number keeps the code it was born with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WITHDRAWN_NEVER = 9999
_NAMELESS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "直辖县级", "省直辖行政单位"}


@dataclass(frozen=True, slots=True)
class Division:
    """One code: the first and last year a published revision had it (`WITHDRAWN_NEVER` while it is in force), and its name."""

    code: str
    first_year: int
    last_year: int
    name: str = ""

    @property
    def is_in_force(self) -> bool:
        """Whether the latest revision has it."""
        return self.last_year == WITHDRAWN_NEVER


@cache
def divisions() -> dict[str, Division]:
    """Return all codes ever published since 1980."""
    text = (files(__package__) / "data" / "divisions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {code: Division(code, int(first), int(last) if last else WITHDRAWN_NEVER, name) for code, first, last, name in rows}


def division(code: str, /) -> Division | None:
    """Return what is known of a code, or None if no revision ever had it."""
    return divisions().get(code)


@cache
def provinces() -> tuple[Division, ...]:
    """Return the divisions of the first level in force, by code."""
    return tuple(one for one in divisions().values() if one.code.endswith("0000") and one.is_in_force)


@cache
def districts_of(province: str, /) -> tuple[Division, ...]:
    """Return the cities and counties of a province in force, by code.

    Args:
        province: A code of the first level (``110000``), or its first two digits.
    """
    prefix = province[:2]
    found = (one for code, one in sorted(divisions().items()) if code.startswith(prefix) and code != f"{prefix}0000")
    return tuple(one for one in found if one.is_in_force and one.name not in _NAMELESS)


def place_name(code: str, /) -> str:
    """Return the name of a division behind those it lies in, each once; the code itself where nobody knows it."""
    known = (division(part) for part in (f"{code[:2]}0000", f"{code[:4]}00", code))
    names = [one.name for one in known if one is not None and one.name not in _NAMELESS]
    return "".join(dict.fromkeys(names)) or code
