"""Organizations: a small sum typed back, a letter a person looked at; late, wrong, doubled and missing answers lose nothing."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from goodstanding.adapters.identity import HttpIdentity, HttpPayments
from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.common import outbox
from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.checks.identity import ENOUGH, GROUPS
from goodstanding.apps.registry.errors import DocumentRefused, WayRefused
from goodstanding.apps.registry.models import Application, FactorKind, MicroPayment, VerificationFactor
from goodstanding.apps.registry.providers import Payment, ProviderUnavailable, register_carrier, register_payer, register_provider
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.ways import letter_of, payment_of
from goodstanding.apps.registry.services.applying import save_application, submit_application, withdraw_application
from goodstanding.apps.registry.services.asking import ASK
from goodstanding.apps.registry.services.authorising import SEEN, decide_letter, hand_in_letter
from goodstanding.apps.registry.services.paying import (
    PAY,
    cancel_payment,
    enter_sum,
    expire_payments,
    note_payment,
    start_payment,
)
from goodstanding.apps.registry.services.verifying import enter_mobile_code, send_mobile_code
from goodstanding.apps.registry.ways_records import LetterRecord, PaymentRecord
from goodstanding.apps.review.selectors import case
from goodstanding.demo.sandbox import Sandbox
from tests.factories.applications import company_form, filled_in, person_form
from tests.factories.matters import Matters, claimed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("matters")]
ACCOUNT = "6222020200112233445"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PNG = b"\x89PNG\r\n\x1a\n" + b"letter of nobody"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A provider that verifies and pays, on this machine."""
    with Sandbox() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        register_provider(HttpIdentity(server.url, deadline=0.5))
        register_payer(HttpPayments(server.url, deadline=0.5))
        yield server
        register_provider(None)
        register_payer(None)
        server.shutdown()


@pytest.fixture
def company(matters: Matters, at: datetime) -> ApplicationRecord:
    """A company's application, filled in."""
    return filled_in(company_form(), applicant=matters.users["owner"], at=at)


def drain(at: datetime) -> None:
    outbox.drain(lambda: at, only=frozenset({ASK, PAY}))


def asked(found: ApplicationRecord, at: datetime, *, account: str = ACCOUNT) -> PaymentRecord:
    return start_payment(found.ref, bank="示例银行样例支行", account=account, actor=SYSTEM, at=at)


def handed_in(found: ApplicationRecord, at: datetime) -> ApplicationRecord:
    version = application(found.ref).version
    return submit_application(found.ref, expected_version=version, actor=SYSTEM, at=at)


def received(sandbox: Sandbox, account: str = ACCOUNT) -> str:
    """Read the statement of the account as its owner would: yuan."""
    with urllib.request.urlopen(f"{sandbox.url}/statements/{account}") as reply:
        fen = json.load(reply)["received"][-1]["amount_fen"]
    return f"{fen // 100}.{fen % 100:02d}"


def wrong(sandbox: Sandbox) -> str:
    return "0.01" if received(sandbox) != "0.01" else "0.02"


def lettered(found: ApplicationRecord, at: datetime, *, content: bytes = PNG) -> LetterRecord:
    return hand_in_letter(found.ref, name="授权书.png", content=content, actor=SYSTEM, at=at)


def decided(matters: Matters, ref: str, outcome: str, at: datetime, *, seen: tuple[str, ...] = SEEN) -> LetterRecord:
    found = letter_of(ref)
    assert found is not None
    taken = claimed(case(found.case_ref), matters.actor("reviewer"), at=at)
    return decide_letter(
        found.ref,
        outcome=outcome,
        seen=seen,
        reasons="已对照公章与授权事项核对。",
        case_version=taken.version,
        actor=matters.actor("reviewer"),
        at=at,
    )


def identity_of(ref: str) -> tuple[str, str, str]:
    check = {one.code: one for one in application(ref).checks}["identity"]
    return application(ref).status, check.state, check.says.zh


def test_rq021_sum_typed_back_is_the_second_factor(sandbox: Sandbox, company: ApplicationRecord, at: datetime) -> None:
    """RQ-021: corporate code and micro-payment are two independent factors."""
    asked(company, at)
    drain(at)
    enter_sum(company.ref, received(sandbox), actor=SYSTEM, at=at + DAY)
    handed_in(company, at + DAY)

    drain(at + DAY)

    assert ("active", {"corporate", "micro_payment"}) == (application(company.ref).status, set(application(company.ref).factors))


def test_application_handed_in_waits_for_the_sum_and_goes_on_with_it(
    sandbox: Sandbox, company: ApplicationRecord, at: datetime
) -> None:
    asked(company, at)
    handed_in(company, at)
    drain(at)
    waiting = identity_of(company.ref)

    enter_sum(company.ref, received(sandbox), actor=SYSTEM, at=at + DAY)

    assert ("checking", "waiting") == waiting[:2]
    assert "请在申请页面输入到账金额" in waiting[2]
    assert "active" == application(company.ref).status


def test_applicant_is_told_to_type_the_sum_and_until_when(
    sandbox: Sandbox, company: ApplicationRecord, matters: Matters, at: datetime
) -> None:
    asked(company, at)

    drain(at)

    assert "请输入到账金额" in inbox([("user", str(matters.users["owner"]))])[0].subject


@pytest.mark.parametrize("mode", ["outage", "timeout", "garbled"])
def test_payment_waits_while_the_provider_is_out_of_order_and_is_made_once(
    sandbox: Sandbox, company: ApplicationRecord, at: datetime, mode: str
) -> None:
    sandbox.set_mode(mode, times=1)
    asked(company, at)
    drain(at)
    waiting = payment_of(company.ref)

    drain(at + HOUR)

    found = payment_of(company.ref)
    assert waiting
    assert found
    assert ("queued", "paid") == (waiting.state, found.state)
    assert 1 == len(sandbox.statement(ACCOUNT))


def test_payment_given_up_after_three_days_of_outage_is_taken_up_again(
    sandbox: Sandbox, company: ApplicationRecord, at: datetime
) -> None:
    from goodstanding.apps.common.services import take_up_again

    sandbox.set_mode("outage")
    asked(company, at)
    drain(at)
    drain(at + 4 * DAY)
    given_up = OutboxMessage.objects.get(topic=PAY).failed_at
    sandbox.set_mode("normal")

    take_up_again((PAY,), at=at + 4 * DAY)
    drain(at + 4 * DAY)

    found = payment_of(company.ref)
    assert given_up is not None
    assert found is not None
    assert "paid" == found.state


def test_payments_out_of_order_keep_no_identity_from_being_verified(
    sandbox: Sandbox, company: ApplicationRecord, at: datetime
) -> None:
    payments, identity = HttpPayments("http://127.0.0.1:1", deadline=0.2), HttpIdentity(sandbox.url, deadline=0.5)
    register_payer(payments)
    register_provider(identity)
    asked(company, at)
    for hours in range(6):
        outbox.drain(lambda hours=hours: at + 3 * hours * HOUR, only=frozenset({PAY}))
    handed_in(company, at + DAY)

    drain(at + DAY)

    assert ("corporate",) == application(company.ref).factors


def test_provider_that_answers_twice_changes_nothing_the_second_time(
    sandbox: Sandbox, company: ApplicationRecord, at: datetime
) -> None:
    made = asked(company, at)
    drain(at)
    enter_sum(company.ref, received(sandbox), actor=SYSTEM, at=at)

    note_payment(made.ref, Payment(False, "again", "bank"), provider="payments", at=at + HOUR)

    assert [("micro_payment", "passed")] == list(VerificationFactor.objects.values_list("kind", "state"))


def test_wrong_sum_says_how_many_tries_are_left_and_three_end_it(
    sandbox: Sandbox, company: ApplicationRecord, at: datetime
) -> None:
    asked(company, at)
    drain(at)
    said = []
    for _ in range(3):
        with pytest.raises(WayRefused) as refused:
            enter_sum(company.ref, wrong(sandbox), actor=SYSTEM, at=at)
        said.append(refused.value.sentences[0].zh)

    found = payment_of(company.ref)
    assert found is not None
    assert ["2 次", "1 次", "已作废"] == [next(one for one in ("2 次", "1 次", "已作废") if one in text) for text in said]
    assert ("failed", 0) == (found.state, found.tries_left)


@pytest.mark.parametrize("typed", ["", "三毛七", "0.375", "-0.37", "1e-1", "0,37", "99999999"])
def test_what_is_no_sum_costs_no_try(sandbox: Sandbox, company: ApplicationRecord, at: datetime, typed: str) -> None:
    asked(company, at)
    drain(at)

    with pytest.raises(WayRefused, match="sum in yuan"):
        enter_sum(company.ref, typed, actor=SYSTEM, at=at)

    found = payment_of(company.ref)
    assert found is not None
    assert 3 == found.tries_left


@pytest.mark.parametrize("written", ["{}", " {} 元", "¥{}", "full"])
def test_sum_is_read_however_it_is_written(sandbox: Sandbox, company: ApplicationRecord, at: datetime, written: str) -> None:
    asked(company, at)
    drain(at)
    right = received(sandbox)
    full = right.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789."})

    found = enter_sum(company.ref, full if written == "full" else written.format(right), actor=SYSTEM, at=at)

    assert "passed" == found.state


def test_payment_whose_sum_nobody_types_runs_out_and_says_so(
    sandbox: Sandbox, company: ApplicationRecord, matters: Matters, at: datetime
) -> None:
    asked(company, at)
    handed_in(company, at)
    drain(at)

    assert (0, 1) == (expire_payments(at=at + 6 * DAY), expire_payments(at=at + 7 * DAY))

    status, state, says = identity_of(company.ref)
    assert ("correction", "failed") == (status, state)
    assert "任选一种" in says
    assert any("打款已过期" in one.subject for one in inbox([("user", str(matters.users["owner"]))]))


def test_sum_typed_too_late_does_not_count(sandbox: Sandbox, company: ApplicationRecord, at: datetime) -> None:
    asked(company, at)
    drain(at)

    with pytest.raises(WayRefused, match="ran out"):
        enter_sum(company.ref, received(sandbox), actor=SYSTEM, at=at + 7 * DAY)

    assert not VerificationFactor.objects.exists()


def test_account_of_somebody_else_is_refused_by_its_bank(sandbox: Sandbox, matters: Matters, at: datetime) -> None:
    found = filled_in(company_form(organization_name="示例科技不符"), applicant=matters.users["owner"], at=at)
    asked(found, at)

    drain(at)

    refused = payment_of(found.ref)
    assert refused is not None
    assert "refused" == refused.state
    assert [("micro_payment", "failed")] == list(VerificationFactor.objects.values_list("kind", "state"))


def test_sum_shown_for_another_name_does_not_count(sandbox: Sandbox, company: ApplicationRecord, at: datetime) -> None:
    asked(company, at)
    drain(at)
    enter_sum(company.ref, received(sandbox), actor=SYSTEM, at=at)
    version = application(company.ref).version
    save_application(company.ref, values={"organization_name": "示例他人有限公司"}, expected_version=version, at=at)
    handed_in(company, at)

    drain(at)

    assert ("correction", "failed") == identity_of(company.ref)[:2]


def test_rq021_two_payments_count_once(sandbox: Sandbox, company: ApplicationRecord, at: datetime) -> None:
    """RQ-021: factors of one group are one, however many there are; nobody is verified by payments alone."""
    register_provider(None)
    for account in (ACCOUNT, ACCOUNT[::-1]):
        asked(company, at, account=account)
        drain(at)
        enter_sum(company.ref, received(sandbox, account), actor=SYSTEM, at=at)
    handed_in(company, at)

    assert 2 == VerificationFactor.objects.filter(kind="micro_payment", state="passed").count()
    assert ("review", "needs_person") == identity_of(company.ref)[:2]


def test_rq021_two_registers_count_once(sandbox: Sandbox, company: ApplicationRecord, at: datetime) -> None:
    """RQ-021: whoever is asked, a register is one way; the identity check counts groups, not factors."""
    groups = {GROUPS[kind] for kind in (FactorKind.NAME_ID, FactorKind.NAME_ID_MOBILE, FactorKind.CORPORATE)}

    assert {"register"} == groups
    assert len(groups) < ENOUGH


def test_rq021_mail_alone_never_suffices(sandbox: Sandbox, at: datetime) -> None:
    """RQ-021: a mail address is no factor; an application that names nothing else stays unverified."""
    found = filled_in(person_form(contact="reader@demo.invalid"), at=at)
    handed_in(found, at)

    drain(at)

    assert set(GROUPS) == set(FactorKind.values)
    assert not {kind for kind in FactorKind.values if "mail" in kind}
    assert ("correction", "failed") == identity_of(found.ref)[:2]


def test_rq022_nobody_is_paid_for_a_code_that_cannot_be_right(sandbox: Sandbox, at: datetime) -> None:
    """RQ-022: the checksum is looked at before anything that costs money."""
    found = filled_in(company_form(uscc="91110105MA0000000X"), at=at)

    with pytest.raises(WayRefused, match="right credit code"):
        asked(found, at)

    assert not OutboxMessage.objects.filter(topic=PAY).exists()


@pytest.mark.parametrize("account", ["", "1234567", "六二二二", "6222 0202 O011", "1" * 33])
def test_account_that_cannot_be_right_says_what_one_looks_like(
    sandbox: Sandbox, company: ApplicationRecord, at: datetime, account: str
) -> None:
    with pytest.raises(WayRefused, match="8 to 32 digits"):
        asked(company, at, account=account)


def test_persons_are_not_verified_by_payment_or_letter(sandbox: Sandbox, at: datetime) -> None:
    person = filled_in(person_form(), at=at)

    with pytest.raises(WayRefused, match="organizations only"):
        asked(person, at)
    with pytest.raises(WayRefused, match="organizations only"):
        lettered(person, at)


def test_fourth_payment_within_thirty_days_is_refused(sandbox: Sandbox, company: ApplicationRecord, at: datetime) -> None:
    for _ in range(3):
        asked(company, at)
        cancel_payment(company.ref, actor=SYSTEM, at=at)

    with pytest.raises(WayRefused, match="Too many payments"):
        asked(company, at + 29 * DAY)

    assert "queued" == asked(company, at + 31 * DAY).state


def test_payment_given_up_sends_the_application_back_for_another_way(
    sandbox: Sandbox, company: ApplicationRecord, at: datetime
) -> None:
    asked(company, at)
    handed_in(company, at)
    drain(at)

    cancel_payment(company.ref, actor=SYSTEM, at=at)

    assert "correction" == application(company.ref).status


def test_without_a_provider_of_payments_the_way_is_not_offered(company: ApplicationRecord, at: datetime) -> None:
    with pytest.raises(WayRefused, match="choose another way"):
        asked(company, at)


def test_account_and_sum_are_sealed_and_empty_once_it_ended(sandbox: Sandbox, company: ApplicationRecord, at: datetime) -> None:
    asked(company, at)
    row = MicroPayment.objects.get()
    stored = bytes(row.account_sealed) + row.account_index.encode() + row.account_tail.encode()
    told = json.dumps([entry.payload for entry in LogEntry.objects.all()]) + json.dumps(
        OutboxMessage.objects.get(topic=PAY).payload
    )
    drain(at)
    enter_sum(company.ref, received(sandbox), actor=SYSTEM, at=at)

    row.refresh_from_db()
    assert ACCOUNT.encode() not in stored
    assert ACCOUNT not in told
    assert (b"", b"", "…3445") == (bytes(row.account_sealed), bytes(row.sum_sealed), row.account_tail)


def test_withdrawn_application_ends_its_payment_and_its_letter(
    sandbox: Sandbox, company: ApplicationRecord, at: datetime
) -> None:
    asked(company, at)
    lettered(company, at)

    withdraw_application(company.ref, expected_version=application(company.ref).version, actor=SYSTEM, at=at)

    payment, letter = payment_of(company.ref), letter_of(company.ref)
    assert payment
    assert letter
    assert ("cancelled", "replaced") == (payment.state, letter.state)


def test_rq021_letter_counts_only_after_a_person_accepted_it(
    sandbox: Sandbox, company: ApplicationRecord, matters: Matters, at: datetime
) -> None:
    """RQ-021: corporate code and authorisation letter are two independent factors."""
    lettered(company, at)
    handed_in(company, at)
    drain(at)
    waiting = identity_of(company.ref)

    decided(matters, company.ref, "accept", at)

    assert ("checking", "waiting") == waiting[:2]
    assert "active" == application(company.ref).status
    assert {"corporate", "authorisation_letter"} == set(application(company.ref).factors)


def test_letter_not_accepted_goes_back_with_the_reason(
    sandbox: Sandbox, company: ApplicationRecord, matters: Matters, at: datetime
) -> None:
    lettered(company, at)
    handed_in(company, at)
    drain(at)

    decided(matters, company.ref, "refuse", at, seen=())

    status, state, says = identity_of(company.ref)
    assert ("correction", "failed") == (status, state)
    assert "已对照公章与授权事项核对。" in says


def test_letter_is_not_accepted_while_something_in_it_is_unseen(
    sandbox: Sandbox, company: ApplicationRecord, matters: Matters, at: datetime
) -> None:
    lettered(company, at)
    handed_in(company, at)
    drain(at)

    with pytest.raises(WayRefused, match="tick each"):
        decided(matters, company.ref, "accept", at, seen=SEEN[:2])


def test_letter_accepted_for_another_name_waits_again(company: ApplicationRecord, matters: Matters, at: datetime) -> None:
    lettered(company, at)
    handed_in(company, at)
    first = letter_of(company.ref)
    decided(matters, company.ref, "accept", at)
    Application.objects.filter(ref=company.ref).update(status="draft", organization_name="示例改名有限公司")

    handed_in(company, at)

    again = letter_of(company.ref)
    assert first
    assert again
    assert "waiting" == again.state
    assert first.case_ref != again.case_ref


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20 * 1024 * 1024), "larger than 10 MB"),
        (b"just words", "neither PNG, JPEG nor PDF"),
        (b"", "is empty"),
    ],
)
def test_letter_that_is_no_document_says_what_to_hand_in(
    company: ApplicationRecord, at: datetime, content: bytes, says: str
) -> None:
    with pytest.raises(DocumentRefused, match=says):
        lettered(company, at, content=content)

    assert letter_of(company.ref) is None


def test_another_letter_takes_the_place_of_the_one_that_waits(sandbox: Sandbox, company: ApplicationRecord, at: datetime) -> None:
    first = lettered(company, at)

    second = lettered(company, at, content=PNG + b"2")

    assert first.ref != second.ref
    assert second.ref == lettered(company, at, content=PNG + b"2").ref


def test_changed_name_put_back_is_asked_about_again(sandbox: Sandbox, company: ApplicationRecord, at: datetime) -> None:
    class Phone:
        code = ""

        def carry(self, mobile: str, text: str, /) -> None:
            del mobile
            self.code = text

    phone = Phone()
    register_carrier(phone)
    send_mobile_code(company.ref, text="{code}", at=at)
    enter_mobile_code(company.ref, phone.code, actor=SYSTEM, at=at)
    handed_in(company, at)
    name = application(company.ref).organization_name
    Application.objects.filter(ref=company.ref).update(organization_name="示例他人有限公司")
    drain(at)
    Application.objects.filter(ref=company.ref).update(status="draft", organization_name=name)
    handed_in(company, at)

    drain(at + HOUR)

    assert "active" == application(company.ref).status


def test_adapter_of_payments_names_no_account_when_it_fails() -> None:
    from goodstanding.apps.registry.providers import PaymentOrder

    order = PaymentOrder("k", "示例科技有限公司", "x", "示例银行", ACCOUNT, 37)
    with pytest.raises(ProviderUnavailable) as refused:
        HttpPayments("http://127.0.0.1:1", deadline=0.2).pay(order)

    assert ACCOUNT not in str(refused.value) + repr(order)
