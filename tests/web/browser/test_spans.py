"""Marked passages in a browser: on disguised, traditional, emoji and right-to-left text, each mark stands on its own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import msgspec
import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.screening import selectors as screening
from goodstanding.core.engine.evaluation import Evaluation
from tests.factories.desk import PASSWORD, Desk, publish
from tests.factories.events import post
from tests.web.browser.conftest import NARROW, WIDE, violations

NewContext = Callable[..., BrowserContext]
Shot = Callable[[Page, str], None]

TITLE = "【示例】\u202e号众公售出\u202c 与 公\u200b众\u200b号轉讓"
BODY = "\n".join(
    [
        "【示例】长期收购公众号，价格面议，可过户。",
        "長期收購公眾號，量大從優，先款後號。",
        "出\u200b\u200b售公\u200d众\u2060号，粉丝三万。",
        "➕薇❤️shili_demo01，👩‍⚕️咨询者勿扰👍🏽。",
        "مثال: نص بالعربية ثم 收购公众号 ثم نص آخر، +86 10 0000 0000.",
        "收购公众号" + "x" * 220 + "出售公众号",
        "收\u0336购\u0336公\u0336众\u0336号\u0336，弓长先生代办过户。",
    ]
)
_MARKED = """() => [...document.querySelectorAll('.item a.span')].map(
  (link) => [link.dataset.span.split(' ').map(Number), link.querySelector('mark').textContent])"""
_ORDER = """() => { const hidden = document.querySelector('.item .unseen[data-code="RLO"]');
  const range = document.createRange(), walker = document.createTreeWalker(document.querySelector('.item'), NodeFilter.SHOW_TEXT);
  const lefts = [];
  while (walker.nextNode()) for (const letter of ['号', '众', '公']) {
    const at = walker.currentNode.data.indexOf(letter);
    const after = hidden.compareDocumentPosition(walker.currentNode) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (at < 0 || !after || lefts.length > 2) continue;
    range.setStart(walker.currentNode, at); range.setEnd(walker.currentNode, at + 1);
    lefts.push(range.getBoundingClientRect().left); }
  return lefts; }"""


@pytest.fixture
def odd(desk: Desk) -> Desk:
    """A post in every dress, judged and held."""
    cache.clear()
    publish(desk, post("odd", BODY, subject="acct-demo-01", data={"title": TITLE, "category": "health"}), at=clock.now())
    return desk


def spans_of(desk: Desk, /) -> dict[tuple[str, int, int], str]:
    """Return the places the rules marked, with their words."""
    found = msgspec.json.decode(screening.evaluation(desk.outcomes["odd"].evaluation).evaluation, type=Evaluation)
    return {(span.field, span.start, span.end): span.text for one in found.violations for span in one.spans}


def words_by_number(page: Page, /) -> dict[int, str]:
    """Join what each number marks on the page."""
    found: dict[int, str] = defaultdict(str)
    for numbers, text in page.evaluate(_MARKED):
        for number in numbers:
            found[number] += text
    return dict(found)


def overflow(page: Page, /) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_desk_marks_the_words_the_rules_saw(signed_in: Callable[..., Page], odd: Desk, shot: Shot):
    page = signed_in("senior")
    page.goto(f"/console/cases/{odd.case('odd')}/")
    marked = words_by_number(page)
    shot(page, "spans-desk-zh")

    trailing = "\u0336\ufe0f"  # a mark or variant selector belongs to the letter before it and is marked with it
    assert sorted(text.rstrip(trailing) for text in spans_of(odd).values()) == sorted(
        text.rstrip(trailing) for text in marked.values()
    )
    assert page.evaluate(_ORDER) == sorted(page.evaluate(_ORDER))
    assert ["RLO", "PDF", "ZWSP", "ZWSP", "ZWSP ×2", "ZWJ", "WJ"] == [
        one.get_attribute("data-code") for one in page.locator(".item .unseen").all()
    ]
    assert [] == violations(page)


def test_reasons_of_every_mark_around_a_word_are_shown(signed_in: Callable[..., Page], odd: Desk, shot: Shot):
    page = signed_in("senior", language="en")
    page.goto(f"/console/cases/{odd.case('odd')}/")
    shared = page.locator('.item a.span[data-span*=" "]').first
    numbers = (shared.get_attribute("data-span") or "").split()
    shared.hover()
    shot(page, "spans-desk-en")

    assert sorted(numbers) == sorted({one.inner_text() for one in page.locator(".why-pop .number").all()})


def test_nothing_runs_over_the_edge_of_a_telephone(signed_in: Callable[..., Page], odd: Desk, shot: Shot):
    page = signed_in("senior", viewport=NARROW)
    page.goto(f"/console/cases/{odd.case('odd')}/")
    shot(page, "spans-desk-narrow")

    assert 0 >= overflow(page)


@pytest.mark.parametrize(("language", "width"), [("zh-hans", "wide"), ("en", "wide"), ("zh-hans", "narrow"), ("en", "narrow")])
def test_portal_marks_the_words_the_rules_saw(new_context: NewContext, odd: Desk, shot: Shot, language: str, width: str):
    page = new_context(language=language, viewport=WIDE if width == "wide" else NARROW).new_page()
    page.goto("/sign-in/?next=/portal/check/")
    page.fill("#id_username", "owner")
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/portal/check/")
    page.fill("#title", TITLE)
    page.fill("#body", BODY)
    page.click("main form .button--primary")
    page.wait_for_selector(".item")
    marked = words_by_number(page)
    shot(page, f"spans-check-{language}-{width}")
    fits, faults = overflow(page), violations(page)
    page.goto(f"/portal/decisions/{enforcement.decisions_of('acct-demo-01')[0].ref}/")
    shot(page, f"spans-decision-{language}-{width}")

    assert marked
    assert [] == [text for text in marked.values() if text not in f"{TITLE}\n{BODY}"]
    assert (True, True, []) == (fits <= 0, overflow(page) <= 0, faults)
