"""Operators: identified, sealed, read through a logged door."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.identity.services import create_user
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.errors import AccountKnownAlready, OperatorDetailsInvalid, OperatorUnknown
from goodstanding.apps.registry.models import Operator
from goodstanding.apps.registry.records import OperatorRecord
from goodstanding.apps.registry.services import (
    add_credential,
    add_member,
    assign_account,
    open_operator_contact,
    operators,
    register_account,
    register_operator,
    verify_operator,
    void_identity,
)

pytestmark = pytest.mark.django_db


def person(at: datetime) -> OperatorRecord:
    return register_operator(
        subject_class="person", name="演示某", responsible_person="演示某", contact="example@demo.invalid", actor=SYSTEM, at=at
    )


def company(at: datetime) -> OperatorRecord:
    return register_operator(subject_class="enterprise", name="示例有限公司", actor=SYSTEM, at=at)


def test_full_name_of_a_person_is_stored_sealed_only(at: datetime) -> None:
    ref = person(at).ref

    row = Operator.objects.get(ref=ref)
    stored = repr([row.name, bytes(row.full_name_sealed), bytes(row.responsible_person_sealed), bytes(row.contact_sealed)])
    assert "演示某" not in stored
    assert "演**" == row.name


def test_opening_contact_gives_the_sealed_values(at: datetime) -> None:
    ref = person(at).ref

    contact = open_operator_contact(ref, reason="核实申诉人身份", actor=SYSTEM, at=at)

    assert ("演示某", "演示某", "example@demo.invalid") == (contact.full_name, contact.responsible_person, contact.contact)


def test_opening_contact_is_recorded_with_its_reason(at: datetime) -> None:
    open_operator_contact(person(at).ref, reason="核实申诉人身份", actor=SYSTEM, at=at)

    assert "核实申诉人身份" in LogEntry.objects.get(action="operator:contact_opened").payload


def test_opening_contact_without_a_reason_is_refused(at: datetime) -> None:
    ref = person(at).ref

    with pytest.raises(OperatorDetailsInvalid):
        open_operator_contact(ref, reason=" ", actor=SYSTEM, at=at)


def test_code_with_a_wrong_check_digit_is_refused(at: datetime) -> None:
    with pytest.raises(OperatorDetailsInvalid):
        register_operator(subject_class="enterprise", name="示例", uscc="91110000600037341A", actor=SYSTEM, at=at)


def test_unknown_subject_class_is_refused(at: datetime) -> None:
    with pytest.raises(OperatorDetailsInvalid):
        register_operator(subject_class="robot", name="示例", actor=SYSTEM, at=at)


def test_account_is_registered_once(at: datetime) -> None:
    register_account("acct-1", name="示例账号", actor=SYSTEM, at=at)

    with pytest.raises(AccountKnownAlready):
        register_account("acct-1", name="示例账号", actor=SYSTEM, at=at)


def test_account_of_an_unknown_operator_is_refused(at: datetime) -> None:
    with pytest.raises(OperatorUnknown):
        register_account("acct-1", name="示例账号", operator_ref="O-0", actor=SYSTEM, at=at)


def test_member_may_act_for_the_accounts_of_the_operator(at: datetime) -> None:
    user = create_user("yanshi", kind="operator", at=at)
    operator = company(at)
    register_account("acct-1", name="示例账号", operator_ref=operator.ref, actor=SYSTEM, at=at)

    add_member(operator.ref, user_id=user.id, actor=SYSTEM, at=at)

    assert ["acct-1"] == [account.account_ref for account in selectors.accounts_of(user.id)]
    assert selectors.may_act_for(user.id, "acct-1")
    assert not selectors.may_act_for(user.id, "acct-2")


def test_facts_tell_operator_licences_and_age(at: datetime) -> None:
    operator = company(at)
    verify_operator(operator.ref, means={"bank_transfer": "matched"}, actor=SYSTEM, at=at)
    add_credential(operator_ref=operator.ref, domain="health", kind="medical_practice", actor=SYSTEM, at=at)
    born = at - timedelta(days=40)
    register_account("acct-1", name="示例账号", operator_ref=operator.ref, registered_at=born, actor=SYSTEM, at=at)

    facts = selectors.account_facts(["acct-1", "acct-2"], at=at)

    assert {
        "acct-1": {
            "id": "acct-1",
            "name": "示例账号",
            "bio": "",
            "verified": True,
            "verified_name": "示例有限公司",
            "followers": 0,
            "categories": [],
            "licences": ["health", "health:medical_practice"],
            "status": "active",
            "subject_class": "enterprise",
            "accounts_of_subject": 1,
            "age_days": 40,
        }
    } == facts


def test_expired_licence_is_no_licence(at: datetime) -> None:
    register_account("acct-1", name="示例账号", actor=SYSTEM, at=at)
    add_credential(account_ref="acct-1", domain="news", kind="news_service", valid_to=date(2026, 11, 22), actor=SYSTEM, at=at)

    assert [] == selectors.account_facts(["acct-1"], at=at)["acct-1"]["licences"]


def test_licence_is_valid_on_its_last_day(at: datetime) -> None:
    register_account("acct-1", name="示例账号", actor=SYSTEM, at=at)
    add_credential(account_ref="acct-1", domain="news", kind="news_service", valid_to=date(2026, 11, 23), actor=SYSTEM, at=at)

    assert ["news", "news:news_service"] == selectors.account_facts(["acct-1"], at=at)["acct-1"]["licences"]


def test_name_of_a_person_is_never_a_fact(at: datetime) -> None:
    operator = person(at)
    verify_operator(operator.ref, means={"face": "matched"}, actor=SYSTEM, at=at)
    register_account("acct-1", name="示例账号", operator_ref=operator.ref, actor=SYSTEM, at=at)

    assert "" == selectors.account_facts(["acct-1"], at=at)["acct-1"]["verified_name"]


def test_facts_of_many_accounts_cost_one_query(at: datetime, django_assert_num_queries: object) -> None:
    for n in range(5):
        register_account(f"acct-{n}", name="示例账号", actor=SYSTEM, at=at)

    with django_assert_num_queries(1):  # type: ignore[operator]
        selectors.account_facts([f"acct-{n}" for n in range(5)], at=at)


def test_assigning_an_operator_is_kept_in_history(at: datetime) -> None:
    register_account("acct-1", name="示例账号", actor=SYSTEM, at=at)
    operator = company(at)

    assign_account("acct-1", operator_ref=operator.ref, actor=SYSTEM, at=at)

    assert [("operator", "", operator.ref)] == [(c.field, c.old, c.new) for c in selectors.account_history("acct-1")]


def test_operator_with_a_voided_identity_is_announced_once(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    ref, told = company(at).ref, []
    monkeypatch.setattr(operators, "announce_operator", lambda row, /, *, at: told.append((row.ref, at)))

    void_identity(ref, fault="borrowed", actor=SYSTEM, at=at)

    assert [(ref, at)] == told
