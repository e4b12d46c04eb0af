"""A farm at the desk in a browser: two languages, two widths, no fault of accessibility, answered by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.integrity.selectors import finding
from goodstanding.apps.integrity.values import FindingRecord
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review import services as reviewing
from tests.factories.desk import Desk
from tests.factories.farms import FARM, one_subject, rewritten_by_all, watched
from tests.web.browser.conftest import NARROW, violations

SignedIn = Callable[..., Page]
Shot = Callable[[Page, str], None]


@pytest.fixture
def farm(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FindingRecord:
    """A farm of four accounts, three of them of one subject, held by the reviewer."""
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, state_dir=tmp_path))
    now = clock.now()
    one_subject(FARM[:3], at=now - timedelta(days=3))
    rewritten_by_all(2, at=now - timedelta(days=2), apart=timedelta(hours=2))
    (ref,) = watched(at=now)
    found = finding(ref)
    held = review.case(found.case_ref)
    actor = Actor.user(desk.users["reviewer"])
    reviewing.perform(held.ref, action="claim", expected_version=held.version, actor=actor, at=now)
    return found


def test_farm_is_read_and_confirmed(signed_in: SignedIn, farm: FindingRecord, shot: Shot):
    page = signed_in("reviewer")
    page.goto(f"/console/cases/{farm.case_ref}/")
    shot(page, "finding-zh")

    assert [] == violations(page)
    page.get_by_role("radio", name="确认").check()
    page.locator("#reasons").fill("八篇内容逐篇比对，系同一批改写；其中三个账号为同一主体。")
    page.locator(".decide-foot button").click()

    expect(page.get_by_text("已为 3 个账号分别立案")).to_be_visible()
    shot(page, "finding-zh-confirmed")


def test_farm_on_a_narrow_page_in_english(signed_in: SignedIn, farm: FindingRecord, shot: Shot):
    page = signed_in("reviewer", language="en", viewport=NARROW)
    page.goto(f"/console/cases/{farm.case_ref}/")
    shot(page, "finding-en-narrow")

    assert [] == violations(page)
    expect(page.get_by_role("heading", name="Accounts whose texts are alike again and again")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
