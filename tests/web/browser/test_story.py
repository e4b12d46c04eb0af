"""The whole story on the demo itself, as a newcomer lives it: a case, its decision, its notice, the appeal, the reversal.

The demo runs as its own process from an empty folder, exactly as ``make demo`` starts it.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.browser.conftest import NARROW, WIDE, violations

START_WITHIN = 240
"""Seconds; a busy machine of two cores needs about sixty."""
CLAIM = '.case-bar form button[data-key="c"], .case-bar button[name="action"][value="claim"]'
GOODSTANDING = Path(sys.executable).with_name("goodstanding")


@dataclass(frozen=True)
class Demo:
    """A demo that runs."""

    url: str
    state: Path

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the command line against the demo's data."""
        return subprocess.run(
            [str(GOODSTANDING), *words], env=environment(self.state), capture_output=True, text=True, check=False
        )


def environment(state: Path) -> dict[str, str]:
    """Return a newcomer's environment: nothing set but where the data goes."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("GOODSTANDING_", "DJANGO_"))}
    return plain | {"GOODSTANDING_STATE_DIR": str(state)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Start the demo and wait until it answers."""
    state, port = tmp_path_factory.mktemp("demo"), free_port()
    log = (state / "log.txt").open("w")
    running = subprocess.Popen(
        [str(GOODSTANDING), "demo", "--port", str(port), "--no-browser"],
        env=environment(state),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/demo/", running, state / "log.txt")
        yield Demo(f"http://127.0.0.1:{port}", state)
    finally:
        running.terminate()
        running.wait(30)
        log.close()


def wait_for(url: str, running: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        assert running.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                if response.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the demo did not answer within {START_WITHIN} s:\n{log.read_text()}")


@dataclass(frozen=True)
class Telling:
    """One way through the story: in which language, on which screen, whose account, and what is typed."""

    language: str
    viewport: dict[str, int]
    owner: str
    account: str
    queue: str
    facts: str
    ground: str
    answer: str


TELLINGS = (
    Telling(
        "zh-hans",
        WIDE,
        "owner",
        "demo-follow",
        "follows",
        "文章写明“先关注公众号才能领取优惠码，取关后优惠码立即失效”，以此强制读者关注。",
        "优惠码由商家发放，文章只是转述商家的条件，读者不关注也能领取。",
        "经核对，优惠码由商家发放且无需关注即可领取，文章已主动更正。原决定予以撤销。",
    ),
    Telling(
        "en",
        NARROW,
        "owner-en",
        "demo-boost",
        "trading",
        "The comment offers to register accounts in bulk with somebody else's verification, and gives a contact.",
        "The comment was published by somebody who had taken my telephone; I reported it the same evening.",
        "The sign-in record shows another device that night, and your report came within the hour. The decision is withdrawn.",
    ),
)


@pytest.fixture(params=TELLINGS, ids=lambda telling: f"{telling.language}-{telling.viewport['width']}")
def telling(request: pytest.FixtureRequest) -> Telling:
    return request.param


@pytest.fixture
def be(browser: Browser, demo: Demo, telling: Telling) -> Iterator[Callable[[str], Page]]:
    """Sign in as one of the demo's people by the buttons of its first page."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def sign_in(who: str) -> Page:
        context = browser.new_context(viewport=telling.viewport, base_url=demo.url)
        context.add_cookies([{"name": "goodstanding_language", "value": telling.language, "url": demo.url}])
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" and "403" not in said.text else None)
        page.goto("/demo/")
        page.locator(f'form[action="/demo/be/{who}/"] button').click()
        page.wait_for_url(re.compile("/(console|portal)/$"))
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert [] == faults


def decide(page: Page, telling: Telling) -> str:
    """Claim the account's open case in its queue and decide it; return the decision's reference."""
    page.goto(f"/console/queues/{telling.queue}/")
    page.locator("[data-list] > *", has_text=telling.account).first.locator("a").first.click()
    page.wait_for_url("**/console/cases/**")
    case = page.url.rstrip("/").rsplit("/", 1)[1]
    page.locator(CLAIM).first.click()
    expect(page.locator("#decide")).to_be_visible()
    page.locator("#facts").fill(telling.facts)
    expect(page.locator("#statement")).to_contain_text(telling.facts[:20])
    page.locator('#decide button[data-key="ctrl+enter"]').click()
    page.wait_for_url(re.compile("/console/(cases/(?!" + case + ")|decisions/)"))
    issued = re.search(r"D-[0-9A-Z]{8}", page.locator("main, body").first.inner_text())
    assert issued, page.url
    return issued[0]


def appeal(owner: Page, decision: str, telling: Telling, shoot: Callable[[Page, str], None]) -> str:
    """Read the decision as its account's owner and appeal; return the receipt."""
    owner.goto(f"/portal/decisions/{decision}/")
    expect(owner.locator("main")).to_contain_text(telling.facts)
    expect(owner.locator("#notice")).to_contain_text(decision)
    assert [] == violations(owner)
    shoot(owner, "2-portal")
    owner.goto(f"/portal/decisions/{decision}/appeal/")
    owner.locator(".ground textarea").first.fill(telling.ground)
    shoot(owner, "3-appeal")
    owner.locator('main form[enctype="multipart/form-data"] button').first.click()
    owner.wait_for_url("**/portal/appeals/**")
    shoot(owner, "4-receipt")
    return owner.locator(".receipt-number").inner_text().strip()


def find_case(page: Page, receipt: str) -> str:
    """Find the appeal's case by its receipt; return the case's reference."""
    page.goto(f"/console/search/?q={receipt}")
    if "/cases/" not in page.url:
        page.locator('main a[href*="/console/cases/"]').first.click()
    page.wait_for_url("**/console/cases/**")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def uphold(page: Page, telling: Telling, shoot: Callable[[Page, str], None]) -> None:
    """Answer the ground and uphold the appeal whose case is open in the page."""
    page.locator(CLAIM).first.click()
    expect(page.locator("#answer")).to_be_visible()
    page.locator('input[name="outcome"][value="upheld"]').check()
    page.fill("#answer-0", telling.answer)
    page.fill("#reasons", telling.answer)
    shoot(page, "6-answer")
    page.locator('#answer button[data-key="ctrl+enter"]').click()
    page.wait_for_load_state()


def test_story_from_case_to_reversal(demo: Demo, telling: Telling, be: Callable[[str], Page], shot: Callable[[Page, str], None]):
    def shoot(page: Page, step: str) -> None:
        shot(page, f"story-{telling.language}-{telling.viewport['width']}-{step}")

    reviewer, owner, senior, auditor = be("reviewer"), be(telling.owner), be("senior"), be("auditor")
    decision = decide(reviewer, telling)
    shoot(reviewer, "1-decision")
    receipt = appeal(owner, decision, telling, shoot)

    case = find_case(senior, receipt)
    reviewer.goto(f"/console/cases/{case}/")
    assert 0 == reviewer.locator("#answer").count()
    shoot(reviewer, "5-refused")
    uphold(senior, telling, shoot)

    owner.goto(f"/portal/appeals/{receipt}/")
    expect(owner.locator("main")).to_contain_text(telling.answer)
    shoot(owner, "7-outcome")
    owner.goto(f"/portal/decisions/{decision}/")
    shoot(owner, "8-superseded")
    auditor.goto("/console/record/")
    auditor.locator('form[action="/console/record/verify/"] button').click()
    expect(auditor.locator(".flash--success")).to_be_visible()
    shoot(auditor, "9-record")
    assert 0 == demo.command("audit", "verify").returncode
    assert 0 == demo.command("replay", decision).returncode


def test_first_page_says_who_you_can_be(be: Callable[[str], Page], telling: Telling, shot: Callable[[Page, str], None]):
    page = be("reviewer")

    page.goto("/demo/")

    assert 5 == page.locator(".demo-person").count()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [] == violations(page)
    shot(page, f"demo-{telling.language}-{telling.viewport['width']}")


def test_second_run_reuses_the_data(demo: Demo):
    again = demo.command("demo", "--seed-only")

    assert 0 == again.returncode
    assert "Using the demo data that is there; its API keys go on." in again.stderr
