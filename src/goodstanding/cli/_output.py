"""How results are printed: one list of rows, in the form the caller asked for."""

from __future__ import annotations

import csv
import html
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

Row = Mapping[str, Any]
F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "jsonl", "json", "csv", "html")

TOLD = ("text", *FORMATS)
"""Forms of what is first of all told in sentences: ``text``, or the rows of the same."""

FOUND_WRONG = 1
"""Exit code: a check found something wrong."""
LINE_REFUSED = 3
"""Exit code: an input line was refused; the good ones were still processed."""


def format_option(default: str, /) -> Callable[[F], F]:
    """Return the ``--format`` option with the form a command prints unless told otherwise."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default=default, show_default=True, help="Form of the output."
    )


def emit(rows: Iterable[Row], /, *, form: str, columns: Sequence[str]) -> None:
    """Print rows on standard output.

    Args:
        form: One of ``FORMATS``.
        columns: Keys shown by ``table``, ``csv`` and ``html``, in order; ``json`` and ``jsonl`` print whole rows.
    """
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif form == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    elif form == "html":
        _emit_html(rows, columns)
    else:
        _emit_table([[_cell(row.get(column)) for column in columns] for row in rows], columns)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(_cell(item) for item in value)
    return " ".join(str(value).split())


def _emit_table(rows: list[list[str]], columns: Sequence[str]) -> None:
    lines = [[column.replace("_", " ").upper() for column in columns], *rows]
    widths = [max(width_of(line[place]) for line in lines) for place in range(len(columns))]
    for line in lines:
        click.echo("  ".join(padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _emit_html(rows: Iterable[Row], columns: Sequence[str]) -> None:
    click.echo('<!DOCTYPE html>\n<html lang="zh-Hans">\n<meta charset="utf-8">\n<title>goodstanding</title>\n<table>')
    click.echo("<thead><tr>" + "".join(f"<th>{html.escape(column)}</th>" for column in columns) + "</tr></thead>\n<tbody>")
    for row in rows:
        click.echo("<tr>" + "".join(f"<td>{html.escape(_cell(row.get(column)))}</td>" for column in columns) + "</tr>")
    click.echo("</tbody></table>\n</html>")


def width_of(text: str, /) -> int:
    """Return how many terminal cells a text takes; East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, width: int, /) -> str:
    """Return the text with spaces up to a width in terminal cells."""
    return text + " " * (width - width_of(text))
