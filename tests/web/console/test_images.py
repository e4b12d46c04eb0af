"""From a published image to the reviewer's page: a real worker, a real reader, the shipped pack."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

pytest.importorskip("rapidocr", reason="the extra [media] is not installed")

from goodstanding.adapters.images import ImageProcess, MediaFetcher
from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.review.models import Case
from goodstanding.apps.screening.ports import Reading, register_image_reading
from goodstanding.apps.screening.services import receive_events
from goodstanding.workers.rounds import work
from tests.factories.desk import Desk
from tests.factories.events import post
from tests.factories.images import animated, poster

SignIn = Callable[[str], Client]
OFFER = poster("长期收购公众号,粉丝不限", "有意者加微信:demo_88888")
SHA256 = hashlib.sha256(OFFER).hexdigest()


@pytest.fixture(scope="module")
def process() -> Iterator[ImageProcess]:
    reader = ImageProcess()
    yield reader
    reader.close()


@pytest.fixture
def case(desk: Desk, process: ImageProcess, tmp_path: Path) -> Iterator[str]:
    """Open a case by an image alone, and give its reference."""
    (tmp_path / "offer.png").write_bytes(OFFER)
    (tmp_path / "moving.gif").write_bytes(animated())
    register_image_reading(Reading(process, MediaFetcher(directory=tmp_path)))
    media = [
        {"kind": "image", "url": "/offer.png", "sha256": SHA256},
        {"kind": "image", "url": "/moving.gif"},
        {"kind": "video", "url": "/film.mp4"},
    ]
    receive_events([post("e-image", "今天的海报。", data={"media": media})], source_actor=SYSTEM, at=clock.now())
    while work().done:
        pass
    yield Case.objects.get(content_ref="c-e-image").ref
    register_image_reading(None)


def test_the_page_shows_the_image_the_text_and_the_place(sign_in: SignIn, case: str) -> None:
    page = sign_in("reviewer").get(f"/console/cases/{case}/").content.decode()

    assert f'<image href="/console/cases/{case}/images/{SHA256}/"' in page
    assert '<rect class="place"' in page
    assert "收购公众号" in page
    assert "从图片中读出的文字" in page


def test_the_page_says_which_image_was_not_read_and_why(sign_in: SignIn, case: str) -> None:
    client = sign_in("reviewer")
    chinese = client.get(f"/console/cases/{case}/").content.decode()
    client.cookies["goodstanding_language"] = "en"
    english = client.get(f"/console/cases/{case}/").content.decode()

    assert "是动图。" in chinese
    assert "It is animated." in english


def test_the_small_copy_is_a_jpeg_of_the_case_only(sign_in: SignIn, case: str, desk: Desk) -> None:
    client = sign_in("reviewer")

    shown = client.get(f"/console/cases/{case}/images/{SHA256}/")

    assert ("image/jpeg", b"\xff\xd8") == (shown.headers["Content-Type"], shown.content[:2])
    assert 404 == client.get(f"/console/cases/{desk.case('trade')}/images/{SHA256}/").status_code
    assert 404 == client.get(f"/console/cases/{case}/images/{'0' * 64}/").status_code


def test_the_page_stays_within_its_security_policy(sign_in: SignIn, case: str) -> None:
    response = sign_in("reviewer").get(f"/console/cases/{case}/")

    assert "style=" not in response.content.decode()
    assert "img-src 'self' data:" in response.headers["Content-Security-Policy"]
