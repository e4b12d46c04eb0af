"""The portal and the public pages in a browser: without script, at two widths, in two languages, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress import services as redressing
from goodstanding.apps.redress.values import AppealView, NewGround
from tests.factories.desk import PASSWORD, TRADE, Desk
from tests.web.browser.conftest import NARROW, violations

NewContext = Callable[..., BrowserContext]
Shot = Callable[[Page, str], None]
ACCOUNT = "acct-demo-01"


@pytest.fixture(autouse=True)
def _no_requests_counted() -> None:
    cache.clear()


@pytest.fixture
def opened(new_context: NewContext, desk: Desk, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Return a page, signed in as the account's owner when asked; the test fails if it reported a fault."""

    def open_page(*, owner: bool = False, **options: object) -> Page:
        page = new_context(**options).new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        if owner:
            page.goto("/sign-in/?next=/portal/")
            page.fill("#id_username", "owner")
            page.fill("#id_password", PASSWORD)
            page.click("main button")
            page.wait_for_url("**/portal/")
        return page

    yield open_page
    assert [] == faults


@pytest.fixture
def decision(desk: Desk) -> str:
    """The machine's hold on the owner's post."""
    return enforcement.decisions_of(ACCOUNT)[0].ref


@pytest.fixture
def receipt(desk: Desk, decision: str) -> str:
    """The owner's appeal against it."""
    filed = redressing.file_appeal(
        decision, grounds=[NewGround("facts_wrong", "示例理由。")], actor=Actor.user(desk.users["owner"]), at=clock.now()
    )
    assert isinstance(filed, AppealView)
    return filed.receipt


@pytest.fixture
def report(desk: Desk) -> str:
    """Somebody's report."""
    return redressing.file_report(kind="account", target=ACCOUNT, category="minors", reason="示例说明。", at=clock.now()).receipt


def portal_pages(decision: str, receipt: str) -> dict[str, str]:
    return {
        "portal-home": "/portal/",
        "portal-account": f"/portal/accounts/{ACCOUNT}/",
        "portal-decision": f"/portal/decisions/{decision}/",
        "portal-appeal-form": f"/portal/decisions/{decision}/appeal/",
        "portal-appeal": f"/portal/appeals/{receipt}/",
        "portal-notices": "/portal/notices/",
        "portal-notice": f"/portal/notices/{enforcement.decision(decision).notice_ref}/",
        "portal-check": "/portal/check/",
    }


def public_pages(report: str) -> dict[str, str]:
    return {
        "public-home": "/",
        "public-search": "/accounts/?q=示例",
        "public-card": f"/accounts/{ACCOUNT}/",
        "public-report": f"/report/?account={ACCOUNT}",
        "public-follow": "/reports/",
        "public-receipt": f"/reports/{report}/",
        "public-rules": "/rules/",
        "public-rule": "/rules/account-trading.offer/",
        "public-how": "/how-we-decide/",
    }


def test_owner_reads_a_decision_and_appeals_without_script(opened: Callable[..., Page], decision: str, shot: Shot):
    page = opened(owner=True, java_script_enabled=False, viewport=NARROW)
    page.goto("/portal/notices/")
    page.locator("main .inbox a").first.click()
    page.locator("a", has_text="查看决定").click()
    page.locator(".page-head a", has_text="申诉").click()

    page.fill("#text_1", "文中所述为示例，并无交易。")
    page.locator("summary", has_text="第 2 项").click()
    page.select_option("#ground_2", "measure_too_heavy")
    page.fill("#text_2", "首次发生。")
    page.set_input_files("#files", [{"name": "证明.txt", "mimeType": "text/plain", "buffer": "示例证明".encode()}])
    page.locator("button", has_text="提交申诉").click()
    page.wait_for_url("**/portal/appeals/**")

    (appeal,) = redress.appeals_against(decision)
    expect(page.locator(".receipt-number")).to_have_text(appeal.receipt)
    assert (2, 1) == (len(appeal.grounds), len(redress.attachments_of(appeal.receipt)))
    shot(page, "portal-filed")


def test_visitor_reports_and_follows_without_script(opened: Callable[..., Page], shot: Shot):
    page = opened(java_script_enabled=False, viewport=NARROW)
    page.goto("/")
    page.fill("#q", "示例健康")
    page.keyboard.press("Enter")
    page.locator(".results a").first.click()
    page.locator("a", has_text="举报该账号").click()

    page.select_option("#category", "false_originality")
    page.fill("#reason", "该文与他处原文一致（示例）。")
    page.locator("button", has_text="提交举报").click()
    page.wait_for_url("**/reports/R-**")
    number = page.locator(".receipt-number").inner_text()
    shot(page, "public-filed")
    page.goto("/")
    page.fill("#receipt", number.lower())
    page.locator(".doors button").click()

    expect(page.locator(".receipt-number")).to_have_text(number)


def test_self_check_marks_the_passages(opened: Callable[..., Page], shot: Shot):
    page = opened(owner=True)
    page.goto("/portal/check/")

    page.fill("#body", TRADE)
    page.locator("main button", has_text=re.compile("^自查$")).click()

    expect(page.locator("#found mark").first).to_be_visible()
    assert [] == violations(page)
    shot(page, "portal-checked")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_fault(opened: Callable[..., Page], decision: str, receipt: str, report: str, scheme: str):
    page = opened(owner=True, color_scheme=scheme)

    found = []
    for address in (*portal_pages(decision, receipt).values(), *public_pages(report).values()):
        page.goto(address)
        found += [f"{address} {fault}" for fault in violations(page)]

    assert [] == found


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_pages_fit_their_width(
    opened: Callable[..., Page], decision: str, receipt: str, report: str, shot: Shot, language: str, width: str
):
    page = opened(owner=True, language=language, **({"viewport": NARROW} if width == "narrow" else {}))

    too_wide = []
    for name, address in (portal_pages(decision, receipt) | public_pages(report)).items():
        page.goto(address)
        shot(page, f"{name}-{language}-{width}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(address)

    assert [] == too_wide
