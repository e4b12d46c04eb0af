"""A case opened by an image, in a browser: the image with its places, the text, and the reason an image was not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

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
from tests.web.browser.conftest import NARROW, violations


@pytest.fixture
def case(desk: Desk, tmp_path: Path) -> Iterator[str]:
    """Open a case by an image alone, and give its reference."""
    process = ImageProcess()
    (tmp_path / "offer.png").write_bytes(poster("示例社区周末活动", "长期收购公众号,粉丝不限", "有意者加微信:demo_88888"))
    (tmp_path / "moving.gif").write_bytes(animated())
    register_image_reading(Reading(process, MediaFetcher(directory=tmp_path)))
    media = [{"kind": "image", "url": "/offer.png"}, {"kind": "image", "url": "/moving.gif"}]
    receive_events([post("e-image", "今天的海报。", data={"media": media})], source_actor=SYSTEM, at=clock.now())
    while work().done:
        pass
    yield Case.objects.get(content_ref="c-e-image").ref
    register_image_reading(None)
    process.close()


def test_a_place_in_an_image_leads_to_its_reason(
    signed_in: Callable[..., Page], case: str, shot: Callable[[Page, str], None]
) -> None:
    page = signed_in("reviewer")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"/console/cases/{case}/")
    place = page.locator(".image-read rect.place").first
    expect(place).to_be_visible()
    box = place.bounding_box()
    shot(page, "case-with-image")

    page.set_viewport_size(NARROW)
    shot(page, "case-with-image-narrow")

    assert box is not None
    assert box["width"] > 50
    assert [] == complaints
    assert [] == violations(page)
