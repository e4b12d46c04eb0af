"""Runs the command line as a process of its own: exit codes and streams as the caller gets them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

STARTER = "from goodstanding.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a call gave back."""

    code: int
    out: str
    err: str


def goodstanding(*arguments: str, stdin: bytes = b"", starter: str = STARTER) -> Ran:
    """Call ``goodstanding`` with these arguments."""
    done = subprocess.run([sys.executable, "-c", starter, *arguments], input=stdin, capture_output=True, check=False, timeout=120)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
