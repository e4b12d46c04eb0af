"""Labelled rows: a text, what it is, and what it belongs together with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_LONGEST_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled row.

    Args:
        group: Rows of one group are never split; empty where near duplicates decide.
        subgroup: What figures are broken down by; empty where nothing was asked.
    """

    text: str
    label: str
    group: str = ""
    subgroup: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Which fields of a line hold what; an empty name means there is none."""

    text: str = "text"
    label: str = "label"
    group: str = ""
    subgroup: str = ""


def read_labelled(lines: Iterable[bytes], /, *, fields: Columns) -> Iterator[Labelled | BadLine]:
    """Read labelled rows from JSON Lines; blank lines are passed over, and every other line gives a row or says why not."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, number, fields)


def _row(line: bytes, number: int, fields: Columns) -> Labelled | BadLine:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        return BadLine(number, f"not UTF-8: byte {fault.start + 1} cannot be read.")
    except (ValueError, RecursionError) as fault:
        return BadLine(number, f"not JSON: {fault}.")
    if not isinstance(row, dict):
        return BadLine(number, "a row must be an object.")
    text = row.get(fields.text)
    if not isinstance(text, str) or not text.strip():
        return BadLine(number, f"“{fields.text}” must be a text that is not empty.")
    if len(text) > _LONGEST_TEXT:
        return BadLine(number, f"“{fields.text}” is longer than {_LONGEST_TEXT} characters.")
    label = _word(row.get(fields.label))
    if not label:
        return BadLine(number, f"“{fields.label}” must be a word, a number, true or false.")
    group, subgroup = (_word(row.get(name)) if name else "" for name in (fields.group, fields.subgroup))
    if fields.group and not group:
        return BadLine(number, f"“{fields.group}” must be a word or a number.")
    return Labelled(text, label, group, subgroup, number)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int) else ""
