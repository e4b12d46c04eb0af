"""Notice, forwarding, counter-statement and dispute in a browser: two languages, two widths, no fault of accessibility."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from goodstanding.apps.common import clock
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.identity.models import User
from goodstanding.apps.redress.dispute_selectors import dispute
from goodstanding.apps.redress.services import disputes as disputing
from goodstanding.apps.redress.services import takedown
from goodstanding.apps.registry import services as registry
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review import services as reviewing
from tests.factories.desk import PASSWORD, Desk
from tests.factories.disputes import ANSWER, CLAIM, author, jurors_of
from tests.factories.matters import Matters
from tests.factories.originals import article, declared, published, rewritten
from tests.factories.takedowns import notified
from tests.web.browser.conftest import NARROW, violations

NewContext = Callable[..., BrowserContext]
Shot = Callable[[Page, str], None]
PDF = {"name": "rights.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 demo"}


@pytest.fixture(autouse=True)
def _quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, state_dir=tmp_path))


def opened(new_context: NewContext, name: str = "", **options: object) -> Page:
    page = new_context(**options).new_page()
    if name:
        page.goto("/sign-in/?next=/portal/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/portal/")
    return page


def test_notice_is_sent_and_its_missing_part_added(desk: Desk, new_context: NewContext, shot: Shot):
    page = opened(new_context)
    page.goto("/copyright/?content=c-clean")
    assert [] == violations(page)
    shot(page, "copyright-form-zh")
    page.fill("#work", "示例图鉴")
    page.fill("#statement", "该内容逐段使用了我社作品，没有取得许可。")
    page.fill("#name", "示例出版工作室")
    page.fill("#contact", "rights@example.invalid")
    page.fill("#address", "示例省演示市样例路1号")
    page.check("input[name=guarantee]")
    page.get_by_role("button", name="发出通知").click()
    expect(page.get_by_role("heading", name="还缺少")).to_be_visible()
    assert [] == violations(page)
    shot(page, "copyright-missing-zh")

    page.fill("#contact", "rights@example.invalid")
    page.set_input_files("#rights_proof", [PDF])
    page.get_by_role("button", name="提交补充").click()

    expect(page.get_by_text("人工审查中").first).to_be_visible()


def test_account_answers_and_sees_the_clock(desk: Desk, new_context: NewContext, shot: Shot):
    notice = acted(desk)
    page = opened(new_context, "owner", language="en", viewport=NARROW)
    page.goto(f"/portal/copyright/{notice}/")
    assert [] == violations(page)
    shot(page, "copyright-portal-en-390")
    page.fill("#statement", "The author gave us a licence in writing.")
    page.set_input_files("#proof", [PDF | {"name": "licence.pdf"}])
    page.fill("#name", "Demo Studio")
    page.fill("#contact", "owner@example.invalid")
    page.check("input[name=guarantee]")

    page.get_by_role("button", name="Send the counter-statement").click()

    expect(page.get_by_text("Shown again by itself after")).to_be_visible()
    shot(page, "copyright-clock-en-390")


def test_dispute_is_followed_voted_and_decided(desk: Desk, new_context: NewContext, signed_in: Callable[..., Page], shot: Shot):
    ref = disputed(desk)
    page = opened(new_context, "owner")
    page.goto(f"/portal/disputes/{ref}/")
    assert [] == violations(page)
    shot(page, "dispute-zh")

    juror = opened(new_context, juror_of(desk, ref), language="en", viewport=NARROW)
    juror.goto(f"/portal/panels/{ref}-1/")
    assert [] == violations(juror)
    shot(juror, "panel-en-390")
    juror.check("input[value=rewritten]")
    juror.fill("#reason", "Sentence by sentence the same order of thoughts.")
    juror.get_by_role("button", name="Cast the vote").click()

    expect(juror.get_by_text("It is the other text told anew").first).to_be_visible()


def test_desk_sees_the_notice_and_the_dispute(desk: Desk, signed_in: Callable[..., Page], shot: Shot):
    found = notified(at=clock.now(), content_ref="c-clean")
    ref = disputed(desk)
    at = clock.now() + timedelta(hours=30)
    disputing.close_panels(at=at)
    page = signed_in("reviewer")
    page.goto(f"/console/cases/{found.case_ref}/")
    assert [] == violations(page)
    shot(page, "copyright-console-zh")
    page.goto(f"/console/cases/{dispute(ref).case_ref}/")
    assert [] == violations(page)
    shot(page, "dispute-console-zh")


def acted(desk: Desk) -> str:
    """Send a notice about the owner's post and act on it."""
    at, actor = clock.now(), Actor.user(desk.users["reviewer"])
    found = notified(at=at, content_ref="c-clean")
    held = reviewing.perform(
        found.case_ref, action="claim", expected_version=review.case(found.case_ref).version, actor=actor, at=at
    )
    takedown.decide_notice(
        found.ref, outcome="act", reasons="材料齐全，初步证据成立。", case_version=held.version, actor=actor, at=at
    )
    return found.ref


def disputed(desk: Desk) -> str:
    """Let the owner dispute another account's declaration, and peers be drawn."""
    at = clock.now() - timedelta(hours=3)
    other = other_author(at=at)
    matters = Matters(at, desk.users)
    for number in range(11):
        author(matters, number, at=at)
    declared("c-disputed", rewritten(share=0.3), account="acct-declarer", at=at + timedelta(minutes=1))
    published("c-earlier", article(), account="acct-demo-01", at=at, received_at=at + timedelta(minutes=2))
    found = disputing.file_dispute(
        "c-disputed", earlier_ref="c-earlier", claim=CLAIM, actor=Actor.user(desk.users["owner"]), at=at + timedelta(hours=1)
    )
    disputing.answer_dispute(found.ref, answer=ANSWER, actor=Actor.user(other), at=at + timedelta(hours=2))
    return found.ref


def other_author(*, at: datetime) -> int:
    """Register another author, who signs in as ``declarer``; return the person."""
    person = identity.create_user("declarer", password=PASSWORD, display_name="示例声明方", kind="operator", at=at).id
    operator = registry.register_operator(
        subject_class="person", name="示例声明方", contact="13800000000", registered_place="示例省", actor=SYSTEM, at=at
    )
    registry.verify_operator(operator.ref, means={"kind": "demo"}, actor=SYSTEM, at=at)
    registry.add_member(operator.ref, user_id=person, actor=SYSTEM, at=at)
    registry.register_account("acct-declarer", name="样例随笔", operator_ref=operator.ref, actor=SYSTEM, at=at)
    return person


def juror_of(desk: Desk, ref: str) -> str:
    """Name a juror, with a password to sign in by."""
    user = User.objects.get(pk=jurors_of(ref)[0])
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user.username
