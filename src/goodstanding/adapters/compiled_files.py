"""Compiled pattern databases as files in a private folder, each behind its own digest."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

_DIGEST = 32
_KEPT = 64
"""At most so many files; the oldest go first."""


class CompiledFiles:
    """A store of compiled databases that only its owner can write.

    What is read back is code for the matcher, so a folder that others may write to is not used, and bytes that do not fit their
    digest are thrown away.

    Args:
        folder: Made with mode 0700 when missing.
    """

    def __init__(self, folder: Path, /) -> None:
        self._folder = folder

    def read(self, key: str, /) -> bytes | None:
        """Return what is kept under a key, or None."""
        try:
            if not self._is_private():
                return None
            data = (self._folder / key).read_bytes()
        except OSError:
            return None
        digest, content = data[:_DIGEST], data[_DIGEST:]
        return content if hashlib.sha256(content).digest() == digest else None

    def keep(self, key: str, data: bytes, /) -> None:
        """Keep bytes under a key; whoever reads meanwhile sees the old file or the whole new one."""
        draft = self._folder / f".{key}.{secrets.token_hex(4)}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self._is_private():
                return
            draft.write_bytes(hashlib.sha256(data).digest() + data)
            draft.replace(self._folder / key)
            self._forget_oldest()
        except OSError:
            draft.unlink(missing_ok=True)

    def _is_private(self) -> bool:
        status = self._folder.stat()
        return status.st_uid == os.getuid() and not status.st_mode & 0o022

    def _forget_oldest(self) -> None:
        files = sorted(self._folder.glob("[0-9a-f]*"), key=lambda file: file.stat().st_mtime)
        for file in files[:-_KEPT]:
            file.unlink(missing_ok=True)


def user_cache() -> Path:
    """Name the folder for commands that have no installation: below the user's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goodstanding" / "patterns"
