"""Account events drawn into the registry, one batch at a time."""

from __future__ import annotations

from datetime import datetime

import pytest

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.services import AccountBook, add_credential, register_account, register_operator, verify_operator
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Event
from tests.factories.events import event

pytestmark = pytest.mark.django_db


def told(*events: dict[str, object], at: datetime) -> AccountBook:
    decoded = [item for item in (decode_event(raw, at=at) for raw in events) if isinstance(item, Event)]
    book = AccountBook.opened_for(decoded)
    for item in decoded:
        book.apply(item)
    return book


@pytest.fixture
def operator(at: datetime) -> str:
    ref = register_operator(subject_class="media", name="示例传媒", actor=SYSTEM, at=at).ref
    verify_operator(ref, means={"licence": "seen"}, actor=SYSTEM, at=at)
    add_credential(operator_ref=ref, domain="news", kind="news_service", actor=SYSTEM, at=at)
    return ref


def test_facts_in_memory_are_those_read_back(operator: str, at: datetime) -> None:
    book = told(event("e-1", "account.registered", data={"name": "示例号", "operator": operator, "categories": ["新闻"]}), at=at)
    remembered = book.facts("acct-1", at=at)

    book.save(at=at)

    assert selectors.account_facts(["acct-1"], at=at)["acct-1"] == remembered
    assert ["news", "news:news_service"] == (remembered or {})["licences"]


def test_sign_in_out_of_order_does_not_turn_back_the_clock(at: datetime) -> None:
    told(
        event("e-1", "account.signed_in", time="2026-11-23T10:00:00+08:00", data={"ip_region": "示例省"}),
        event("e-2", "account.signed_in", time="2026-11-22T10:00:00+08:00", data={"ip_region": "演示省"}),
        at=at,
    ).save(at=at)

    account = selectors.account("acct-1")
    assert ("示例省", datetime.fromisoformat("2026-11-23T10:00:00+08:00")) == (account.ip_region, account.last_signed_in_at)


def test_account_first_seen_by_a_sign_in_has_no_known_age(at: datetime) -> None:
    told(event("e-1", "account.signed_in"), at=at).save(at=at)

    assert "age_days" not in selectors.account_facts(["acct-1"], at=at)["acct-1"]


def test_event_does_not_lift_a_standing(at: datetime) -> None:
    register_account("acct-1", name="示例号", actor=SYSTEM, at=at)

    told(event("e-1", "account.profile_changed", data={"status": "suspended"}), at=at).save(at=at)

    assert "active" == selectors.account("acct-1").status


def test_event_does_not_move_an_account_to_another_operator(operator: str, at: datetime) -> None:
    own = register_operator(subject_class="enterprise", name="示例公司", actor=SYSTEM, at=at).ref
    register_account("acct-1", name="示例号", operator_ref=own, actor=SYSTEM, at=at)

    told(event("e-1", "account.profile_changed", data={"operator": operator}), at=at).save(at=at)

    assert own == getattr(selectors.account("acct-1").operator, "ref", None)


def test_closing_event_closes(at: datetime) -> None:
    register_account("acct-1", name="示例号", actor=SYSTEM, at=at)

    told(event("e-1", "account.closed"), at=at).save(at=at)

    assert "closed" == selectors.account("acct-1").status


def test_sampled_followers_are_taken_over_for_known_accounts_only(at: datetime) -> None:
    register_account("acct-1", name="示例号", actor=SYSTEM, at=at)
    sample = {"metric": "followers", "value": 1200, "window_seconds": 0}

    told(event("e-1", "metric.sampled", data=sample), event("e-2", "metric.sampled", data=sample, subject="acct-2"), at=at).save(
        at=at
    )

    assert 1200 == selectors.account("acct-1").followers
    assert None is selectors.find_account("acct-2")


def test_one_changed_account_leaves_the_names_of_others(at: datetime) -> None:
    register_account("acct-1", name="示例号", actor=SYSTEM, at=at)
    register_account("acct-2", name="演示号", actor=SYSTEM, at=at)

    told(
        event("e-1", "account.profile_changed", data={"name": "新示例号"}),
        event("e-2", "account.profile_changed", subject="acct-2", data={"bio": "简介"}),
        at=at,
    ).save(at=at)

    assert ["acct-2"] == [found.account_ref for found in selectors.accounts_named("演示")]
