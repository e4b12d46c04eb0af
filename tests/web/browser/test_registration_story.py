"""Who is behind an account, lived through in a browser: by whoever applies, by the desk with its keyboard, and by readers.

A doctor is asked for a credential, gets the badge, loses it when the certificate runs out and gets it back. Somebody who takes a
university's name is held, is told why, and chooses another. A company hands its account to another company.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from goodstanding.adapters.identity import HttpIdentity
from goodstanding.apps.common import clock
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.name_records import NewName
from goodstanding.apps.registry.providers import register_carrier, register_provider
from goodstanding.apps.registry.services.lapsing import lapse_credentials
from goodstanding.apps.registry.services.name_register import protect_names
from goodstanding.apps.registry.services.transferring import complete_transfers
from goodstanding.demo.sandbox import Sandbox
from tests.factories.applications import credit_code, resident_number
from tests.factories.desk import PASSWORD, Desk
from tests.web.browser import staging
from tests.web.browser.conftest import NARROW, WIDE
from tests.web.browser.staging import Calendar, NewContext, Shoot, Shot

DAYS_VALID = 40
BADGE = ".badges li"


class Phones:
    """Remembers the codes instead of sending them."""

    def __init__(self) -> None:
        self.code = ""

    def carry(self, mobile: str, text: str, /) -> None:
        """Keep the digits of the text."""
        del mobile
        found = re.search(r"\d{6}", text)
        self.code = found[0] if found else ""


@pytest.fixture
def phones() -> Phones:
    """Carry codes to the test."""
    found = Phones()
    register_carrier(found)
    return found


@pytest.fixture(autouse=True)
def provider() -> Iterator[None]:
    """Verify identities at the sandbox, over HTTP."""
    cache.clear()
    with Sandbox() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        register_provider(HttpIdentity(server.url, deadline=5))
        yield
        register_provider(None)
        server.shutdown()


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """A calendar that can be turned."""
    found = Calendar((lambda at: lapse_credentials(at=at), lambda at: complete_transfers(at=at)))
    monkeypatch.setattr(clock, "now", found.now)
    return found


@dataclass(frozen=True)
class Telling(staging.Telling):
    """A telling, and what is typed in it."""

    reasons: str
    objection: str


TELLINGS = (
    Telling("zh-hans", WIDE, "已在登记中查到，姓名与范围一致。", "名称会让人以为是该大学，请换一个，或交大学的授权书。"),
    Telling(
        "en",
        NARROW,
        "Found in the register; the name and the field agree.",
        "Readers would take it for the university. Choose another name or hand in its letter.",
    ),
)
"""Chinese on a wide screen, English on a narrow one; every scene is lived in one at least."""


@pytest.fixture(params=TELLINGS, ids=lambda telling: telling.name)
def telling(request: pytest.FixtureRequest) -> Telling:
    return request.param


@pytest.fixture
def be(new_context: NewContext, desk: Desk, telling: Telling) -> Iterator[Callable[[str], Page]]:
    """Sign in as somebody; an operator who is not known yet is made."""
    faults: list[str] = []

    def sign_in(who: str) -> Page:
        if who not in desk.users:
            desk.users[who] = identity.create_user(
                who, password=PASSWORD, display_name="示例运营者", kind="operator", at=clock.now()
            ).id
        page = new_context(language=telling.language, viewport=telling.viewport).new_page()
        home = "/console/" if who in ("reviewer", "colleague", "senior") else "/portal/"
        return staging.sign_in(page, who, home, faults, expected="422")

    yield sign_in
    assert [] == faults


@pytest.fixture
def shoot(shot: Shot, telling: Telling) -> Shoot:
    """Keep a picture under the telling's name, after looking for what shuts people out."""
    return staging.shooting(shot, "registration", telling)


def choose_place(page: Page, name: str, province: str, district: str) -> None:
    page.select_option(f'select[name="{name}_province"]', province)
    page.wait_for_selector(f'#{name} option[value="{district}"]', state="attached")
    page.select_option(f"#{name}", district)


def begin(page: Page, subject_class: str) -> None:
    """Begin an application as somebody of a class."""
    page.goto("/portal/apply/")
    page.locator('form[action="/portal/apply/start/"] button').click()
    page.wait_for_url(re.compile(r"/portal/apply/(?!start)[^/]+/$"))
    page.select_option("#subject_class", subject_class)
    page.locator('main button[name="then"][value=""]:not([aria-hidden])').first.click()
    page.wait_for_selector("#mobile")


def fill_in(page: Page, values: dict[str, str], categories: tuple[str, ...]) -> None:
    for name, value in values.items():
        page.fill(f"#{name}", value)
    choose_place(page, "registered_place", "110000", "110105")
    choose_place(page, "operating_place", "110000", "110105")
    for category in categories:
        page.check(f'input[name="categories"][value="{category}"]')
    if page.locator('input[name="agree"]').count():
        page.check('input[name="agree"]')


def show_possession(page: Page, phones: Phones, calendar: Calendar) -> None:
    """Save, have a code sent, and enter it."""
    page.locator('main button[name="then"][value=""]:not([aria-hidden])').last.click()
    page.wait_for_selector('button[value="code"]')
    page.locator('button[value="code"]').click()
    page.wait_for_load_state()
    calendar.work()
    page.fill("#code", phones.code)
    page.locator('button[value="enter"]').click()
    expect(page.locator("#code")).to_have_count(0)


def hand_in(page: Page, calendar: Calendar) -> None:
    page.locator('main button[name="then"][value="submit"]').click()
    page.wait_for_load_state()
    calendar.work()
    page.reload()


def account_of(page: Page) -> str:
    """Return the account an application led to."""
    href = page.locator('main a[href^="/portal/accounts/"]').first.get_attribute("href") or ""
    return href.split("/")[3]


def hand_in_credential(page: Page, number: str, day: datetime) -> None:
    """Hand in a physician's certificate that is good for so many days."""
    page.select_option("#kind", "medicine:physician")
    page.fill("#number", number)
    page.fill("#issuer", "示例市卫生健康委员会")
    page.fill("#background", "示例内科医师，执业十年")
    page.fill("#valid_from", (day - timedelta(days=365)).date().isoformat())
    page.fill("#valid_to", (day + timedelta(days=DAYS_VALID)).date().isoformat())


def decide_next(
    page: Page, telling: Telling, calendar: Calendar, shoot: Shoot, step: str, *, choice: str, reasons: str = ""
) -> None:
    """Take the one matter that waits, by keyboard alone, and decide it."""
    page.goto("/console/queues/registrations/")
    page.locator("[data-list] > *").first.locator("a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/cases/**")
    staging.decide_matter(page, shoot, step, choice=choice, reasons=reasons or telling.reasons)
    calendar.work()


def test_doctor_gets_loses_and_regains_the_badge(
    be: Callable[[str], Page],
    telling: Telling,
    calendar: Calendar,
    phones: Phones,
    new_context: NewContext,
    shoot: Shoot,
):
    doctor, reviewer = be("doctor"), be("reviewer")
    reader = new_context(language=telling.language, viewport=telling.viewport).new_page()

    begin(doctor, "person")
    about = {"full_name": "演示某", "resident_id": resident_number(7), "mobile": "13900000007", "contact": "doctor@demo.invalid"}
    fill_in(doctor, about | {"account_name": "演示健康问答", "bio": "内科常见问题，用大白话讲"}, ("medicine",))
    show_possession(doctor, phones, calendar)
    hand_in(doctor, calendar)
    shoot(doctor, "doctor-1-asked-for-credential")
    doctor.locator("#credentials a").click()
    hand_in_credential(doctor, "110110000000001", calendar.now())
    shoot(doctor, "doctor-2-credential")
    doctor.locator("main form button.button--primary").click()
    doctor.wait_for_load_state()
    decide_next(reviewer, telling, calendar, shoot, "doctor-3-desk", choice="verify")
    shoot(reviewer, "doctor-4-decided")
    doctor.goto("/portal/apply/")
    doctor.locator('a[href^="/portal/apply/"]', has_text="演示健康问答").first.click()
    hand_in(doctor, calendar)
    shoot(doctor, "doctor-5-active")
    account = account_of(doctor)
    reader.goto(f"/accounts/{account}/")
    shoot(reader, "doctor-6-card")
    assert 1 == reader.locator(BADGE).count()

    calendar.pass_days(DAYS_VALID + 1)
    reader.reload()
    assert 0 == reader.locator(BADGE).count()
    shoot(reader, "doctor-7-card-after-the-last-day")
    doctor.goto(f"/portal/accounts/{account}/credentials/")
    shoot(doctor, "doctor-8-paused")
    hand_in_credential(doctor, "110110000000001", calendar.now())
    doctor.locator("main form button.button--primary").click()
    doctor.wait_for_load_state("networkidle")
    decide_next(reviewer, telling, calendar, shoot, "doctor-9-desk-again", choice="verify")
    reader.reload()
    assert 1 == reader.locator(BADGE).count()
    shoot(reader, "doctor-10-card-again")


def about_company(sequence: int, name: str) -> dict[str, str]:
    """Return what a company types of itself."""
    return {
        "organization_name": name,
        "uscc": credit_code(sequence),
        "address": "示例市演示区样例路1号",
        "business_scope": "软件开发；技术服务；科技信息咨询",
        "responsible_person": "演示某",
        "mobile": f"1380000{sequence:04d}",
        "contact": "office@demo.invalid",
    }


def registered(page: Page, sequence: int, company: str, account: str, phones: Phones, calendar: Calendar) -> str:
    """Register an account of a company in the fields of technology; return its reference."""
    begin(page, "enterprise")
    fill_in(page, about_company(sequence, company) | {"account_name": account}, ("technology",))
    show_possession(page, phones, calendar)
    hand_in(page, calendar)
    return account_of(page)


@pytest.mark.parametrize("telling", TELLINGS[:1], indirect=True, ids=lambda telling: telling.name)
def test_name_of_a_university_is_held_and_the_reason_told(
    be: Callable[[str], Page], telling: Telling, calendar: Calendar, phones: Phones, shoot: Shoot
):
    protect_names([NewName("示例理工大学", "university", "示例名录 2026-01")], actor=SYSTEM, at=calendar.now())
    page, reviewer = be("impostor"), be("reviewer")

    begin(page, "enterprise")
    fill_in(page, about_company(11, "示例教育咨询有限公司") | {"account_name": "示例理工大學招生办"}, ("technology",))
    show_possession(page, phones, calendar)
    hand_in(page, calendar)
    expect(page.locator("main")).to_contain_text("示例理工大学")
    shoot(page, "impostor-1-held")
    decide_next(reviewer, telling, calendar, shoot, "impostor-2-desk", choice="return", reasons=telling.objection)
    page.reload()
    expect(page.locator("main")).to_contain_text(telling.objection)
    shoot(page, "impostor-3-told-why")
    page.fill("#account_name", "示例升学笔记")
    hand_in(page, calendar)
    assert account_of(page)
    shoot(page, "impostor-4-registered")


@pytest.mark.parametrize("telling", TELLINGS[1:], indirect=True, ids=lambda telling: telling.name)
def test_company_hands_its_account_to_another(
    be: Callable[[str], Page],
    telling: Telling,
    calendar: Calendar,
    phones: Phones,
    new_context: NewContext,
    shoot: Shoot,
):
    giver, taker, reviewer = be("giver"), be("taker"), be("reviewer")
    reader = new_context(language=telling.language, viewport=telling.viewport).new_page()
    account = registered(giver, 21, "示例甲科技有限公司", "示例科技观察", phones, calendar)
    registered(taker, 22, "示例乙科技有限公司", "示例科技手记", phones, calendar)

    giver.goto(f"/portal/accounts/{account}/transfer/")
    giver.fill("#reason", "业务转让，双方已签协议")
    giver.locator("main form button.button--primary").click()
    giver.wait_for_load_state("networkidle")
    shoot(giver, "transfer-1-offered")
    ref, code = giver.locator(".receipt-number").all_inner_texts()
    taker.goto("/portal/transfers/take/")
    taker.fill("#ref", ref)
    taker.fill("#code", code)
    shoot(taker, "transfer-2-agree")
    taker.locator("main form button.button--primary").click()
    taker.wait_for_url("**/portal/transfers/**")
    decide_next(reviewer, telling, calendar, shoot, "transfer-3-desk", choice="approve")
    reader.goto(f"/accounts/{account}/")
    expect(reader.locator("main")).to_contain_text("示例乙科技有限公司")
    shoot(reader, "transfer-4-card-announces")

    calendar.pass_days(8)
    reader.reload()
    expect(reader.locator(".entity").first).to_contain_text("示例乙科技有限公司")
    shoot(reader, "transfer-5-card-changed")
    taker.goto("/portal/")
    expect(taker.locator("main")).to_contain_text("示例科技观察")
    shoot(taker, "transfer-6-taken")
