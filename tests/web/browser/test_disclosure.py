"""The public card, my data, sealed documents and the second factor in a browser: two widths, two languages, keyboard, WCAG AA."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from goodstanding.apps.common import clock
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.models import Account, Application, Operator, Transfer
from goodstanding.apps.registry.services.documents import hand_in_document
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.services import perform
from tests.factories.applications import applied, credit_code, person_form
from tests.factories.desk import PASSWORD, Desk
from tests.web.browser.conftest import NARROW, violations
from tests.web.console.test_documents import picture

NewContext = Callable[..., BrowserContext]
Shot = Callable[[Page, str], None]
ACCOUNT = "acct-demo-01"


@pytest.fixture(autouse=True)
def _no_requests_counted() -> None:
    cache.clear()


@pytest.fixture
def card(desk: Desk) -> str:
    """A company's account with everything a card can show, about to pass to a natural person."""
    at = clock.now()
    person = registering.register_operator(subject_class="person", name="演示某", contact="13900000000", actor=SYSTEM, at=at)
    registering.verify_operator(person.ref, means={}, actor=SYSTEM, at=at)
    giver = registry.account(ACCOUNT).operator
    Operator.objects.filter(ref=giver.ref).update(
        uscc=credit_code(), registered_place="示例市演示区样例路1号", operating_place_code="110105"
    )
    Account.objects.filter(account_ref=ACCOUNT).update(ip_region="示例省", agency="样例传媒机构")
    registering.add_credential(account_ref=ACCOUNT, domain="health", kind="other", actor=SYSTEM, at=at)
    Transfer.objects.create(
        ref="T-DEMO",
        account_ref=ACCOUNT,
        giver=Operator.objects.get(ref=giver.ref),
        taker=Operator.objects.get(ref=person.ref),
        status="cooling",
        reason="示例",
        invitation_digest="-",
        offered_by="user:0",
        offered_at=at,
        completes_at=at + timedelta(days=7),
    )
    return f"/accounts/{ACCOUNT}/"


@pytest.fixture
def subject(desk: Desk) -> str:
    """Somebody who signs in for a natural person, about whom somebody read something."""
    at = clock.now()
    user = identity.create_user("subject", kind="operator", password=PASSWORD, display_name="演示某", at=at)
    operator = registering.register_operator(subject_class="person", name="演示某", contact="13900000000", actor=SYSTEM, at=at)
    registering.verify_operator(operator.ref, means={}, actor=SYSTEM, at=at)
    Operator.objects.filter(ref=operator.ref).update(
        operating_place_code="110105", identity_shown={"resident_id": "***********123X", "age_band": "18+", "mobile": "***0000"}
    )
    registering.register_account("acct-demo-09", name="示例个人号", operator_ref=operator.ref, actor=SYSTEM, at=at)
    registering.add_member(operator.ref, user_id=user.id, actor=SYSTEM, at=at)
    hand_in_document(operator.ref, kind="identity_document", name="a.png", content=picture(), actor=SYSTEM, at=at)
    registering.open_operator_contact(operator.ref, reason="核实申诉人身份", actor=Actor.user(1), at=at)
    return "subject"


def signed_in(context: BrowserContext, name: str, to: str) -> Page:
    page = context.new_page()
    page.goto(f"/sign-in/?next={to}")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"**{to}")
    return page


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", None), ("en", NARROW)])
def test_the_card_reads_well_and_passes_axe(new_context: NewContext, card: str, shot: Shot, language: str, viewport):
    page = new_context(language=language, viewport=viewport).new_page()

    page.goto(card)

    shot(page, f"card-{language}")
    assert [] == violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator(".card-code img").evaluate("image => image.complete && image.naturalWidth > 0")


def test_the_printed_card_leaves_out_what_is_for_the_screen(new_context: NewContext, card: str, shot: Shot):
    page = new_context().new_page()
    page.goto(card)

    page.emulate_media(media="print")

    shot(page, "card-print")
    expect(page.locator(".card-code img")).to_be_visible()
    for gone in (".topbar", ".card-foot .page-actions", ".on-screen"):
        expect(page.locator(gone)).to_be_hidden()


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", None), ("en", NARROW)])
def test_my_data_reads_well_and_passes_axe(new_context: NewContext, subject: str, shot: Shot, language: str, viewport):
    page = signed_in(new_context(language=language, viewport=viewport), subject, "/portal/personal/")
    page.locator(".switches button").first.click()
    page.locator("input[name=kind][value=copy]").check()
    page.locator("#ask button").click()
    page.wait_for_url("**/portal/personal/#requests")

    shot(page, f"personal-{language}")
    assert [] == violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_document_is_opened_by_keyboard_and_shows_the_readers_name(new_context: NewContext, desk: Desk, shot: Shot):
    at = clock.now()
    application = applied(person_form(), at=at)
    ref = hand_in_document(
        application.ref, kind="identity_document", name="证件.png", content=picture(900, 600), actor=SYSTEM, at=at
    ).ref
    case = review.case(Application.objects.get(ref=application.ref).case_ref)
    reviewer = identity.create_user("reader", display_name="演示审核员", password=PASSWORD, roles=["reviewer"], at=at)
    perform(case.ref, action="claim", expected_version=case.version, actor=Actor.user(reviewer.id), at=at)
    page = signed_in(new_context(), "reader", f"/console/documents/{ref}/")
    shot(page, "document-ask")

    page.keyboard.type("核对姓名与申请")
    page.keyboard.press("Control+Enter")

    picture_shown = page.locator(".document-pages img")
    expect(picture_shown).to_be_visible()
    assert picture_shown.evaluate("image => image.complete && image.naturalWidth === 900")
    shot(page, "document-open")
    assert [] == violations(page)


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", None), ("en", NARROW)])
def test_the_second_factor_is_set_up_in_a_browser(new_context: NewContext, subject: str, shot: Shot, language: str, viewport):
    page = signed_in(new_context(language=language, viewport=viewport), subject, "/security/")
    shot(page, f"security-{language}")
    assert [] == violations(page)

    page.locator("main a.button--primary").click()

    assert page.locator(".factor-code").evaluate("image => image.complete && image.naturalWidth > 0")
    shot(page, f"factor-{language}")
    assert [] == violations(page)
