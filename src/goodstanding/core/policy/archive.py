"""One pack as one string of bytes: equal packs give equal bytes on every machine, and the digest names the version."""

from __future__ import annotations

import json
from pathlib import Path

from goodstanding.core.policy.digest import digest_of, texts_bytes
from goodstanding.core.policy.errors import PackUnreadable
from goodstanding.core.policy.files import kind_of, read_files
from goodstanding.core.policy.loader import load_texts
from goodstanding.core.policy.model import Pack

__all__ = ["archive_texts", "digest_of", "load_archive", "pack_bytes"]


def pack_bytes(directory: Path, /) -> bytes:
    """Return the canonical archive of a pack directory: a JSON object from path to text, paths sorted.

    Raises:
        PackUnreadable, PackInvalid: The directory is no pack.
    """
    return texts_bytes(read_files(directory))


def archive_texts(data: bytes, /) -> dict[str, str]:
    """Return the files of an archive.

    Raises:
        PackUnreadable: The bytes are not an archive this version can read.
    """
    try:
        texts = json.loads(data)
    except (ValueError, RecursionError):
        raise PackUnreadable("The archive is not JSON.", hint="Archives are made by pack_bytes from a pack directory.") from None
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()) or "pack.yaml" not in texts:
        raise PackUnreadable("The archive holds no pack.", hint="Archives are made by pack_bytes from a pack directory.")
    strange = [path for path in texts if kind_of(path) is None and path.endswith(".yaml")]
    if strange:
        raise PackUnreadable(f"The archive holds {strange[0]}, which has no place in a pack.")
    return texts


def load_archive(data: bytes, /) -> Pack:
    """Load a pack from its canonical archive.

    Raises:
        PackUnreadable: The bytes are not an archive.
        PackInvalid: Its files say something that cannot be meant.
    """
    return load_texts(archive_texts(data))
