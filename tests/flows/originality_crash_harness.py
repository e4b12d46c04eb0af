"""Adds to a similarity index and compacts it, and is killed at random points: the process the crash test starts.

Everything is loaded once; each round is a fork, so that a kill costs milliseconds. A line is written, and synced, for each batch
the index acknowledged before the process died.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from goodstanding.core.originality import journal, rewriting_journals, segment_writing, view, writing
from goodstanding.core.originality.index import Original, OriginalityIndex

LOADED = (journal, rewriting_journals, segment_writing, view)
SIZE = 12
PATIENCE = 20.0


def text_of(number: int) -> str:
    """Return the text of a number: the checker makes it again."""
    chance = random.Random(number)
    return "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(chance.randrange(60, 400)))


def main(directory: str, rounds: str, seed: str) -> None:
    """Kill ``rounds`` writers at random moments; acknowledgements go to ``acknowledged`` in the directory."""
    writing.FLUSH = 2_000  # many segments, merges and journals in a short life
    writing.JOURNAL = 60_000
    chance = random.Random(int(seed))
    root = Path(directory)
    OriginalityIndex.create(root / "index")
    killed = 0
    for _ in range(int(rounds)):
        before = _acknowledged(root)
        child = os.fork()
        if child == 0:
            _write(root, random.Random(chance.random()))
        _wait(root, before + chance.randrange(1, 12), chance)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    print(killed)  # noqa: T201


def _acknowledged(root: Path) -> int:
    path = root / "acknowledged"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _wait(root: Path, lines: int, chance: random.Random) -> None:
    """Wait until so many batches are acknowledged, then a random moment: the kill may fall anywhere."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and _acknowledged(root) < lines:
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.03))


def _write(root: Path, chance: random.Random) -> None:
    """Add, delete and compact without end."""
    index = OriginalityIndex.open(root / "index")
    with (root / "acknowledged").open("ab", buffering=0) as told:
        number = max((int(entry.ref) for entry in index.entries()), default=-1) + 1 + 1000
        while True:
            act = chance.random()
            if act < 0.2:
                index.compact()
                told.write(b"compacted\n")
            elif act < 0.3 and number % 1000 > SIZE:
                gone = number - chance.randrange(1, SIZE)
                told.write(f"deleting {gone}\n".encode())
                index.delete([str(gone)])
                told.write(f"deleted {gone}\n".encode())
            else:
                index.add([Original(str(each), text_of(each)) for each in range(number, number + SIZE)])
                told.write(f"added {number}\n".encode())
                number += SIZE


if __name__ == "__main__":
    main(*sys.argv[1:])
