"""What reading one image may cost. Parent and child read the same numbers; both run where the optional libraries are absent."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Bounds on one image.

    Args:
        bytes: Size of the file.
        pixels: Width times height; told from the header, before anything is unpacked.
        side: The longer side in pixels.
        cpu_seconds: Processor time; the kernel ends the process that takes more.
        seconds: Time by the clock; the parent ends the process that takes more.
        memory: Bytes of address space of the process, the recogniser's own included.
        lines: Lines of text kept.
        codes: QR codes kept.
    """

    bytes: int = 20 * 1024 * 1024
    pixels: int = 40_000_000
    side: int = 20_000
    cpu_seconds: int = 30
    seconds: float = 60.0
    memory: int = 3 * 1024**3
    lines: int = 500
    codes: int = 20


FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
"""Formats that are opened at all; others are refused unread."""
READ_SIDE = 2_000
"""Text is read on a copy whose longer side is at most so many pixels."""
THUMBNAIL_SIDE = 640
START_SECONDS = 60.0
"""Seconds the process may take to say that it is ready."""
IMAGES_A_PROCESS = 200
"""Then a new process takes over, so that whatever an image broke does not last."""
