"""A real browser before a real server: Debian's chromium, this host only.

Tests here are skipped where chromium is not installed (``tools/install_browser.sh`` installs it). With ``GOODSTANDING_SHOTS`` set
to a folder, ``shot`` keeps pictures of the pages there, at 1440 × 900 and at 390 px.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from goodstanding.apps.common import clock
from tests.factories.desk import PASSWORD, Desk, seed_desk

CHROMIUM = Path(os.environ.get("GOODSTANDING_CHROMIUM", "/usr/bin/chromium"))
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
"""Playwright's synchronous interface runs an event loop; the tests' own database calls are synchronous all the same."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    missing = pytest.mark.skip(reason="chromium is not installed: run tools/install_browser.sh")
    for item in items:
        if here in item.path.parents and not CHROMIUM.exists():
            item.add_marker(missing)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium for the whole run."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    """A platform with staff who can sign in, accounts and open cases, visible to the server."""
    return seed_desk(at=clock.now(), password=PASSWORD)


@pytest.fixture
def new_context(browser: Browser, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """Open browsers of their own, each with a language, a width, or without script."""
    opened: list[BrowserContext] = []

    def open_one(*, language: str = "zh-hans", viewport: dict[str, int] | None = None, **options: object) -> BrowserContext:
        context = browser.new_context(viewport=viewport or WIDE, base_url=live_server.url, **options)  # type: ignore[arg-type]
        context.add_cookies([{"name": "goodstanding_language", "value": language, "url": live_server.url}])
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in any page watched: uncaught errors, refused scripts and styles. Must stay empty."""
    return []


@pytest.fixture
def signed_in(new_context: Callable[..., BrowserContext], desk: Desk, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Return a page in which a person of the desk is signed in; the test fails if any such page reported a fault."""

    def open_page(name: str, **options: object) -> Page:
        page = new_context(**options).new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto("/sign-in/?next=/console/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/console/")
        return page

    yield open_page
    assert [] == [fault for fault in faults if "409" not in fault]


def violations(page: Page) -> list[str]:
    """List what axe finds wrong with a page, by WCAG 2.2 A and AA: rule and the elements concerned."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{rule['id']}: {', '.join(node['html'][:120] for node in rule['nodes'][:3])}" for rule in found]


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Keep a picture of a page, where ``GOODSTANDING_SHOTS`` names a folder."""
    folder = os.environ.get("GOODSTANDING_SHOTS", "")

    def keep(page: Page, name: str) -> None:
        if folder:
            narrow = page.viewport_size is not None and page.viewport_size["width"] == NARROW["width"]
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=narrow)

    return keep
