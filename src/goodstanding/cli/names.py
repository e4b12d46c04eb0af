"""``goodstanding names``: import, list, match and withdraw names that are not free, and protect marks."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import click

from goodstanding.cli._output import LINE_REFUSED, emit, format_option
from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError

_PORTION = 5_000
_MARK_COLUMNS = ("ref", "title", "source", "found_by", "holder", "letter", "added_at", "withdrawn_at", "withdrawn_why")
_COLUMNS = ("ref", "name", "kind", "source", "holder", "letter", "added_at", "withdrawn_at")


@click.group("names")
def command() -> None:
    """The register of protected and closed names."""


@command.command("import")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--source", default="", help="Source of the entries whose line names none.")
@click.option("--kind", default="", help="Kind of the entries whose line names none.")
def import_names(*, file: Any, source: str, kind: str) -> None:
    """Import a CSV file: name, kind and, where they are known, source, holder, letter.

    Kinds are government, media, university, trademark and person_held. A bad line is named on standard error; the others are
    entered. The accounts that exist are looked at afterwards, by the worker.
    """
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.registry.name_index import COMPILE_FROM, compile_names
    from goodstanding.apps.registry.services.name_register import checked_name, entries_from_rows, protect_names

    good, bad, new = [], 0, 0
    label = Path(getattr(file, "name", "-")).name
    for number, row in enumerate(csv.DictReader(file), start=2):
        try:
            [entry] = entries_from_rows([row], source=source, kind=kind)
            good.append(checked_name(entry))
        except GoodstandingError as fault:
            bad += 1
            click.echo(f"{label}:{number}: {sentence(fault)}", err=True)
    for first in range(0, len(good), _PORTION):
        new += len(protect_names(good[first : first + _PORTION], actor=SYSTEM, at=now()))
    if new >= COMPILE_FROM:
        compile_names()
    click.echo(f"{new} entered, {len(good) - new} there already, {bad} refused")
    if bad:
        raise click.exceptions.Exit(LINE_REFUSED)


@command.command("list")
@click.option("--withdrawn", is_flag=True, help="Withdrawn entries as well.")
@format_option("table")
def list_names(*, withdrawn: bool, form: str) -> None:
    """Print the register; with --format csv it can be imported again."""
    start_records()
    require_migrated()
    from goodstanding.apps.registry.reading.names import protected_names

    rows = [
        {
            "ref": one.ref,
            "name": one.name,
            "kind": one.kind,
            "source": one.source,
            "holder": one.holder_ref,
            "letter": one.letter,
            "added_at": one.added_at.isoformat(),
            "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else "",
        }
        for one in protected_names(at_most=2_000_000, withdrawn=withdrawn)
    ]
    emit(rows, form=form, columns=_COLUMNS)


@command.command("match")
@click.argument("name")
@format_option("table")
def match(*, name: str, form: str) -> None:
    """Print the entries a name reads as, with score and reason."""
    start_records()
    require_migrated()
    from goodstanding.apps.registry.name_index import current_names

    rows = [
        {
            "ref": one.entry.holder_ref,
            "name": one.entry.name,
            "kind": one.entry.kind.value,
            "score": f"{one.score:.2f}",
            "how": one.how.value,
            "why": one.sentence.zh,
        }
        for one in current_names().match(name)
    ]
    emit(rows, form=form, columns=("ref", "name", "kind", "score", "how", "why"))


@command.command("withdraw")
@click.argument("ref")
@click.option("--why", required=True, help="Why the name is free now.")
def withdraw(*, ref: str, why: str) -> None:
    """Withdraw an entry (P-…) or a mark (K-…): it is free. It stays in the register as withdrawn, with the reason."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.registry.services.mark_register import withdraw_mark
    from goodstanding.apps.registry.services.name_register import withdraw_name

    try:
        (withdraw_mark if ref.startswith("K-") else withdraw_name)(ref, why=why, actor=SYSTEM, at=now())
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault
    click.echo(f"{ref} withdrawn")


@command.command("mark")
@click.argument("file", type=click.File("rb"))
@click.option("--title", required=True, help="What the mark shows, for the people who decide.")
@click.option("--source", required=True, help="Register and number, list and date, or letter.")
@click.option("--holder", default="", help="Who may use it: an operator (O-…), an account id or a credit code.")
@click.option("--letter", default="", help="Where the holder's letter of authorisation is filed.")
def mark(*, file: Any, title: str, source: str, holder: str, letter: str) -> None:
    """Protect a mark: an image that is not free as an avatar, and what looks like it.

    Its perceptual hashes need goodstanding[media]; without it only the very same file is found, and this says so. The avatars
    that exist are looked at afterwards, by the worker; what looks like the mark is brought before a person, never acted on.
    """
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.registry.avatars import LONGEST_READ, digest_avatar
    from goodstanding.apps.registry.services.mark_register import protect_mark

    try:
        image = digest_avatar(file.read(LONGEST_READ))
        ref = protect_mark(
            title=title,
            sha256=image.sha256,
            source=source,
            phash=image.phash,
            cropped=image.cropped,
            holder_ref=holder.strip(),
            letter=letter.strip(),
            actor=SYSTEM,
            at=now(),
        )
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault
    how = (
        f"perceptual hash {image.phash}"
        if image.phash
        else "only the same file is found: images cannot be opened here without goodstanding[media]"
    )
    click.echo(f"{ref} protected, {how}")


@command.command("marks")
@click.option("--withdrawn", is_flag=True, help="Withdrawn marks as well.")
@format_option("table")
def list_marks(*, withdrawn: bool, form: str) -> None:
    """Print the marks: images that are not free as avatars, and how copies of each are found."""
    start_records()
    require_migrated()
    from goodstanding.apps.registry.reading.names import protected_marks

    rows = [
        {
            "ref": one.ref,
            "title": one.title,
            "source": one.source,
            "found_by": "look" if one.phash else "same file",
            "holder": one.holder_ref,
            "letter": one.letter,
            "added_at": one.added_at.isoformat(),
            "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else "",
            "withdrawn_why": one.withdrawn_why,
            "sha256": one.sha256,
            "phash": one.phash,
        }
        for one in protected_marks(withdrawn=withdrawn)
    ]
    emit(rows, form=form, columns=_MARK_COLUMNS if form == "table" else (*_MARK_COLUMNS, "sha256", "phash"))


@command.command("rebuild")
def rebuild() -> None:
    """Enter the names of accounts decisions closed, and compile the register into a file that every process maps."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.registry.name_index import compile_names
    from goodstanding.apps.registry.services.name_register import enter_past_closings

    new = enter_past_closings(at=now())
    click.echo(f"{compile_names()} names compiled, {new} of them closed names entered now")
