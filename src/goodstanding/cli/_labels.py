"""Labelled rows for `train` and `evaluate`: the options that name the fields, and lines that cannot be used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from goodstanding.batch.learning.labelled import BadLine, Columns, Labelled, read_labelled
from goodstanding.core.learning.model import CARD_FILE, WEIGHTS_FILE, Model, read_model

F = TypeVar("F", bound=Callable[..., Any])


def field_options(function: F, /) -> F:
    """Give a command the options that say which fields hold what."""
    for name, default, about in (
        ("--group-field", "", "Field of rows that belong together: they are kept on one side of every split."),
        ("--label-field", "label", "Field that holds the class."),
        ("--text-field", "text", "Field that holds the text."),
    ):
        function = click.option(name, default=default, show_default=bool(default), help=about)(function)
    return function


@dataclass(frozen=True, slots=True)
class Read:
    """Rows that were read, and how many lines were refused."""

    rows: list[Labelled]
    refused: int


def read_rows(names: tuple[str, ...], fields: Columns, /) -> Read:
    """Read labelled files; name each line that cannot be used on standard error.

    Raises:
        click.UsageError: A file cannot be opened.
    """
    rows: list[Labelled] = []
    refused = 0
    for name in names:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as fault:
            raise click.UsageError(f"{name} cannot be read: {fault.strerror}.") from fault
        for found in read_labelled(data.splitlines(), fields=fields):
            if isinstance(found, BadLine):
                refused += 1
                click.echo(f"{name}:{found.line}: {found.reason}", err=True)
            else:
                rows.append(found)
    return Read(rows, refused)


def open_model(directory: Path, /) -> Model:
    """Read the model a directory holds.

    Raises:
        click.UsageError: It holds none.
        ModelRefused: Its files do not fit one another, or this version.
    """
    texts = []
    for name in (CARD_FILE, WEIGHTS_FILE):
        try:
            texts.append((directory / name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as fault:
            raise click.UsageError(f"{directory / name} cannot be read: it is missing or no text.") from fault
    return read_model(*texts)
