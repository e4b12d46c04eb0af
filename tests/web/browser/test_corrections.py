"""A registration that does not match, in a browser: suspended at the desk by keyboard, corrected in the portal, confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.services.corrections import hand_in_correction, report_mismatch, suspend_for_mismatch
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review import services as reviewing
from tests.factories.desk import PASSWORD, Desk
from tests.web.browser.conftest import NARROW, violations

NewContext = Callable[..., BrowserContext]
Shot = Callable[[Page, str], None]
ACCOUNT = "acct-demo-01"


@pytest.fixture
def found(desk: Desk) -> CorrectionView:
    """A mismatch before the reviewer, who holds its case."""
    now, reviewer = clock.now(), Actor.user(desk.users["reviewer"])
    view = report_mismatch(ACCOUNT, fields=["profile"], facts="账号名称与登记主体的名称不符。", actor=reviewer, at=now)
    claim(view, reviewer, now)
    return view


@pytest.fixture
def suspended(desk: Desk, found: CorrectionView) -> CorrectionView:
    """An account suspended for it."""
    return suspend_for_mismatch(
        found.ref,
        fields=found.fields,
        facts="账号名称“示例健康小站”与登记主体“示例文化传播中心（演示）”不符，也没有授权文件。",
        to_fix="请改为与登记主体相符的名称，或者提交授权书。",
        case_version=review.case(found.case_ref).version,
        actor=Actor.user(desk.users["reviewer"]),
        at=clock.now(),
    )


def claim(view: CorrectionView, actor: Actor, at: datetime) -> None:
    case = review.case(view.case_ref)
    reviewing.perform(case.ref, action="claim", expected_version=case.version, actor=actor, at=at)


def as_owner(new_context: NewContext, path: str, **options: object) -> Page:
    page = new_context(**options).new_page()
    page.goto(f"/sign-in/?next={path}")
    page.fill("#id_username", "owner")
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"**{path}")
    return page


def test_reviewer_suspends_by_keyboard(signed_in: Callable[..., Page], found: CorrectionView, shot: Shot) -> None:
    page = signed_in("reviewer")
    page.goto(f"/console/cases/{found.case_ref}/")
    shot(page, "correction-desk-zh")
    assert [] == violations(page)

    page.keyboard.press("1")
    page.fill("#field-to_fix", "请改为与登记主体相符的名称。")
    page.fill("#reasons", "账号名称与登记主体的名称不符。")
    page.keyboard.press("Control+Enter")

    expect(page.locator("body")).to_contain_text("暂停服务")
    page.goto("/console/corrections/")
    shot(page, "corrections-list-zh")
    assert [] == violations(page)


@pytest.mark.parametrize(("language", "viewport", "name"), [("zh-hans", None, "zh"), ("en", NARROW, "en-narrow")])
def test_operator_reads_what_to_correct_and_hands_it_in(
    new_context: NewContext, suspended: CorrectionView, language: str, viewport: dict[str, int] | None, name: str, shot: Shot
) -> None:
    page = as_owner(new_context, f"/portal/corrections/{suspended.ref}/", language=language, viewport=viewport)
    shot(page, f"correction-portal-{name}")
    assert [] == violations(page)

    page.fill("#answer", "已改名。")
    page.locator("form:has(#answer) button").click()

    expect(page.locator("body")).to_contain_text("已改名。")
    assert [] == violations(page)


def test_desk_reads_what_was_handed_in(signed_in: Callable[..., Page], suspended: CorrectionView, desk: Desk, shot: Shot) -> None:
    done = hand_in_correction(suspended.ref, answer="已改名。", actor=Actor.user(desk.users["owner"]), at=clock.now())
    page = signed_in("reviewer", language="en", viewport=NARROW)
    page.goto(f"/console/cases/{done.case_ref}/")
    shot(page, "correction-handed-en-narrow")

    assert [] == violations(page)
