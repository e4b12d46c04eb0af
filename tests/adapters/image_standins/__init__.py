"""Programs that stand in for the reader of images and misbehave, each in its own way."""

from __future__ import annotations

import struct
import sys


def ready() -> None:
    """Say what a reader says when it is ready, and wait for the first image."""
    body = b'{"ready": "standin@1", "model_sha256": "0"}'
    sys.stdout.buffer.write(struct.pack(">I", len(body)) + body)
    sys.stdout.buffer.flush()
    sys.stdin.buffer.read(4)
