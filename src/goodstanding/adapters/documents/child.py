"""The drawing process: a PDF comes in, its pages go out as PNG. Memory and time are limited; it knows no key and no database."""

from __future__ import annotations

import resource
import struct
import sys
import zlib
from typing import Any

MEMORY = 1024**3
SECONDS = 20
MOST_PAGES = 20
WIDTH = 1240
"""Pixels across a page: a scan is legible at that."""
MOST_HEIGHT = 8 * WIDTH
HEAD = struct.Struct(">III")
"""Length of the PNG, width, height."""


def main() -> None:
    """Draw what comes in on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import pypdfium2

    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        across, down = page.get_size()
        scale = min(WIDTH / max(across, 1), MOST_HEIGHT / max(down, 1))
        drawn = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()
        content = png(drawn)
        sys.stdout.buffer.write(HEAD.pack(len(content), drawn.shape[1], drawn.shape[0]) + content)
    sys.stdout.buffer.flush()


def png(pixels: Any, /) -> bytes:
    """Write pixels of three colours as a PNG.

    Args:
        pixels: Array of height × width × 3 bytes.
    """
    height, width = pixels.shape[:2]
    rows = b"".join(b"\x00" + pixels[line, :, :3].tobytes() for line in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()
