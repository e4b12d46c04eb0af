"""Runs ``goodstanding ingest`` again and again and kills it at random points: the process the crash test starts.

Everything is loaded once; each round is a fork, so that a kill costs milliseconds and fifty fit into a test. What the command
printed before it died is what it acknowledged.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

LINES = 120
"""Kills fall after 0 to this many acknowledged events (of more in each file)."""
PATIENCE = 60.0


def main(directory: str, rounds: str, seed: str) -> None:
    """Kill ``rounds`` runs at random points; then let one run finish each file.

    Args:
        directory: Holds ``events-N.jsonl`` for each round; acknowledgements go to ``acknowledged-N.jsonl``.
        seed: Of the kill times.
    """
    import django

    django.setup()
    from django.db import connections

    import goodstanding.apps.screening.services  # noqa: F401  load everything before the first fork
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.policies.selectors import live_engine
    from goodstanding.cli import ingest

    live_engine(at=now())
    connections.close_all()
    ingest.require_migrated = lambda: None
    ingest.BATCH_EVENTS = 25
    chance = random.Random(int(seed))
    killed = 0
    for number in range(int(rounds)):
        child = os.fork()
        if child == 0:
            _ingest(ingest.command, Path(directory), number)
        _wait(Path(directory) / f"acknowledged-{number}.jsonl", lines=chance.randrange(LINES), chance=chance)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    print(killed)  # noqa: T201


def _wait(acknowledged: Path, *, lines: int, chance: random.Random) -> None:
    """Wait until so many lines are acknowledged, then a random moment: the kill may fall anywhere within a batch."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        if acknowledged.exists() and acknowledged.read_bytes().count(b"\n") >= lines:
            break
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.05))


def _ingest(command: object, directory: Path, number: int) -> None:
    """Be the command, with standard output kept in a file."""
    descriptor = os.open(directory / f"acknowledged-{number}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    command.main([str(directory / f"events-{number}.jsonl")], standalone_mode=False)  # type: ignore[attr-defined]
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
