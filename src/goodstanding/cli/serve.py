"""``goodstanding serve``: the web server."""

from __future__ import annotations

import click

from goodstanding.cli.start import require_migrated, start_records


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--threads", type=click.IntRange(1, 128), default=4, show_default=True, help="Requests at once in each process.")
def command(*, host: str, port: int, workers: int, threads: int) -> None:
    """Answer HTTP: API, console, portal and public pages."""
    start_records()
    require_migrated()
    serve(host=host, port=port, workers=workers, threads=threads)


def serve(*, host: str, port: int, workers: int = 1, threads: int = 4) -> None:
    """Run the server until it is told to stop.

    Args:
        host: Address to listen on.
        port: Port to listen on.
        workers: Processes.
        threads: Requests at once in each process.
    """
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    connections.close_all()  # a connection opened for the check must not be inherited by the processes
    click.echo(f"Goodstanding answers at http://{host}:{port}/ (stop with Ctrl-C)", err=True)
    Granian(
        "goodstanding.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()
