"""Organizations at the portal: they choose a way, type the sum back, hand in a letter, and are told what each step did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.apps.common import clock, outbox
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.providers import Answer, Payment, PaymentOrder, Question, register_payer, register_provider
from goodstanding.apps.registry.reading.applications import application, applications_of
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.registry.reading.ways import letter_of, payment_of
from goodstanding.apps.registry.services.asking import ASK
from goodstanding.apps.registry.services.paying import PAY
from tests.factories.applications import company_form, person_form
from tests.factories.matters import Matters

SignIn = Callable[[str], Client]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
ACCOUNT = "6222020200112233445"


class Bank:
    """Pays at once and remembers what."""

    name = "bank"

    def __init__(self) -> None:
        self.orders: list[PaymentOrder] = []

    def pay(self, order: PaymentOrder, /) -> Payment:
        self.orders.append(order)
        return Payment(True, "ref", "示例银行")

    @property
    def sum(self) -> str:
        fen = self.orders[-1].fen
        return f"{fen // 100}.{fen % 100:02d}"


class Register:
    """Says that everything belongs together."""

    name = "register"

    def ask(self, question: Question, /) -> Answer:
        del question
        return Answer(True, "ref", "示例登记")


@pytest.fixture
def bank() -> Iterator[Bank]:
    """A provider of payments, and a register."""
    found = Bank()
    register_payer(found)
    register_provider(Register())
    yield found
    register_payer(None)
    register_provider(None)


@pytest.fixture
def begun(owner: Client, matters: Matters) -> ApplicationRecord:
    """An application just begun."""
    owner.post("/portal/apply/start/", {"account": ""})
    return applications_of(matters.users["owner"])[0]


def save(client: Client, ref: str, form: dict[str, Any], *, then: str = "") -> str:
    version = application(ref).version
    answer = client.post(f"/portal/apply/{ref}/save/", form | {"version": str(version), "then": then}, follow=True)
    return answer.content.decode()


def drain(at: datetime) -> None:
    outbox.drain(lambda: at, only=frozenset({ASK, PAY}))


def test_organization_chooses_among_three_ways_and_a_person_is_offered_the_code(
    owner: Client, bank: Bank, begun: ApplicationRecord
) -> None:
    organization = save(owner, begun.ref, company_form())
    person = save(owner, begun.ref, person_form())

    ways = ("手机验证码", "对公账户小额打款", "加盖公章的授权书")
    assert [True, True, True] == [one in organization for one in ways]
    assert "对公账户小额打款" not in person


def test_payment_is_not_offered_where_nobody_makes_any(owner: Client, begun: ApplicationRecord) -> None:
    page = save(owner, begun.ref, company_form())

    assert "对公账户小额打款" not in page
    assert "加盖公章的授权书" in page


def test_sum_is_asked_for_typed_back_and_counted(owner: Client, bank: Bank, begun: ApplicationRecord) -> None:
    told = save(owner, begun.ref, company_form() | {"bank": "示例银行", "bank_account": ACCOUNT}, then="pay")
    drain(clock.now())
    asked = owner.get(f"/portal/apply/{begun.ref}/").content.decode()
    done = save(owner, begun.ref, {"sum": bank.sum}, then="sum")

    assert "汇出后会通知您" in told
    assert "…3445" in asked
    assert ACCOUNT not in told + asked + done
    assert "金额正确" in done
    assert ("micro_payment",) == application(begun.ref).factors


def test_wrong_sum_says_how_many_tries_are_left(owner: Client, bank: Bank, begun: ApplicationRecord) -> None:
    save(owner, begun.ref, company_form() | {"bank": "示例银行", "bank_account": ACCOUNT}, then="pay")
    drain(clock.now())

    page = save(owner, begun.ref, {"sum": "9.99"}, then="sum")

    assert "金额不对，还可以输入 2 次" in page


def test_application_handed_in_takes_the_sum_on_its_page_and_goes_on(owner: Client, bank: Bank, begun: ApplicationRecord) -> None:
    save(owner, begun.ref, company_form() | {"bank": "示例银行", "bank_account": ACCOUNT}, then="submit")
    drain(clock.now())
    page = owner.get(f"/portal/apply/{begun.ref}/").content.decode()

    owner.post(f"/portal/apply/{begun.ref}/verify/", {"then": "sum", "sum": bank.sum})

    assert "到账金额（元）" in page
    assert "active" == application(begun.ref).status


def test_payment_is_given_up_for_another_way(owner: Client, bank: Bank, begun: ApplicationRecord) -> None:
    save(owner, begun.ref, company_form() | {"bank": "示例银行", "bank_account": ACCOUNT}, then="pay")

    page = save(owner, begun.ref, {}, then="cancel_payment")

    found = payment_of(begun.ref)
    assert found is not None
    assert "cancelled" == found.state
    assert "这笔打款已作废" in page


def test_letter_chosen_and_the_form_handed_in_is_kept(owner: Client, bank: Bank, begun: ApplicationRecord) -> None:
    save(owner, begun.ref, company_form() | {"letter": SimpleUploadedFile("授权书.png", PNG)}, then="submit")
    drain(clock.now())

    page = owner.get(f"/portal/apply/{begun.ref}/").content.decode()
    found = letter_of(begun.ref)
    assert found is not None
    assert found.case_ref in page
    assert ["authorisation_letter"] == [one.kind for one in documents_of(begun.ref)]


@pytest.mark.parametrize(("content", "says"), [(PNG + bytes(20 * 1024 * 1024), "10 MB"), (b"words", "PNG"), (None, "PNG")])
def test_letter_that_cannot_be_taken_says_what_to_hand_in(
    owner: Client, bank: Bank, begun: ApplicationRecord, content: bytes | None, says: str
) -> None:
    form = company_form() | ({"letter": SimpleUploadedFile("授权书.png", content)} if content else {})

    page = save(owner, begun.ref, form, then="letter")

    assert says in page
    assert letter_of(begun.ref) is None
    assert "示例公司日记1" == application(begun.ref).account_name


def test_application_of_somebody_else_takes_no_step(sign_in: SignIn, bank: Bank, begun: ApplicationRecord) -> None:
    assert 404 == sign_in("stranger").post(f"/portal/apply/{begun.ref}/verify/", {"then": "pay"}).status_code
