"""``goodstanding demo``: an embedded database, a platform with cases in it, and a server, with nothing to set up."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import webbrowser
from pathlib import Path

import click

from goodstanding.cli.serve import serve
from goodstanding.cli.start import start_records

_HOST = "127.0.0.1"
_STATE = Path("var/demo")
_OPEN_AFTER = 2.0


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--seed-only", is_flag=True, help="Prepare the data and stop.")
def command(*, port: int, no_browser: bool, seed_only: bool) -> None:
    """Run Goodstanding on a fictional platform, offline, signed in by links. A second run reuses the data."""
    if not seed_only and _is_taken(port):
        raise click.UsageError(f"Port {port} is in use. Choose another with --port.")
    sandbox_port = _free_port()
    _configure(port, sandbox_port)
    start_records()
    _prepare()
    if seed_only:
        return
    _greet(port)
    beside = (_start("worker"), _start("sandbox", "identity", "--port", str(sandbox_port)))
    if not no_browser:
        threading.Timer(_OPEN_AFTER, webbrowser.open, [f"http://{_HOST}:{port}/demo/"]).start()
    try:
        serve(host=_HOST, port=port)
    finally:
        for process in beside:
            process.terminate()
            process.wait()


def _configure(port: int, sandbox_port: int) -> None:
    for name, value in {
        "STATE_DIR": str(_STATE),
        "PUBLIC_URL": f"http://{_HOST}:{port}",
        "PLATFORM_NAME": "演示平台",
        "LOG_FORMAT": "console",
        "DEMO": "true",
        "WEBHOOK_PRIVATE_ADDRESSES": "true",
        "IDENTITY_URL": f"http://{_HOST}:{sandbox_port}",
        "PAYMENTS_URL": f"http://{_HOST}:{sandbox_port}",
    }.items():
        os.environ.setdefault(f"GOODSTANDING_{name}", value)


def _prepare() -> None:
    from django.core.management import call_command

    from goodstanding.apps.common.clock import now
    from goodstanding.apps.common.transactions import immediate
    from goodstanding.apps.identity.selectors import has_people

    call_command("migrate", verbosity=0, interactive=False)
    if has_people():
        click.echo("Using the demo data that is there; its API keys go on. Another one:", err=True)
        click.echo(f"  GOODSTANDING_STATE_DIR={_STATE} goodstanding api-key issue platform --scope events:write", err=True)
        return
    from goodstanding.demo.seeding import seed

    click.echo("Telling thirty days of a fictional platform (about twenty seconds) …", err=True)
    with immediate():
        seeded = seed(at=now())
    click.echo(
        f"{seeded.accounts} accounts, {seeded.events} events, {seeded.cases} cases ({seeded.decided} decided), "
        f"{seeded.reports} reports, {seeded.appeals} appeals.",
        err=True,
    )
    click.echo(f"API key of the demo's platform (shown once): {seeded.api_secret}")
    click.echo(f"API key of the demo's second reviewer (shown once): {seeded.staff_secret}")


def _greet(port: int) -> None:
    from goodstanding.demo.people import PASSWORD, PEOPLE

    address = f"http://{_HOST}:{port}"
    click.echo(f"\n  Start here:  {address}/demo/\n")
    click.echo(f"  Console {address}/console/   Portal {address}/portal/   Public {address}/   API {address}/api/v1/docs\n")
    click.echo(f"  Codes to mobiles are not sent; read them at {address}/demo/messages/\n")
    for person in PEOPLE:
        click.echo(f"  {person.username:<10} {PASSWORD}   {person.en}")
    click.echo("")


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start another command as a process of its own: the worker, and the identity provider of the demo.

    Not a thread: the server forks, and a database lock held by a thread at that instant stays locked for ever in the fork.
    """
    return subprocess.Popen([sys.executable, "-c", "from goodstanding.cli import main; main()", *arguments])


def _free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return True
    return False
