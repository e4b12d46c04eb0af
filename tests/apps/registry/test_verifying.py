"""Identity: two independent factors, a provider that may be late, wrong or out of order, and codes for a mobile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from goodstanding.adapters.identity import HttpIdentity
from goodstanding.apps.common import outbox
from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.errors import CodeRefused
from goodstanding.apps.registry.models import VerificationFactor
from goodstanding.apps.registry.providers import register_carrier, register_provider
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.services.applying import save_application, submit_application
from goodstanding.apps.registry.services.asking import ASK
from goodstanding.apps.registry.services.verifying import enter_mobile_code, forget_codes, send_mobile_code
from goodstanding.demo.sandbox import Sandbox
from tests.factories.applications import company_form, filled_in, person_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("matters", "phones")]


class Phones:
    """Remembers what was sent instead of sending it."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def carry(self, mobile: str, text: str, /) -> None:
        assert mobile.startswith("+86")
        self.sent.append(text)

    @property
    def code(self) -> str:
        return self.sent[-1].removeprefix("code ")


@pytest.fixture
def phones() -> Phones:
    """Carry codes nowhere."""
    found = Phones()
    register_carrier(found)
    return found


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A provider that listens on this machine."""
    with Sandbox() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        register_provider(HttpIdentity(server.url, deadline=0.5))
        yield server
        register_provider(None)
        server.shutdown()


def possessed(form: dict[str, object], phones: Phones, at: datetime) -> ApplicationRecord:
    """Fill in a form and show possession of its mobile."""
    draft = filled_in(dict(form), at=at)
    send_mobile_code(draft.ref, text="code {code}", at=at)
    enter_mobile_code(draft.ref, phones.code, actor=SYSTEM, at=at)
    return application(draft.ref)


def handed_in(draft: ApplicationRecord, at: datetime) -> ApplicationRecord:
    return submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)


def drain(at: datetime) -> None:
    outbox.drain(lambda: at, only=frozenset({ASK}))


def test_rq021_two_independent_factors_register_the_account(sandbox: Sandbox, phones: Phones, at: datetime) -> None:
    found = handed_in(possessed(person_form(), phones, at), at)

    drain(at)

    assert ("checking", "active") == (found.status, application(found.ref).status)
    assert selectors.account(found.account_ref).operator is not None


def test_rq021_one_factor_alone_never_registers(sandbox: Sandbox, at: datetime) -> None:
    found = handed_in(filled_in(person_form(), at=at), at)

    drain(at)

    check = {one.code: one for one in application(found.ref).checks}["identity"]
    assert ("correction", "failed", "mobile_code") == (application(found.ref).status, check.state, check.on)


def test_rq021_the_same_factor_shown_twice_counts_once(phones: Phones, at: datetime) -> None:
    draft = possessed(person_form(), phones, at)
    later = at + timedelta(minutes=2)
    send_mobile_code(draft.ref, text="code {code}", at=later)
    enter_mobile_code(draft.ref, phones.code, actor=SYSTEM, at=later)

    assert 1 == VerificationFactor.objects.filter(application__ref=draft.ref).count()


def test_company_is_verified_by_its_code_and_representative(sandbox: Sandbox, phones: Phones, at: datetime) -> None:
    found = handed_in(possessed(company_form(), phones, at), at)

    drain(at)

    assert "active" == application(found.ref).status


def test_name_that_does_not_belong_to_the_number_is_sent_back_with_what_to_do(
    sandbox: Sandbox, phones: Phones, at: datetime
) -> None:
    found = handed_in(possessed(person_form(full_name="演示不符"), phones, at), at)

    drain(at)

    sent_back = application(found.ref)
    assert "correction" == sent_back.status
    assert "逐字核对" in sent_back.reasons


def test_corrected_name_is_asked_about_anew(sandbox: Sandbox, phones: Phones, at: datetime) -> None:
    found = handed_in(possessed(person_form(full_name="演示不符"), phones, at), at)
    drain(at)
    saved = save_application(found.ref, values={"full_name": "演示某"}, expected_version=application(found.ref).version, at=at)
    handed_in(saved, at)

    drain(at)

    assert "active" == application(found.ref).status


@pytest.mark.parametrize("mode", ["outage", "timeout", "garbled"])
def test_provider_out_of_order_loses_no_application(sandbox: Sandbox, phones: Phones, at: datetime, mode: str) -> None:
    sandbox.set_mode(mode, times=1)
    found = handed_in(possessed(person_form(), phones, at), at)
    drain(at)
    waiting = application(found.ref).status

    drain(at + timedelta(hours=1))

    assert ("checking", "active") == (waiting, application(found.ref).status)


def test_every_attempt_carries_the_same_key(sandbox: Sandbox, phones: Phones, at: datetime) -> None:
    sandbox.set_mode("garbled", times=1)
    found = handed_in(possessed(person_form(), phones, at), at)
    drain(at)

    drain(at + timedelta(hours=1))

    assert (2, 1) == (len(sandbox.asked), len(set(sandbox.asked)))
    assert "active" == application(found.ref).status


def test_queued_question_holds_nothing_that_identifies(sandbox: Sandbox, phones: Phones, at: datetime) -> None:
    handed_in(possessed(person_form(), phones, at), at)

    assert {"request"} == {name for row in OutboxMessage.objects.filter(topic=ASK) for name in row.payload}


def test_wrong_code_does_not_count_and_five_close_it(phones: Phones, at: datetime) -> None:
    draft = filled_in(person_form(), at=at)
    send_mobile_code(draft.ref, text="code {code}", at=at)
    wrong = "000000" if phones.code != "000000" else "000001"
    for _ in range(5):
        with pytest.raises(CodeRefused):
            enter_mobile_code(draft.ref, wrong, actor=SYSTEM, at=at)

    with pytest.raises(CodeRefused):
        enter_mobile_code(draft.ref, phones.code, actor=SYSTEM, at=at)


def test_code_ends_after_ten_minutes(phones: Phones, at: datetime) -> None:
    draft = filled_in(person_form(), at=at)
    send_mobile_code(draft.ref, text="code {code}", at=at)

    with pytest.raises(CodeRefused):
        enter_mobile_code(draft.ref, phones.code, actor=SYSTEM, at=at + timedelta(minutes=10))


def test_codes_are_sent_a_minute_apart(at: datetime) -> None:
    draft = filled_in(person_form(), at=at)
    send_mobile_code(draft.ref, text="code {code}", at=at)

    with pytest.raises(CodeRefused):
        send_mobile_code(draft.ref, text="code {code}", at=at + timedelta(seconds=59))


def test_codes_are_forgotten_after_a_day(at: datetime) -> None:
    draft = filled_in(person_form(), at=at)
    send_mobile_code(draft.ref, text="code {code}", at=at)

    assert (0, 1) == (forget_codes(at=at + timedelta(hours=23)), forget_codes(at=at + timedelta(hours=25)))
