"""``goodstanding worker``: the work that comes after an answer: deliveries, time limits, checkpoints."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from goodstanding.cli.start import require_migrated, start_records


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@click.option(
    "--pause", type=click.FloatRange(0.1, 60), default=1.0, show_default=True, help="Seconds to wait when nothing is due."
)
def command(*, once: bool, pause: float) -> None:
    """Deliver notices and webhooks, end measures whose time is up, sign the log. Any number of workers may run."""
    start_records()
    require_migrated()
    from django.utils.module_loading import import_string

    rounds = (
        "goodstanding.workers.rounds"  # by name: the command line and the workers stand side by side, neither above the other
    )
    if once:
        done = import_string(f"{rounds}.work")()
        click.echo(f"{done.done} done, {done.failed} to be tried again.", err=True)
        return
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    import_string(f"{rounds}.work_until")(stopped, pause=pause)
