"""An uploaded avatar: digested and, where images can be opened here, hashed by how it looks. The image itself is not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from goodstanding.apps.registry.errors import AvatarRefused
from goodstanding.apps.registry.ports import read_avatar
from goodstanding.apps.registry.sentences import say
from goodstanding.core.kernel.sentences import Sentence

MOST_BYTES = 10 * 1024 * 1024
LONGEST_READ = MOST_BYTES + 1
"""Bytes of an upload worth reading: one more and it is refused."""
_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_DAMAGED = say(
    "avatar_damaged",
    "图片打不开，文件可能已损坏。请重新导出后再选择。",
    "The image cannot be opened; the file may be damaged. Export it again and choose the copy.",
)
_TOO_LARGE = say(
    "avatar_too_many_pixels",
    "图片的尺寸过大。请缩小到边长 2000 像素以内后再选择。",
    "The image has too many pixels. Scale it down to 2,000 pixels a side and choose the copy.",
)
_TOO_MANY_BYTES = say(
    "avatar_too_many_bytes",
    "图片超过 10 MB。请选择较小的图片。",
    "The image is larger than 10 MB. Choose a smaller one.",
)
_FORMAT = say("avatar_format", "头像须为 PNG 或 JPEG 图片。", "An avatar is a PNG or JPEG image. Choose one of these.")
_SAYS: Mapping[str, Sentence] = {
    "animated": say(
        "avatar_animated",
        "头像不能是动图。请选择静态图片。",
        "An avatar does not move. Choose an image that is not animated.",
    ),
    "too_many_bytes": _TOO_MANY_BYTES,
    "too_many_pixels": _TOO_LARGE,
    "too_much_memory": _TOO_LARGE,
    "too_slow": _TOO_LARGE,
}


@dataclass(frozen=True, slots=True)
class Avatar:
    """What is kept of an uploaded avatar.

    Args:
        phash: Empty where no image can be opened here: then only the same file is found.
        cropped: Hashes of slightly cropped copies, for a mark that is to be protected.
    """

    sha256: str
    phash: str = ""
    cropped: tuple[str, ...] = ()

    def fields(self) -> dict[str, str]:
        """Return it as fields of a profile."""
        return {"avatar_sha256": self.sha256, "avatar_phash": self.phash}


def digest_avatar(content: bytes, /) -> Avatar:
    """Digest an image, and hash how it looks where images can be opened here.

    Raises:
        AvatarRefused: It is too large, neither PNG nor JPEG, animated, damaged, or has too many pixels.
    """
    if len(content) > MOST_BYTES:
        raise AvatarRefused(_TOO_MANY_BYTES)
    if not content.startswith(_HEADS):
        raise AvatarRefused(_FORMAT)
    digest = hashlib.sha256(content).hexdigest()
    reading = read_avatar(content)
    if reading is None:
        return Avatar(digest)
    if reading.refused:
        raise AvatarRefused(_SAYS.get(reading.refused, _DAMAGED))
    return Avatar(digest, reading.phash, reading.cropped)
