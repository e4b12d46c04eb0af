"""What screening asks of the outside for images: somebody who fetches them and somebody who reads them.

Both are registered where the configuration enables images; without them nothing is enqueued and nothing is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from goodstanding.apps.screening.errors import ScreeningError

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels of the image as it was sent."""


@dataclass(frozen=True, slots=True)
class ImageLine:
    """One line of text, or what one code says.

    Args:
        score: 0.0–1.0, how sure the reader is.
    """

    text: str
    box: Box
    score: float


@dataclass(frozen=True, slots=True)
class ImageFindings:
    """What was read from one image, or why it was not read.

    Args:
        refused: A word that names the reason; empty where the image was read.
        phash: 256-bit perceptual hash in hex.
        cropped: The same of slightly cropped copies, where nothing but hashes was asked for.
        thumbnail: A small JPEG made by the reader.
    """

    refused: str = ""
    model: str = ""
    model_sha256: str = ""
    width: int = 0
    height: int = 0
    phash: str = ""
    lines: tuple[ImageLine, ...] = ()
    codes: tuple[ImageLine, ...] = ()
    thumbnail: bytes = field(default=b"", repr=False)
    cropped: tuple[str, ...] = ()


class ReaderUnavailable(ScreeningError):
    """No image can be read in this installation now."""

    code = "screening:reader_unavailable"
    status = 503


class MediaUnavailable(ScreeningError):
    """A medium cannot be fetched now; it is tried again."""

    code = "screening:media_unavailable"
    status = 503


class MediaRefused(ScreeningError):
    """A medium is never fetched.

    Args:
        reason: A word that names why.
    """

    code = "screening:media_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(f"The media is not fetched: {reason}.", hint="See docs/how-to/read-images.md.")
        self.reason = reason


class ImageReader(Protocol):
    """Reads images."""

    def read(self, data: bytes, /) -> ImageFindings:
        """Read one image; a hostile one gives findings that are refused, never an exception."""


class MediaSource(Protocol):
    """Fetches media."""

    def fetch(self, url: str, /, *, sha256: str = "") -> bytes:
        """Return the bytes, or raise MediaRefused or MediaUnavailable."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The two ports together."""

    reader: ImageReader
    source: MediaSource


_REGISTERED: list[Reading] = []


def register_image_reading(reading: Reading | None, /) -> None:
    """Name who fetches and reads images; None ends it."""
    _REGISTERED[:] = [reading] if reading is not None else []


def image_reading() -> Reading | None:
    """Return who fetches and reads images, or None where images are not read."""
    return _REGISTERED[0] if _REGISTERED else None
