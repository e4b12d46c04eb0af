"""Brings the index of texts up to date and makes it again, and is killed at random points: the process the crash test starts.

Everything is loaded once; each round is a fork, so that a kill costs milliseconds. Contents are written before the first fork; a
line is written, and synced, for each batch the worker noted as read.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

CONTENTS = 600
BATCH = 10
PATIENCE = 20.0
SEED_OF_TESTS = "20261124"
AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def text_of(number: int) -> str:
    """Return the text of a number: the checker makes it again."""
    chance = random.Random(number)
    return "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(chance.randrange(60, 300)))


def main(directory: str, rounds: str, seed: str) -> None:
    """Kill ``rounds`` workers at random moments; acknowledgements go to ``read`` in the directory."""
    import django

    django.setup()
    from django.db import connections

    from goodstanding.apps.originality.services import indexing

    _publish()
    connections.close_all()
    indexing.BATCH = BATCH
    chance = random.Random(int(seed))
    root = Path(directory)
    killed = 0
    for _ in range(int(rounds)):
        before = _acknowledged(root)
        child = os.fork()
        if child == 0:
            _work(root, random.Random(chance.random()))
        _wait(root, before + chance.randrange(1, 8), chance)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    print(killed)  # noqa: T201


def _publish() -> None:
    from goodstanding.apps.ingest.models import Content, ContentVersion

    texts = [(f"c-{number}", text_of(number), f"{number:064x}") for number in range(CONTENTS)]
    Content.objects.bulk_create(
        Content(content_ref=ref, account_ref="acct-demo", kind="content", body=body, published_at=AT, latest_sha256=sha256)
        for ref, body, sha256 in texts
    )
    ContentVersion.objects.bulk_create(
        ContentVersion(content_ref=ref, sha256=f"{sha256}", body=body, at=AT, event_source="/demo", event_id=ref)
        for ref, body, sha256 in texts
    )


def _acknowledged(root: Path) -> int:
    path = root / "read"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _wait(root: Path, lines: int, chance: random.Random) -> None:
    """Wait until so many batches are noted, then a random moment: the kill may fall anywhere."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and _acknowledged(root) < lines:
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.03))


def _work(root: Path, chance: random.Random) -> None:
    """Read on, and from time to time make the index again."""
    from goodstanding.apps.originality.services.indexing import bring_up_to_date, rebuild_index
    from goodstanding.apps.originality.text_index import text_indexes

    with (root / "read").open("ab", buffering=0) as told:
        while True:
            if chance.random() < 0.1:
                rebuild_index(at=AT, tell=lambda read, _all: _tell(told, read))
            bring_up_to_date(at=AT, batches=1)
            indexes = text_indexes()
            _tell(told, indexes.position(indexes.current_number()).read_to)


def _tell(told: object, read: int) -> None:
    told.write(f"{read}\n".encode())  # type: ignore[attr-defined]
    os.fsync(told.fileno())  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(*sys.argv[1:])
