"""Files people hand in: what they are is read from their bytes, and how large and how many they may be is said at once. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from goodstanding.apps.redress.errors import AttachmentRefused
from goodstanding.apps.redress.values import NewAttachment

ATTACHMENT = "redress.attachment"
"""Context files are sealed under. None of the types taken begins as a sealed value does, so older files in clear still open."""
REASON = "redress.reason"
"""Context the words of reporters are sealed under: people write numbers and addresses into them."""
MOST_BYTES = 5 * 1024 * 1024
MOST_FILES = 5
_MAGIC = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"%PDF-", "application/pdf"))
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that can be kept."""

    name: str
    media_type: str
    content: bytes
    sha256: str


def check_attachments(files: Sequence[NewAttachment], /) -> tuple[Checked, ...]:
    """Check files, and drop those handed in twice.

    Raises:
        AttachmentRefused: There are more than five, or one is empty, above 5 MB, or not PNG, JPEG, PDF or plain text.
    """
    if len(files) > MOST_FILES:
        raise AttachmentRefused(f"{len(files)} files were handed in.", hint=f"Hand in at most {MOST_FILES}.")
    checked = {one.sha256: one for one in map(_check, files)}
    return tuple(checked.values())


def media_type_of(content: bytes, /) -> str | None:
    """Read a file's type from its bytes: PNG, JPEG, PDF, plain text in UTF-8, or None."""
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_plain = all(character >= " " or character in "\t\n\r\f" for character in text)
    return "text/plain" if is_plain else None


def _check(file: NewAttachment) -> Checked:
    name = PurePath(file.name.replace("\\", "/").replace("\x00", "")).name[-_LONGEST_NAME:] or "file"
    if not file.content:
        raise AttachmentRefused(f"The file “{name}” is empty.")
    if len(file.content) > MOST_BYTES:
        raise AttachmentRefused(f"The file “{name}” is larger than 5 MB.", hint="Hand in a smaller copy.")
    media_type = media_type_of(file.content)
    if media_type is None:
        raise AttachmentRefused(
            f"The file “{name}” is of a type that cannot be taken.", hint="Hand in PNG, JPEG, PDF or plain text."
        )
    return Checked(name, media_type, file.content, hashlib.sha256(file.content).hexdigest())
