"""Uploaded avatars: hashed in the process with limits, refused in plain words, and digested alone where nothing can open them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from goodstanding.adapters.images import avatars
from goodstanding.adapters.images.avatars import AvatarProcess
from goodstanding.adapters.images.hashing import hash_of
from goodstanding.apps.registry import ports
from goodstanding.apps.registry.avatars import MOST_BYTES, Avatar, digest_avatar
from goodstanding.apps.registry.errors import AvatarRefused
from tests.factories.images import bomb
from tests.factories.logos import logo, written


@pytest.fixture(scope="module")
def process() -> Iterator[AvatarProcess]:
    reader = AvatarProcess()
    yield reader
    reader.close()


@pytest.fixture(autouse=True)
def _registered(process: AvatarProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ports._AVATAR_READERS, "reader", process.read)


def moving() -> bytes:
    """An animated PNG."""
    return written(logo(1), save_all=True, append_images=[logo(2)], duration=100)


def test_an_avatar_is_digested_and_hashed_with_its_cuts() -> None:
    image = logo(1)

    found = digest_avatar(written(image))

    assert (hashlib.sha256(written(image)).hexdigest(), hash_of(image)) == (found.sha256, found.phash)
    assert 15 <= len(found.cropped) <= 20


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"text", "须为 PNG 或 JPEG"),
        (b"GIF89a" + b"0" * 40, "须为 PNG 或 JPEG"),
        (written(logo(1))[:600], "打不开"),
        (b"\xff\xd8\xff" + b"0" * 400, "打不开"),
        (moving(), "不能是动图"),
        (bomb(), "尺寸过大"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * MOST_BYTES, "超过 10 MB"),
    ],
    ids=["text", "gif", "cut short", "no jpeg", "animated", "bomb", "huge"],
)
def test_what_is_no_avatar_is_refused_in_a_plain_sentence(content: bytes, says: str) -> None:
    with pytest.raises(AvatarRefused) as refused:
        digest_avatar(content)

    assert says in refused.value.sentences[0].zh


def test_without_the_libraries_an_avatar_is_digested_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(avatars, "find_spec", lambda name: None)
    monkeypatch.setitem(ports._AVATAR_READERS, "reader", AvatarProcess().read)

    assert Avatar(hashlib.sha256(written(logo(1))).hexdigest()) == digest_avatar(written(logo(1)))
