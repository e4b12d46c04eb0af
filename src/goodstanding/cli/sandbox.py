"""``goodstanding sandbox identity``: the services that cannot exist for real where the product is tried out."""

from __future__ import annotations

import click


@click.group("sandbox")
def command() -> None:
    """Run stand-ins for services of others."""


@command.command("identity")
@click.option("--port", type=click.IntRange(0, 65535), default=8090, show_default=True, help="0 takes a free port.")
def identity(*, port: int) -> None:
    """Run an identity provider that knows nobody; it says which sums it paid, and its module how to make it fail."""
    from goodstanding.demo.sandbox import Sandbox

    with Sandbox(port, tell=lambda line: click.echo(line, err=True)) as server:
        click.echo(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
