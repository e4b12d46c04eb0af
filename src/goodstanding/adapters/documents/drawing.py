"""Draws a PDF for the screen without giving it to the browser: it can then be neither downloaded nor run."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import structlog

from goodstanding.adapters.documents.child import HEAD, SECONDS

_log: Any = structlog.get_logger()
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR")
"""What of the environment the child is given: no key, no address of a database."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as an image: its bytes, its form, and its size in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def drawn_pages(content: bytes, /) -> tuple[Drawn, ...]:
    """Draw the pages of a PDF, 20 at most; nothing where it cannot be drawn within the limits."""
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "goodstanding.adapters.documents.child"],
            input=content,
            capture_output=True,
            env=environment,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        _log.warning("document could not be drawn", fault="timeout")
        return ()
    if done.returncode:
        _log.warning("document could not be drawn", fault=done.returncode)
    return _read(done.stdout)


def _read(told: bytes) -> tuple[Drawn, ...]:
    pages, at = [], 0
    while at + HEAD.size <= len(told):
        length, width, height = HEAD.unpack_from(told, at)
        at += HEAD.size
        if at + length > len(told):
            break
        pages.append(Drawn(told[at : at + length], "image/png", width, height))
        at += length
    return tuple(pages)
