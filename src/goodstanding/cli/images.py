"""``goodstanding images``: read image files as a worker would, for making hash banks and for looking into a refusal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from goodstanding.cli._output import LINE_REFUSED, emit, format_option

COLUMNS = ("file", "phash", "text", "codes", "refused")


@click.command("images")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@format_option("jsonl")
def command(*, files: tuple[str, ...], form: str) -> None:
    """Read images: text with boxes, codes, and the 256-bit perceptual hash a bank of image hashes holds.

    Needs goodstanding[media]. Exit code 3: an image was refused; the others were read.
    """
    rows = list(_rows(files))
    emit(rows, form=form, columns=COLUMNS)
    refused = [row for row in rows if row["refused"]]
    for row in refused:
        click.echo(f"{row['file']}: {row['refused']}", err=True)
    if refused:
        raise click.exceptions.Exit(LINE_REFUSED)


def _rows(files: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    from goodstanding.adapters.images import ImageProcess

    with closing(ImageProcess()) as process:
        for file in files:
            try:
                data = Path(file).read_bytes()
            except OSError as fault:
                raise click.UsageError(f"{file} cannot be read: {fault.strerror}.") from fault
            found = process.read(data)
            yield {
                "file": file,
                "sha256": hashlib.sha256(data).hexdigest(),
                "refused": found.refused,
                "model": found.model,
                "width": found.width,
                "height": found.height,
                "phash": found.phash,
                "text": [line.text for line in found.lines],
                "codes": [code.text for code in found.codes],
                "boxes": [list(line.box) for line in (*found.lines, *found.codes)],
            }
