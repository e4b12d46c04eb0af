"""Hashing an uploaded avatar: in the process with limits, and not at all where the optional libraries are absent."""

from __future__ import annotations

from importlib.util import find_spec

from goodstanding.adapters.images.limits import Limits
from goodstanding.adapters.images.process import ImageProcess
from goodstanding.apps.registry.ports import AvatarReading
from goodstanding.apps.screening.ports import ReaderUnavailable

LIMITS = Limits(bytes=10 * 1024 * 1024, cpu_seconds=10, seconds=20.0)
_NEEDED = ("PIL", "imagehash", "numpy", "zxingcpp")


class AvatarProcess:
    """Hashes avatars in a process of its own, started with the first one and kept for the next."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._process = ImageProcess(limits, hashes_only=True)
        self._is_installed = all(find_spec(name) is not None for name in _NEEDED)

    def read(self, data: bytes, /) -> AvatarReading | None:
        """Hash one image, or say why it is refused; None where no image can be opened here."""
        if not self._is_installed:
            return None
        try:
            found = self._process.read(data)
        except ReaderUnavailable:
            return None
        return AvatarReading(found.phash, found.cropped, found.refused)

    def close(self) -> None:
        """End the process."""
        self._process.close()
