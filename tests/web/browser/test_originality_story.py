"""Whose text it is, lived through in a browser: by authors, by peers, by the desk, and by whoever checks a proof offline.

A declaration is refused with both texts side by side, its author gets a licence and the badge, and the proof of when holds
without the platform. A badge is disputed before peers and taken. A notice of infringement is answered and its clock runs out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Page, expect

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.originality.selectors import original_of
from goodstanding.apps.redress.dispute_selectors import disputes_of
from goodstanding.apps.redress.services import disputes as disputing
from goodstanding.apps.redress.services.disputes.panels import close_panels
from goodstanding.apps.redress.services.takedown.ending import end_windows
from goodstanding.apps.redress.takedown_selectors import takedown
from tests.factories.desk import Desk
from tests.factories.disputes import author, jurors_of
from tests.factories.matters import Matters
from tests.factories.originals import article, declared, published, rewritten
from tests.web.browser import staging
from tests.web.browser.conftest import NARROW, WIDE
from tests.web.browser.staging import Calendar, NewContext, Shoot, Shot
from tests.web.browser.test_copyright import PDF, acted, juror_of, other_author

MINE, THEIRS = "acct-demo-01", "acct-declarer"
Be = Callable[[str], Page]


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """A calendar that can be turned; panels are counted and windows end as days go by."""
    found = Calendar((lambda at: close_panels(at=at), lambda at: end_windows(at=at)))
    monkeypatch.setattr(clock, "now", found.now)
    return found


@dataclass(frozen=True)
class Telling(staging.Telling):
    """A telling, what is typed in it, and the words of the badge."""

    said: str
    badge: str


TELLINGS = (
    Telling("zh-hans", WIDE, "两篇逐段对照，顺序与细节一致，认定为改写。", "显示原创标识"),
    Telling("en", NARROW, "Read sentence by sentence, both tell the same in the same order.", "Badge shown"),
)
"""Chinese on a wide screen, English on a narrow one; every scene is lived in one at least."""


@pytest.fixture(params=TELLINGS, ids=lambda telling: telling.name)
def telling(request: pytest.FixtureRequest) -> Telling:
    return request.param


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, state_dir=tmp_path))


@pytest.fixture
def be(new_context: NewContext, telling: Telling) -> Iterator[Be]:
    """Sign in as somebody; a page that reports a fault fails the test."""
    faults: list[str] = []

    def sign_in(who: str) -> Page:
        page = new_context(language=telling.language, viewport=telling.viewport).new_page()
        return staging.sign_in(page, who, "/console/" if who in ("reviewer", "senior") else "/portal/", faults)

    yield sign_in
    assert [] == faults


@pytest.fixture
def shoot(shot: Shot, telling: Telling) -> Shoot:
    """Keep a picture under the telling's name, after looking for what shuts people out."""
    return staging.shooting(shot, "originality", telling)


def decide(page: Page, case_ref: str, calendar: Calendar, shoot: Shoot, step: str, *, choice: str, reasons: str) -> None:
    """Claim a matter and decide it, by keyboard."""
    page.goto(f"/console/cases/{case_ref}/")
    staging.decide_matter(page, shoot, step, choice=choice, reasons=reasons)
    calendar.work()


def downloaded(page: Page, href: str, folder: Path) -> Path:
    """Click a download and keep it under its own name."""
    with page.expect_download() as waiting:
        page.locator(f'a[href$="{href}"]').click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def verified(proof: Path, text: Path) -> subprocess.CompletedProcess[str]:
    """Check a proof with the command line where neither database nor network answers."""
    call = [sys.executable, "-c", "from goodstanding.cli import main; main()", "audit", "verify"]
    nowhere = os.environ | {"GOODSTANDING_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}
    return subprocess.run(
        [*call, "--proof", str(proof), "--text", str(text)], env=nowhere, capture_output=True, text=True, check=False
    )


def test_rq064_refused_declaration_is_licensed_passes_and_is_proved_offline(
    desk: Desk, be: Be, calendar: Calendar, telling: Telling, shoot: Shoot, tmp_path: Path
):
    at = clock.now()
    other_author(at=at)
    published("c-theirs", article(5, letters=400), account=THEIRS, at=at)
    published("c-mine", article(6) + article(5, letters=400), account=MINE, at=at + timedelta(seconds=1))
    owner, other = be("owner"), be("declarer")

    owner.goto("/portal/originals/")
    owner.fill("#content", "c-mine")
    owner.locator("#content").press("Enter")
    owner.wait_for_url("**/portal/originals/OR-*/")
    calendar.work()
    owner.reload()
    expect(owner.locator("#a1-1")).to_be_visible()
    shoot(owner, "1-refused")
    owner.locator("#a1-1").focus()
    owner.keyboard.press("Enter")
    expect(owner).to_have_url(f"{owner.url.split('#')[0]}#b1-1")

    other.goto("/portal/licences/")
    other.fill("#grantee", MINE)
    other.fill("#text", "c-theirs")
    other.check('input[name="scopes"][value="excerpt"]')
    other.fill("#starts", (at - timedelta(days=1)).date().isoformat())
    other.locator("main form button.button--primary").click()
    expect(other.locator("#given")).to_contain_text("c-theirs")
    shoot(other, "2-licence")

    owner.locator("main details.fold summary").first.click()
    owner.locator('form[action="/portal/originals/"] button').click()
    owner.wait_for_load_state()
    calendar.work()
    owner.reload()
    expect(owner.locator("main header")).to_contain_text(telling.badge)
    shoot(owner, "3-badge")
    owner.goto("/portal/licences/")
    expect(owner.locator("#received")).to_contain_text("c-theirs")

    found = original_of("c-mine")
    owner.goto(f"/portal/originals/{found.ref}/")
    proof, text = downloaded(owner, "/proof/", tmp_path), downloaded(owner, "/text/", tmp_path)
    held = verified(proof, text)
    assert (0, True) == (held.returncode, json.loads(proof.read_text())["claim"]["sha256"] in held.stdout), held.stderr
    text.write_bytes(text.read_bytes() + "改".encode())
    assert 1 == verified(proof, text).returncode

    owner.goto(f"/accounts/{MINE}/")
    expect(owner.locator(".badges strong", has_text="1")).to_be_visible()
    shoot(owner, "4-card")


@pytest.mark.parametrize("telling", TELLINGS[1:], indirect=True, ids=lambda telling: telling.name)
def test_rq064_badge_is_disputed_before_peers_and_taken(desk: Desk, be: Be, calendar: Calendar, telling: Telling, shoot: Shoot):
    at = clock.now()
    other_author(at=at)
    matters = Matters(at, desk.users)
    for number in range(11):
        author(matters, number, at=at)
    declared("c-disputed", rewritten(share=0.3), account=THEIRS, at=at)
    published("c-earlier", article(), account=MINE, at=at - timedelta(hours=1), received_at=at + timedelta(seconds=2))
    owner, other, reviewer = be("owner"), be("declarer"), be("reviewer")

    owner.goto("/portal/disputes/?content=c-disputed")
    owner.fill("#earlier", "c-earlier")
    owner.fill("#claim", telling.said)
    owner.locator("main form button.button--primary").click()
    owner.wait_for_url("**/portal/disputes/DP-*/")
    ref = disputes_of([MINE])[0].ref
    other.goto(f"/portal/disputes/{ref}/")
    other.fill("#answer", telling.said)
    other.locator("main form button.button--primary").click()
    other.wait_for_load_state()
    shoot(other, "5-dispute")
    juror = be(juror_of(desk, ref))
    juror.goto(f"/portal/panels/{ref}-1/")
    juror.check("input[value=rewritten]")
    juror.fill("#reason", telling.said)
    juror.locator("main form button.button--primary").click()
    juror.wait_for_load_state()
    for person in jurors_of(ref)[1:]:
        disputing.cast_vote(f"{ref}-1", choice="rewritten", reason=telling.said, actor=Actor.user(person), at=calendar.now())
    calendar.pass_days(2)

    (found,) = disputes_of([MINE])
    decide(reviewer, found.case_ref, calendar, shoot, "6-desk", choice="revoke", reasons=telling.said)

    other.goto(f"/portal/originals/{original_of('c-disputed').ref}/")
    expect(other.locator("main header")).not_to_contain_text(telling.badge)
    shoot(other, "7-taken")
    owner.goto(f"/portal/disputes/{ref}/")
    shoot(owner, "8-decided")
    assert ("revoked", False) == (disputes_of([MINE])[0].state, original_of("c-disputed").has_badge)


@pytest.mark.parametrize("telling", TELLINGS[:1], indirect=True, ids=lambda telling: telling.name)
def test_rq065_counter_notice_runs_its_clock_and_the_post_is_shown_again(
    desk: Desk, be: Be, calendar: Calendar, telling: Telling, shoot: Shoot
):
    ref = acted(desk)
    owner = be("owner")

    owner.goto(f"/portal/copyright/{ref}/")
    owner.fill("#statement", telling.said)
    owner.set_input_files("#proof", [PDF | {"name": "licence.pdf"}])
    owner.fill("#name", "示例文化传播中心（演示）")
    owner.fill("#contact", "owner@example.invalid")
    owner.check("input[name=guarantee]")
    owner.locator("#answer button").click()
    expect(owner.locator("#answer")).to_have_count(0)
    assert "countered" == takedown(ref).state
    shoot(owner, "9-clock")
    calendar.pass_days(40)
    owner.reload()

    shoot(owner, "10-shown-again")
    assert "restored" == takedown(ref).state
