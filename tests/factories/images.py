"""Images for tests, drawn when they are asked for: text in a real Chinese font, codes, and hostile files."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
"""Installed by tools/install_browser.sh (fonts-noto-cjk)."""


def drawn(*lines: str, size: int = 36, width: int = 900) -> Image.Image:
    """Draw lines of text, black on white."""
    font = ImageFont.truetype(FONT, size)
    image = Image.new("RGB", (width, (size + 24) * len(lines) + 40), "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((30, 20 + (size + 24) * number), line, font=font, fill="black")
    return image


def encoded(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """Write an image as a file."""
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


@cache
def poster(*lines: str) -> bytes:
    """Return a PNG with lines of text."""
    return encoded(drawn(*lines))


def code(text: str, *, side: int = 300) -> Image.Image:
    """Draw a QR code."""
    bits = zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, text, side, side)
    return Image.fromarray(np.array(bits)).convert("RGB")


def with_code(text: str) -> bytes:
    """Return a PNG with a line of text and a QR code below it."""
    image = Image.new("RGB", (700, 640), "white")
    image.paste(drawn("示例活动海报", width=600), (20, 20))
    image.paste(code(text).resize((400, 400)), (200, 160))
    return encoded(image)


def animated() -> bytes:
    """Return a GIF of two frames."""
    frames = [Image.new("RGB", (60, 60), color) for color in ("white", "black")]
    return encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])


def bomb(side: int = 60_000) -> bytes:
    """Return a small PNG whose header promises an image of gigabytes."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
