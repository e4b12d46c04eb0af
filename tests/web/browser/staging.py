"""What stories lived through in a browser share: a calendar that turns, tellings, signing in, pictures, the desk by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import BrowserContext, Page, expect

from goodstanding.apps.common import clock, outbox
from tests.factories.desk import PASSWORD
from tests.web.browser.conftest import violations

NewContext = Callable[..., BrowserContext]
Shot = Callable[[Page, str], None]
Shoot = Callable[[Page, str], None]
READ_CLOCK = clock.now


@dataclass
class Calendar:
    """What day it is, for the server and the worker alike.

    Args:
        duties: What the worker does as days go by.
    """

    duties: tuple[Callable[[datetime], object], ...]
    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return READ_CLOCK() + self.ahead

    def pass_days(self, days: int) -> None:
        """Let days go by, and the worker do what became due."""
        self.ahead += timedelta(days=days)
        for duty in self.duties:
            duty(self.now())
        self.work()

    def work(self) -> None:
        """Let the worker do what waits."""
        while outbox.drain(self.now, limit=100).done:
            pass


@dataclass(frozen=True)
class Telling:
    """One way through a story: in which language, on which screen."""

    language: str
    viewport: dict[str, int]

    @property
    def name(self) -> str:
        return f"{self.language}-{self.viewport['width']}"


def sign_in(page: Page, who: str, home: str, faults: list[str], *, expected: str = "") -> Page:
    """Sign somebody in, and gather the faults the page reports from then on.

    Args:
        home: Where the person starts: ``/console/`` or ``/portal/``.
        expected: What a fault that belongs to the story says; empty where there is none.
    """
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if said.type == "error" and not (expected and expected in said.text) else None,
    )
    page.goto(f"/sign-in/?next={home}")
    page.fill("#id_username", who)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"**{home}")
    return page


def shooting(shot: Shot, story: str, telling: Telling) -> Shoot:
    """Return what keeps a picture under the telling's name, after looking for what shuts people out."""

    def keep(page: Page, step: str) -> None:
        assert [] == violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), step
        shot(page, f"{story}-{telling.name}-{step}")

    return keep


def decide_matter(page: Page, shoot: Shoot, step: str, *, choice: str, reasons: str) -> None:
    """Claim the matter whose case is open in the page and decide it, by keyboard alone."""
    page.keyboard.press("c")
    page.wait_for_selector("#decide")
    page.keyboard.press(page.locator(f'#decide input[name="choice"][value="{choice}"]').get_attribute("data-key") or "")
    page.locator("#reasons").focus()
    page.keyboard.type(reasons)
    shoot(page, step)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#decide")).to_have_count(0)
    page.wait_for_load_state("networkidle")
