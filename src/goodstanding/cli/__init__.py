"""The command line. Each command lives in a file of its own, imported only when it is called: `scan` never loads Django."""

from __future__ import annotations

import errno
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from goodstanding import __version__
from goodstanding.core.kernel.errors import GoodstandingError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demo", "Run the whole line on demonstration data."),
    "serve": ("serve", "Answer HTTP: API, console, portal and public pages."),
    "migrate": ("migrate", "Create or update the tables of the database."),
    "worker": ("worker", "Do what was put off: deliver notices and webhooks, end measures."),
    "second-factor": ("second_factor", "Remove a person's lost second factor."),
    "createuser": ("createuser", "Make an account that can sign in."),
    "api-key": ("api_key", "Keys of programs that call the HTTP API: issue, list, end."),
    "scan": ("scan", "Evaluate events without a database: one outcome per event."),
    "ingest": ("ingest", "Take events into the database, exactly once per event id."),
    "check-text": ("check_text", "Check one text before it is published."),
    "pack": ("pack", "Policy packs: check, test, compare, show."),
    "originality": ("originality", "Find copies, rewrites and borrowed passages."),
    "claims": ("claims", "Match posts to known claims."),
    "integrity": ("integrity", "Findings across accounts: bring them before a person, list them."),
    "detect": ("detect", "Batch detectors over the event lake."),
    "train": ("train", "Train the optional text classifiers."),
    "evaluate": ("evaluate", "Measure the optional text classifiers."),
    "images": ("images", "Read image files: text, codes and perceptual hash."),
    "replay": ("replay", "Derive a past decision again from its frozen inputs."),
    "audit": ("audit", "Verify the record."),
    "report": ("report", "Reports reproducible from the records."),
    "names": ("names", "Names that are not free: import, list, match, withdraw."),
    "agreement": ("agreement", "The service agreement: lint, publish, list."),
    "grades": ("grades", "Grades of accounts: show, and the table they follow."),
    "sandbox": ("sandbox", "Stand-ins for services of others, to try the product with."),
    "simulate": ("simulate", "A synthetic platform with planted violations."),
}
"""Command name → the module in this package that holds it under the name ``command``, and its one-line help."""


class LazyCommands(click.Group):
    """A group whose commands are imported when they are called, and listed only where they are there."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands this installation has."""
        return [name for name, (module, _) in COMMANDS.items() if find_spec(f"goodstanding.cli.{module}") is not None]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in self.list_commands(_ctx):
            return None
        command: click.Command = import_module(f"goodstanding.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; expected faults are told in a sentence, never as a traceback."""
        try:
            return super().invoke(ctx)
        except GoodstandingError as fault:
            hint = f"\nHint: {fault.hint}" if fault.hint else ""
            raise WrongCall(f"{fault.message}{hint}") from fault
        except OSError as fault:
            if fault.errno == errno.EPIPE or fault.filename is None:
                raise
            raise WrongCall(f"{fault.filename}: {fault.strerror}.") from fault


class WrongCall(click.ClickException):
    """The call cannot be carried out as it stands."""

    exit_code = 2


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="goodstanding")
def main() -> None:
    """Governance of public accounts: evaluate, review, decide, explain, appeal, prove.

    Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 a check found something
    wrong, 2 the call is wrong, 3 an input line was refused (the good lines were still processed).
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
