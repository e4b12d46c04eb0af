"""The mobile an operator is reached by: the new one shows possession, the old one is told, a frozen account changes nothing."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.common import outbox
from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.common.sealing import seal, unseal
from goodstanding.apps.notices.selectors import inbox, notice
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.errors import MobileChangeRefused, NotTheSubject, SettingsFrozen
from goodstanding.apps.registry.models import MobileChange, Operator, VerificationFactor
from goodstanding.apps.registry.providers import ProviderUnavailable, register_carrier
from goodstanding.apps.registry.reading.contacts import mobile_of
from goodstanding.apps.registry.services.contacting import (
    TELL,
    ask_to_change_mobile,
    confirm_mobile_change,
    forget_mobile_changes,
)
from tests.factories.life import owner_changed
from tests.factories.matters import ACCOUNT, Matters

pytestmark = pytest.mark.django_db
OLD, NEW = "+8613900001234", "13800005678"
MINUTE = timedelta(minutes=1)


class Phones:
    """Remembers who was sent what instead of sending it."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.is_out = False

    def carry(self, mobile: str, text: str, /) -> None:
        if self.is_out:
            raise ProviderUnavailable("out of order")
        self.sent.append((mobile, text))

    @property
    def code(self) -> str:
        return self.sent[-1][1]


@pytest.fixture
def phones() -> Phones:
    """Carry codes nowhere."""
    found = Phones()
    register_carrier(found)
    return found


@pytest.fixture
def operator(matters: Matters) -> str:
    """An operator with a mobile on file."""
    found = selectors.account(ACCOUNT).operator
    assert found is not None
    row = Operator.objects.get(ref=found.ref)
    row.mobile_sealed, row.identity_shown = seal(OLD, context="registry.mobile"), {"mobile": "…1234"}
    row.save()
    return row.ref


def ask(matters: Matters, operator: str, at: datetime, *, mobile: str = NEW, who: str = "owner") -> None:
    ask_to_change_mobile(operator, mobile, text="{code}", actor=matters.actor(who), at=at)


def confirm(matters: Matters, operator: str, code: str, at: datetime) -> None:
    confirm_mobile_change(operator, code, actor=matters.actor("owner"), at=at)


def drain(at: datetime) -> None:
    outbox.drain(lambda: at, only=frozenset({TELL}))


def test_rq021_the_new_mobile_is_in_force_once_it_showed_possession(
    matters: Matters, operator: str, phones: Phones, at: datetime
) -> None:
    """RQ-021: possession of the mobile is a factor, verified again at every change."""
    ask(matters, operator, at)
    before = mobile_of(operator, user_id=matters.users["owner"], at=at)
    confirm(matters, operator, phones.code, at + MINUTE)

    row = Operator.objects.get(ref=operator)
    assert ("…1234", "…5678") == (before.tail, mobile_of(operator, user_id=matters.users["owner"], at=at).tail)
    assert "+8613800005678" == unseal(row.mobile_sealed, context="registry.mobile")
    assert [("mobile_code", "passed")] == list(VerificationFactor.objects.filter(operator=row).values_list("kind", "state"))


def test_the_old_number_is_told_with_the_end_of_the_new_one(
    matters: Matters, operator: str, phones: Phones, at: datetime
) -> None:
    ask(matters, operator, at)
    confirm(matters, operator, phones.code, at)

    drain(at)

    mobile, text = phones.sent[-1]
    assert OLD == mobile
    assert "…5678" in text
    assert b"" == bytes(MobileChange.objects.get().old_sealed)


def test_the_old_number_is_told_after_an_outage_and_once(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    ask(matters, operator, at)
    confirm(matters, operator, phones.code, at)
    phones.is_out = True
    drain(at)
    phones.is_out = False

    drain(at + timedelta(hours=1))
    drain(at + timedelta(hours=2))

    assert [OLD] == [mobile for mobile, _ in phones.sent if mobile == OLD]


def test_every_owner_gets_a_notice(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    ask(matters, operator, at)
    confirm(matters, operator, phones.code, at)

    latest = inbox([("user", str(matters.users["owner"]))])[0]
    assert "联系手机已更换" in latest.subject
    assert "…5678" in notice(latest.ref).body
    assert "修改密码" in notice(latest.ref).body


def test_rq043_mobile_is_frozen_while_the_account_looks_as_if_it_changed_hands(
    matters: Matters, operator: str, phones: Phones, at: datetime
) -> None:
    """RQ-043: the mobile is a sensitive setting."""
    owner_changed(ACCOUNT, at)
    outbox.drain(lambda: at, only=frozenset({"registry.owner_look"}))

    with pytest.raises(SettingsFrozen):
        ask(matters, operator, at)

    assert (ACCOUNT,) == mobile_of(operator, user_id=matters.users["owner"], at=at).frozen


def test_rq043_freeze_between_code_and_confirmation_stops_the_change(
    matters: Matters, operator: str, phones: Phones, at: datetime
) -> None:
    """RQ-043: what was asked for before the signs came is not done after."""
    ask(matters, operator, at)
    owner_changed(ACCOUNT, at)
    outbox.drain(lambda: at, only=frozenset({"registry.owner_look"}))

    with pytest.raises(SettingsFrozen):
        confirm(matters, operator, phones.code, at + MINUTE)

    assert OLD == unseal(Operator.objects.get(ref=operator).mobile_sealed, context="registry.mobile")


def test_somebody_who_is_no_owner_changes_nothing(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    with pytest.raises(NotTheSubject):
        ask(matters, operator, at, who="stranger")
    with pytest.raises(NotTheSubject):
        mobile_of(operator, user_id=matters.users["stranger"], at=at)


@pytest.mark.parametrize("mobile", ["", "1380000567", "010-12345678", "八八八八"])
def test_number_that_cannot_be_right_is_sent_no_code(
    matters: Matters, operator: str, phones: Phones, at: datetime, mobile: str
) -> None:
    with pytest.raises(MobileChangeRefused):
        ask(matters, operator, at, mobile=mobile)

    assert [] == phones.sent


def test_number_in_force_is_not_changed_to_itself(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    with pytest.raises(MobileChangeRefused, match="in force already"):
        ask(matters, operator, at, mobile="139 0000 1234")


def test_five_wrong_codes_close_the_change(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    ask(matters, operator, at)
    wrong = "000000" if phones.code != "000000" else "000001"
    for _ in range(5):
        with pytest.raises(MobileChangeRefused):
            confirm(matters, operator, wrong, at)

    with pytest.raises(MobileChangeRefused):
        confirm(matters, operator, phones.code, at)


def test_code_counts_once_and_for_ten_minutes(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    ask(matters, operator, at)
    with pytest.raises(MobileChangeRefused):
        confirm(matters, operator, phones.code, at + 10 * MINUTE)

    ask(matters, operator, at + 20 * MINUTE)
    confirm(matters, operator, phones.code, at + 21 * MINUTE)
    with pytest.raises(MobileChangeRefused):
        confirm(matters, operator, phones.code, at + 21 * MINUTE)


def test_codes_are_sent_a_minute_apart_and_ten_a_day(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    ask(matters, operator, at)
    with pytest.raises(MobileChangeRefused, match="a moment ago"):
        ask(matters, operator, at + MINUTE / 2)
    for count in range(1, 10):
        ask(matters, operator, at + 2 * count * MINUTE, mobile=f"1380000{count:04d}")

    with pytest.raises(MobileChangeRefused, match="tomorrow"):
        ask(matters, operator, at + 60 * MINUTE)


def test_carrier_out_of_order_counts_nothing(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    phones.is_out = True
    with pytest.raises(ProviderUnavailable):
        ask(matters, operator, at)

    assert not MobileChange.objects.exists()


def test_no_number_stands_in_clear_or_in_the_log(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    ask(matters, operator, at)
    row = MobileChange.objects.get()
    stored = bytes(row.new_sealed) + row.new_tail.encode() + row.mobile_index.encode()
    confirm(matters, operator, phones.code, at)

    told = json.dumps([entry.payload for entry in LogEntry.objects.all()]) + json.dumps(
        OutboxMessage.objects.get(topic=TELL).payload
    )
    assert NEW.encode() not in stored
    assert NEW not in told
    assert OLD not in told


def test_change_nobody_confirmed_is_emptied_and_forgotten(matters: Matters, operator: str, phones: Phones, at: datetime) -> None:
    ask(matters, operator, at)

    assert (0, 1) == (forget_mobile_changes(at=at), forget_mobile_changes(at=at + 10 * MINUTE))
    assert b"" == bytes(MobileChange.objects.get().new_sealed)

    forget_mobile_changes(at=at + timedelta(days=2))
    assert not MobileChange.objects.exists()
