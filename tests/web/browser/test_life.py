"""An account that rests, stops or looks as if it changed hands, as its operator and a reviewer see it in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from goodstanding.apps.common import clock, outbox
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.reading.credentials import local_day
from goodstanding.apps.registry.reading.life import pause_of, stop_of
from goodstanding.apps.registry.services.agencies import NewAgency, link_agency
from goodstanding.apps.registry.services.freezing import freeze_if_changed
from tests.factories.desk import PASSWORD, Desk
from tests.factories.life import SCAN, credit_code, owner_changed
from tests.web.browser.conftest import NARROW, violations

NewContext = Callable[..., BrowserContext]
Shot = Callable[[Page, str], None]
ACCOUNT = "acct-demo-01"
PATH = f"/portal/accounts/{ACCOUNT}/rest/"


@pytest.fixture(autouse=True)
def _no_requests_counted() -> None:
    cache.clear()


@pytest.fixture
def opened(new_context: NewContext, desk: Desk, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Return a page with the account's owner signed in; the test fails if it reported a fault."""

    def open_page(**options: object) -> Page:
        page = new_context(**options).new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto("/sign-in/?next=/portal/")
        page.fill("#id_username", "owner")
        page.fill("#id_password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/portal/")
        return page

    yield open_page
    assert [] == faults


def test_rq048_operator_pauses_wakes_and_stops_in_the_browser(opened: Callable[..., Page], shot: Shot):
    page = opened()
    page.goto(f"/portal/accounts/{ACCOUNT}/")
    page.click("text=暂停或停止使用")
    shot(page, "rest-zh")
    wrong = violations(page)
    page.click("text=暂停账号")
    expect(page.locator("main")).to_contain_text("账号已按您的要求暂停")
    paused = pause_of(ACCOUNT)
    shot(page, "rest-paused-zh")
    page.click("text=恢复使用")
    page.fill("#password", PASSWORD)
    page.click("button:has-text('停止使用账号')")
    outbox.drain(clock.now, only=frozenset({"registry.export"}))
    page.reload()
    shot(page, "rest-stopping-zh")
    expect(page.locator("main")).to_contain_text("撤回申请")
    expect(page.locator("main")).to_contain_text("下载")
    page.click("button:has-text('撤回申请')")

    asked = stop_of(ACCOUNT)
    assert paused is not None
    assert asked is not None
    assert ([], "taken_back") == (wrong, asked.status)


def test_rq043_frozen_settings_are_explained_on_a_telephone(opened: Callable[..., Page], shot: Shot):
    owner_changed(ACCOUNT, clock.now())
    freeze_if_changed(ACCOUNT, at=clock.now())
    page = opened(language="en", viewport=NARROW)
    page.goto(PATH)
    shot(page, "rest-frozen-en-390")
    wrong = violations(page)
    page.fill("#text", "I lost my telephone and moved banks.")
    page.click("text=Send to the person who decides")

    expect(page.locator("main")).to_contain_text("I lost my telephone")
    assert [] == wrong
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_rq074_agency_is_entered_and_shows_on_card_and_page(opened: Callable[..., Page], desk: Desk, shot: Shot):
    page = opened(language="en", viewport=NARROW)
    page.goto(f"/portal/accounts/{ACCOUNT}/agency/")
    shot(page, "agency-en-390")
    wrong = violations(page)
    today = local_day(clock.now())
    term = (today, today + timedelta(days=90))
    given = NewAgency("演示万象文化传播有限公司", credit_code(), ["information_security"], *term, ("a.pdf", SCAN))
    link_agency(ACCOUNT, given, actor=Actor.user(desk.users["owner"]), at=clock.now())
    page.goto(f"/accounts/{ACCOUNT}/")
    page.click("text=演示万象文化传播有限公司")
    shot(page, "agency-public-en-390")

    expect(page.locator("main")).to_contain_text(credit_code())
    assert ([], []) == (wrong, violations(page))
