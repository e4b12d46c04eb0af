"""An account that seems to have changed hands: settings frozen, its operator told, a person decides, two end it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.common import outbox
from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.enforcement.account_life import transfer_draft
from goodstanding.apps.enforcement.errors import ApprovalForbidden, SecondPersonNeeded
from goodstanding.apps.enforcement.selectors import decisions_of
from goodstanding.apps.ingest.selectors import content
from goodstanding.apps.notices.selectors import inbox, notice
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.errors import SettingsFrozen
from goodstanding.apps.registry.life_records import FreezeRecord
from goodstanding.apps.registry.models import OwnerTrace
from goodstanding.apps.registry.reading.freezes import freeze_of, freezes_of
from goodstanding.apps.registry.services.freezing import clear_freeze, explain_change, freeze_if_changed
from goodstanding.apps.registry.services.profiles import propose_profile
from goodstanding.apps.registry.services.stopping import ask_to_stop
from goodstanding.apps.registry.services.transferring import offer_transfer
from goodstanding.apps.review.selectors import case
from goodstanding.apps.review.values import CaseView
from goodstanding.apps.screening.services import receive_events
from tests.factories.events import post
from tests.factories.life import owner_changed, signed_in
from tests.factories.matters import ACCOUNT, CONTENT, PLATFORM, Matters, answered, appealed, claimed, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def frozen(matters: Matters, at: datetime) -> FreezeRecord:
    """An account the worker found changed."""
    owner_changed(ACCOUNT, at)
    outbox.drain(lambda: at, only=frozenset({"registry.owner_look"}))
    found = freeze_of(ACCOUNT, at=at)
    assert found is not None
    return found


def held(matters: Matters, frozen: FreezeRecord, at: datetime) -> CaseView:
    return claimed(case(frozen.case_ref), matters.actor("reviewer"), at=at)


def suspended(matters: Matters, frozen: FreezeRecord, at: datetime) -> str:
    taken = held(matters, frozen, at)
    draft = transfer_draft(frozen, reasons="双方聊天记录证实交易。", ends=False, at=at)
    return enforcement.decide(draft, actor=matters.actor("reviewer"), at=at, expected_version=taken.version).ref


def test_rq043_the_signs_open_a_review_item_with_their_evidence(matters: Matters, frozen: FreezeRecord) -> None:
    assert {"device", "phone", "payout"} == {one.kind for one in frozen.evidence}
    assert ("matter", "open") == (case(frozen.case_ref).kind, case(frozen.case_ref).status)


def test_rq043_the_registered_subject_is_told_at_once(matters: Matters, frozen: FreezeRecord) -> None:
    latest = inbox([("account", ACCOUNT)])[0]

    assert "敏感设置已锁定" in latest.subject
    assert "登录设备" in notice(latest.ref).body


@pytest.mark.parametrize("setting", ["name", "transfer", "stop"])
def test_rq043_sensitive_settings_are_frozen(matters: Matters, frozen: FreezeRecord, at: datetime, setting: str) -> None:
    actor = matters.actor("owner")
    changes = {
        "name": lambda: propose_profile(ACCOUNT, values={"name": "示例新名"}, actor=actor, at=at),
        "transfer": lambda: offer_transfer(ACCOUNT, reason="转让", actor=actor, at=at),
        "stop": lambda: ask_to_stop(ACCOUNT, reason="", confirmed_by="password", actor=actor, at=at),
    }

    with pytest.raises(SettingsFrozen):
        changes[setting]()


def test_rq043_content_stays_readable_and_it_goes_on_publishing(matters: Matters, frozen: FreezeRecord, at: datetime) -> None:
    publish("c-after", at=at)

    assert ("visible", "visible") == (content(CONTENT).status, content("c-after").status)


def test_a_name_the_platform_reports_meanwhile_waits_for_a_person(matters: Matters, frozen: FreezeRecord, at: datetime) -> None:
    told = post("e-renamed", content="c-x", subject=ACCOUNT) | {
        "type": "account.profile_changed",
        "data": {"name": "示例换名"},
        "time": at.isoformat(),
    }
    receive_events([told], source_actor=PLATFORM, at=at)

    assert "示例健康小站" == selectors.account(ACCOUNT).name


def test_looking_again_opens_no_second_item(matters: Matters, frozen: FreezeRecord, at: datetime) -> None:
    assert freeze_if_changed(ACCOUNT, at=at + DAY) is None
    assert 1 == len(freezes_of(ACCOUNT))


def test_explained_and_cleared_the_settings_are_free(matters: Matters, frozen: FreezeRecord, at: datetime) -> None:
    explain_change(ACCOUNT, text="本人更换了手机和号码。", actor=matters.actor("owner"), at=at)
    taken = held(matters, frozen, at)

    clear_freeze(frozen.ref, reasons="已核对本人身份。", case_version=taken.version, actor=matters.actor("reviewer"), at=at)

    assert freeze_of(ACCOUNT, at=at) is None
    assert freeze_if_changed(ACCOUNT, at=at + DAY) is None
    assert "已恢复" in inbox([("account", ACCOUNT)])[0].subject


def test_rq047_on_proof_it_is_suspended_at_once_with_notice(matters: Matters, frozen: FreezeRecord, at: datetime) -> None:
    ref = suspended(matters, frozen, at)

    made = decisions_of(ACCOUNT)[0]
    assert ("suspended", ref) == (selectors.account(ACCOUNT).status, made.ref)
    assert ("PA21:11.2", True) == (made.clauses[0].ref, bool(made.notice_ref))
    assert "proven" == freezes_of(ACCOUNT)[0].outcome


def test_rq047_one_person_cannot_end_the_account(matters: Matters, frozen: FreezeRecord, at: datetime) -> None:
    taken = held(matters, frozen, at)
    draft = transfer_draft(frozen, reasons="交易属实。", ends=True, at=at)

    with pytest.raises(SecondPersonNeeded):
        enforcement.decide(draft, actor=matters.actor("reviewer"), at=at, expected_version=taken.version)


def test_rq047_two_people_end_it_with_an_open_appeal_window(matters: Matters, frozen: FreezeRecord, at: datetime) -> None:
    taken = held(matters, frozen, at)
    draft = transfer_draft(frozen, reasons="交易属实。", ends=True, at=at)
    made = enforcement.propose(draft, actor=matters.actor("reviewer"), at=at, expected_version=taken.version)
    with pytest.raises(ApprovalForbidden):
        enforcement.approve_proposal(made.ref, actor=matters.actor("reviewer"), at=at)

    decision = enforcement.approve_proposal(made.ref, actor=matters.actor("senior"), at=at)

    assert "closed" == selectors.account(ACCOUNT).status
    assert datetime.fromisoformat(decision.appeal_route["deadline"]) > at
    assert "proven" == freezes_of(ACCOUNT)[0].outcome


def test_settings_stay_frozen_while_the_decision_acts_and_are_free_after_a_reversal(
    matters: Matters, frozen: FreezeRecord, at: datetime
) -> None:
    suspended(matters, frozen, at)
    assert freeze_of(ACCOUNT, at=at) is not None

    answered(matters, appealed(matters, decisions_of(ACCOUNT)[0], at=at), "upheld", at=at)

    assert freeze_of(ACCOUNT, at=at) is None
    assert "active" == selectors.account(ACCOUNT).status


def test_traces_keep_no_value(matters: Matters, at: datetime) -> None:
    signed_in(ACCOUNT, at, device="demo-device-0001", phone_token="demo-phone-0001")

    held_values = [str(row.value_index) for row in OwnerTrace.objects.filter(account_ref=ACCOUNT)]
    assert 2 == len(held_values)
    assert not any("demo" in value for value in held_values)


def test_a_new_phone_alone_freezes_nothing(matters: Matters, at: datetime) -> None:
    for days, device in ((90, "demo-old"), (1, "demo-new")):
        signed_in(ACCOUNT, at - days * DAY, device=device, phone_token="p-same", payout_token="m-same")
    outbox.drain(lambda: at, only=frozenset({"registry.owner_look"}))

    assert freeze_of(ACCOUNT, at=at) is None
