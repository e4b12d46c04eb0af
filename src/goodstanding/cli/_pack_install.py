"""``goodstanding pack install``: put a pack version into the database and say what it may do there."""

from __future__ import annotations

from pathlib import Path

import click

from goodstanding.cli._packs import pack_directory
from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.policy.errors import PackInvalid


@click.command("install")
@click.argument("pack", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--mode",
    type=click.Choice(["live", "shadow", "off"]),
    default="live",
    show_default=True,
    help="live judges, shadow is recorded only, off is kept.",
)
def install(*, pack: Path | None, mode: str) -> None:
    """Install PACK in the database, exact bytes and all. The version that was live goes off; nothing is ever deleted."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.policies.services import install_pack

    try:
        installed = install_pack(pack or pack_directory(None), mode=mode, actor=SYSTEM, at=now())
    except PackInvalid:
        raise
    except GoodstandingError as fault:
        raise click.ClickException(sentence(fault)) from fault
    click.echo(f"{installed.name} is {installed.mode} ({installed.digest[:12]}…)")
