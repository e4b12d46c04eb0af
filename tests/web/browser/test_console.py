"""The desk in a browser: by keyboard, at two widths, in two languages, with and without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.review import selectors as review
from goodstanding.apps.screening.services.counting import count_hits
from goodstanding.web.console.pages import measures
from tests.factories.desk import Desk, publish
from tests.factories.events import post
from tests.web.browser.conftest import NARROW, WIDE, violations
from tests.web.matters import appeal_against_trade, client_of, decide

SignedIn = Callable[..., Page]
Shot = Callable[[Page, str], None]


def open_claimed(page: Page, ref: str) -> None:
    page.goto(f"/console/cases/{ref}/")
    page.keyboard.press("c")
    expect(page.locator("#decide")).to_be_visible()


def test_whole_case_is_decided_by_keyboard_and_the_next_follows(signed_in: SignedIn, desk: Desk, shot: Shot):
    page = signed_in("reviewer")
    page.goto("/console/queues/trading/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/cases/**")
    first = page.url
    page.keyboard.press("c")
    expect(page.locator("#decide")).to_be_visible()

    page.keyboard.press("]")
    expect(page.locator(".why-pop")).to_be_visible()
    shot(page, "case-passage")
    page.keyboard.press("]")
    page.keyboard.press("[")
    expect(page.locator("a.span").first).to_be_focused()
    page.keyboard.press("Escape")
    choose_verdicts_by_keyboard(page)
    page.keyboard.press("1")
    page.keyboard.press("f")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("该账号公开收购公众号，并留下联系方式。")
    expect(page.locator("#statement")).to_contain_text("该账号公开收购公众号")
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    expect(page.locator("#letter")).to_contain_text("该账号公开收购公众号")
    shot(page, "case-preview")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != first and "/console/cases/" in url)
    expect(page.locator(".flash--success")).to_contain_text("查看决定")
    shot(page, "case-next")
    page.keyboard.press("c")
    expect(page.locator("#decide")).to_be_visible()

    assert "violation" == enforcement.latest_decisions(limit=1)[0].verdict


def choose_verdicts_by_keyboard(page: Page) -> None:
    """Move to "no violation" and back: the form follows, and the choice keeps the focus."""
    page.keyboard.press("v")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#facts")).to_have_value(re.compile("经人工核对，不构成"))
    expect(page.locator("#verdict-no_violation")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator('input[type="radio"][name="step"]').first).to_be_visible()
    expect(page.locator(".htmx-settling")).to_have_count(0)


def test_keys_rest_while_typing(signed_in: SignedIn, desk: Desk):
    page = signed_in("reviewer")
    open_claimed(page, desk.case("trade"))

    page.locator("#facts").fill("")
    page.locator("#facts").press_sequentially("sen?")

    assert page.locator("#facts").input_value() == "sen?"
    assert page.locator("dialog[open]").count() == 0


def test_question_mark_opens_and_escape_closes_the_keys(signed_in: SignedIn, desk: Desk, shot: Shot):
    page = signed_in("reviewer")

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    shot(page, "keys")
    page.keyboard.press("Escape")

    expect(page.locator("#keys")).to_be_hidden()


def test_note_is_written_in_its_dialog(signed_in: SignedIn, desk: Desk):
    page = signed_in("reviewer")
    open_claimed(page, desk.case("trade"))

    page.keyboard.press("n")
    page.locator("#note textarea").fill("已核对快照。")
    page.keyboard.press("Control+Enter")
    page.wait_for_load_state()

    expect(page.locator("#history")).to_contain_text("已核对快照。")


def test_choosing_another_violation_brings_its_clauses(signed_in: SignedIn, desk: Desk):
    page = signed_in("reviewer")
    open_claimed(page, desk.case("trade"))

    page.select_option("#label", "fraud_marketing")

    expect(page.locator('input[name="clauses"][value="PA21:18(7)"]')).to_be_visible()


TYPE_WHILE_DRAWN = """() => {
  const [label, facts] = ["label", "facts"].map((id) => document.getElementById(id));
  label.value = "fraud_marketing";
  label.dispatchEvent(new Event("change", {bubbles: true}));
  facts.value = "写到一半的事实。";
  facts.dispatchEvent(new Event("input", {bubbles: true}));
}"""
"""Choose another violation, and type before the form comes back."""


def test_words_typed_while_the_form_is_drawn_stay(signed_in: SignedIn, desk: Desk):
    page = signed_in("reviewer")
    open_claimed(page, desk.case("trade"))

    page.evaluate(TYPE_WHILE_DRAWN)
    expect(page.locator('input[name="clauses"][value="PA21:18(7)"]')).to_be_visible()

    expect(page.locator("#facts")).to_have_value("写到一半的事实。")
    expect(page.locator("#statement")).to_contain_text("写到一半的事实。")


RENEW = """() => {
  const lease = document.querySelector("#lease");
  return htmx.ajax("POST", lease.getAttribute("hx-post"), {source: lease, swap: "outerHTML"});
}"""
"""What htmx does by itself every two minutes."""


def test_lease_renews_itself(signed_in: SignedIn, desk: Desk):
    page = signed_in("reviewer")
    ref = desk.case("trade")
    open_claimed(page, ref)
    before = page.locator("#lease").get_attribute("data-expires") or ""

    with page.expect_response(re.compile("/lease/")) as answered:
        page.evaluate(RENEW)
    expect(page.locator("#lease")).not_to_have_attribute("data-expires", before)

    assert answered.value.status == 200
    assert before < (page.locator("#lease").get_attribute("data-expires") or "")


def test_case_without_script_can_be_decided(signed_in: SignedIn, desk: Desk):
    page = signed_in("reviewer", java_script_enabled=False)
    ref = desk.case("trade")
    page.goto(f"/console/cases/{ref}/")
    page.locator(".case-bar button", has_text="领取").click()

    page.locator("#facts").fill("该账号公开收购公众号。")
    page.locator("button", has_text="提交决定").click()

    assert review.case(ref).status == "decided"


def test_appeal_stands_beside_its_decision_and_is_answered(signed_in: SignedIn, desk: Desk, shot: Shot):
    appealed = appeal_against_trade(desk)
    page = signed_in("officer")
    page.goto(f"/console/cases/{appealed.case}/")
    page.keyboard.press("c")
    expect(page.locator("#answer")).to_be_visible()
    page.keyboard.press("1")
    page.fill("#answer-0", "经核对登录记录，确系他人冒用。")
    page.fill("#answer-1", "已考虑自行删除的情节。")
    page.fill("#reasons", "原决定依据的事实不成立。")
    shot(page, "appeal")
    found = violations(page)

    page.keyboard.press("Control+Enter")
    expect(page.locator(".decide")).to_contain_text("本案已办结。")

    assert [] == found
    assert "" != enforcement.decision(appealed.decision).superseded_by


def test_draft_takes_a_second_person(signed_in: SignedIn, desk: Desk, shot: Shot):
    ref = desk.case("trade")
    address = decide(client_of("reviewer"), ref, step="3", exception_reason="成批出售，影响面大（示例）")
    page = signed_in("senior")
    shot(page, "home-senior")
    page.goto(address)
    shot(page, "proposal")
    found = violations(page)

    page.keyboard.press("a")
    page.wait_for_url("**/console/decisions/**")

    assert [] == found
    assert "decided" == review.case(ref).status


def test_text_survives_a_case_that_changed(signed_in: SignedIn, desk: Desk, shot: Shot):
    page = signed_in("reviewer")
    ref = desk.case("trade")
    open_claimed(page, ref)
    page.locator("#facts").fill("写了一半的事实。")
    told = {"type": "content.edited", "subject": "acct-demo-01", "content": "c-trade"}
    publish(desk, post("trade-edit", "【示例】本号诚意转让，加微信 demo_99999。", **told), at=clock.now())

    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("内容被编辑过")
    shot(page, "conflict")
    page.locator("button", has_text="带上我写的内容").click()

    expect(page.locator("#facts")).to_have_value("写了一半的事实。")


PAGES = (
    "/console/",
    "/console/queues/trading/",
    "/console/decisions/",
    "/console/proposals/",
    "/console/measures/",
    "/console/policies/",
    "/console/record/",
)


@pytest.fixture
def matters(desk: Desk) -> tuple[str, ...]:
    """Pages of an appealed decision, its appeal, and a draft that awaits a second person."""
    appealed = appeal_against_trade(desk)
    draft = decide(client_of("reviewer"), desk.case("bets"), **BETS_DECISION)
    return (
        f"/console/cases/{appealed.case}/",
        f"/console/decisions/{appealed.decision}/",
        draft,
        f"/console/cases/{desk.case('bets')}/",
    )


BETS_DECISION = {
    "label": "pornography_or_gambling_promotion",
    "severity": "serious",
    "clauses": ["PA21:18(9)", "PA21:20.2"],
    "step": "3",
    "exception_reason": "多次发布（示例）",
}
OTHERS = ("/console/search/?q=acct-demo-01", "/console/search/?q=nothing-like-it", "/console/queues/minors/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["reviewer", "officer", "senior"])
def test_appeals_and_drafts_have_no_accessibility_fault(
    signed_in: SignedIn, matters: tuple[str, ...], shot: Shot, name: str, scheme: str
):
    page = signed_in(name, color_scheme=scheme)
    found, wide = [], []
    for number, address in enumerate((*matters, *OTHERS)):
        page.goto(address)
        if name == "officer" and page.locator(".case-bar form button").count():
            page.keyboard.press("c")
            expect(page.locator("#answer")).to_be_visible()
        shot(page, f"matter-{number}-{name}-{scheme}")
        found += [f"{address} {fault}" for fault in violations(page)]
        page.set_viewport_size(NARROW)
        wide += [address] * page.evaluate("document.documentElement.scrollWidth > innerWidth")
        page.set_viewport_size(WIDE)

    assert ([], []) == (found, wide)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_fault(signed_in: SignedIn, desk: Desk, scheme: str):
    page = signed_in("reviewer", color_scheme=scheme)
    open_claimed(page, desk.case("trade"))
    rule = "/console/policies/rules/account-trading.offer/"

    found = violations(page)
    for address in (*PAGES, rule, f"/console/cases/{desk.case('bets')}/"):
        page.goto(address)
        found += [f"{address} {fault}" for fault in violations(page)]

    assert [] == found


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_pages_fit_their_width(
    signed_in: SignedIn, desk: Desk, shot: Shot, monkeypatch: pytest.MonkeyPatch, language: str, width: str
):
    monkeypatch.setattr(measures, "GRACE", timedelta(minutes=-5))
    count_hits(at=clock.now() + timedelta(minutes=5))
    options = {"viewport": NARROW} if width == "narrow" else {}
    page = signed_in("reviewer", language=language, **options)
    page.goto(f"/console/cases/{desk.case('trade')}/")
    page.locator(".case-bar form button").first.click()
    expect(page.locator("#decide")).to_be_visible()

    too_wide = []
    for address in (*PAGES, page.url, "/console/policies/rules/account-trading.offer/"):
        page.goto(address)
        name = address.rstrip("/").rsplit("/", 1)[-1]
        shot(page, f"{'case' if name.startswith('C-') else name}-{language}-{width}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(address)

    assert [] == too_wide
