"""Stopping an account for good: taken along before the end, taken back in time, closed, and erased after retention."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from goodstanding.apps.audit.selectors import entries_about
from goodstanding.apps.common import outbox
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.errors import ExportUnknown, LifeUnfit
from goodstanding.apps.registry.models import (
    Account,
    AccountChange,
    Erasure,
    MemberRole,
    Operator,
    OperatorMember,
    SealedDocument,
)
from goodstanding.apps.registry.reading.documents import readings_of
from goodstanding.apps.registry.reading.life import erasure_of, exports_of, stop_of
from goodstanding.apps.registry.services import close_account, register_account, reopen_account
from goodstanding.apps.registry.services.documents import hand_in_document
from goodstanding.apps.registry.services.erasing import erase_due, plan_erasures
from goodstanding.apps.registry.services.exporting import ask_for_export, open_export, purge_exports
from goodstanding.apps.registry.services.profiles import apply_profile
from goodstanding.apps.registry.services.stopping import ask_to_stop, end_stopped, take_back_stop
from goodstanding.apps.screening.services import receive_events
from tests.factories.events import post
from tests.factories.life import SCAN
from tests.factories.matters import ACCOUNT, CONTENT, PERSON_ACCOUNT, PLATFORM, Matters, appealed, decided

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def asked(matters: Matters, at: datetime, account: str = ACCOUNT, by: str = "owner") -> str:
    return ask_to_stop(account, reason="不再运营", confirmed_by="password", actor=matters.actor(by), at=at).ref


def export_built(at: datetime) -> None:
    outbox.drain(lambda: at, only=frozenset({"registry.export"}))


def stopped(matters: Matters, at: datetime, account: str = ACCOUNT, by: str = "owner") -> datetime:
    """Stop an account to its end; return when that was."""
    asked(matters, at, account, by)
    export_built(at)
    end_stopped(at=at + 15 * DAY)
    return at + 15 * DAY


def test_rq048_the_operator_gets_the_export_before_the_end(matters: Matters, at: datetime) -> None:
    asked(matters, at)

    before = end_stopped(at=at + 30 * DAY)
    export_built(at + 30 * DAY)

    assert (0, 1) == (before, end_stopped(at=at + 30 * DAY))
    assert "closed" == selectors.account(ACCOUNT).status


def test_rq048_the_account_works_until_the_time_to_take_it_back_is_over(matters: Matters, at: datetime) -> None:
    asked(matters, at)
    export_built(at)

    assert 0 == end_stopped(at=at + 15 * DAY - timedelta(seconds=1))
    assert "active" == selectors.account(ACCOUNT).status


def test_taken_back_in_time_nothing_ends(matters: Matters, at: datetime) -> None:
    ref = asked(matters, at)
    export_built(at)

    take_back_stop(ref, actor=matters.actor("owner"), at=at + 14 * DAY)

    assert (0, "active") == (end_stopped(at=at + 15 * DAY), selectors.account(ACCOUNT).status)


def test_after_the_end_it_cannot_be_taken_back(matters: Matters, at: datetime) -> None:
    ref = asked(matters, at)
    export_built(at)
    end_stopped(at=at + 15 * DAY)

    with pytest.raises(LifeUnfit):
        take_back_stop(ref, actor=matters.actor("owner"), at=at + 15 * DAY)


@pytest.mark.parametrize("how", ["", "email"])
def test_rq048_nobody_stops_it_without_showing_who_they_are(matters: Matters, at: datetime, how: str) -> None:
    with pytest.raises(LifeUnfit, match="password"):
        ask_to_stop(ACCOUNT, reason="", confirmed_by=how, actor=matters.actor("owner"), at=at)


def test_an_editor_cannot_stop_it(matters: Matters, at: datetime) -> None:
    OperatorMember.objects.filter(user_id=matters.users["owner"]).update(role=MemberRole.EDITOR)

    with pytest.raises(LifeUnfit, match="owner"):
        asked(matters, at)


def test_asking_twice_is_one_request(matters: Matters, at: datetime) -> None:
    asked(matters, at)

    with pytest.raises(LifeUnfit, match="already"):
        asked(matters, at)


def test_rq048_receipts_say_what_happens_and_when(matters: Matters, at: datetime) -> None:
    stopped(matters, at)

    subjects = [one.subject for one in inbox([("account", ACCOUNT)])]
    assert any("已按您的申请关闭" in one for one in subjects)
    assert any("已收到停止使用账号的申请" in one for one in subjects)


def test_a_stopped_name_is_free_for_others(matters: Matters, at: datetime) -> None:
    stopped(matters, at)

    from goodstanding.apps.registry.admission import closing_decision

    assert closing_decision(ACCOUNT) is None


def test_rq048_export_holds_posts_decisions_and_notices(matters: Matters, at: datetime) -> None:
    made = decided(matters, at=at)
    asked_for = ask_for_export(ACCOUNT, actor=matters.actor("owner"), at=at)
    export_built(at)

    _, content = open_export(asked_for.ref, actor=matters.actor("owner"), at=at)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        lines = {name: archive.read(name).decode() for name in archive.namelist()}
    assert CONTENT in lines["posts.jsonl"]
    assert made.ref == json.loads(lines["decisions.jsonl"])["ref"]
    assert "公众账号" in lines["notices.jsonl"]
    assert "示例健康小站" == json.loads(lines["account.json"])["account"]["name"]


def test_export_is_stored_sealed_and_its_reading_is_logged(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.registry.models import AccountExport

    ref = ask_for_export(ACCOUNT, actor=matters.actor("owner"), at=at).ref
    export_built(at)
    open_export(ref, actor=matters.actor("owner"), at=at)

    assert b"PK" != bytes(AccountExport.objects.get(ref=ref).content_sealed)[:2]
    assert ["export"] == [one.what for one in readings_of([ACCOUNT])]


def test_export_is_nobody_elses(matters: Matters, at: datetime) -> None:
    ref = ask_for_export(ACCOUNT, actor=matters.actor("owner"), at=at).ref
    export_built(at)

    with pytest.raises(ExportUnknown):
        open_export(ref, actor=matters.actor("stranger"), at=at)


def test_exports_are_purged_in_time(matters: Matters, at: datetime) -> None:
    ref = ask_for_export(ACCOUNT, actor=matters.actor("owner"), at=at).ref
    export_built(at)

    assert (0, 1) == (purge_exports(at=at + 89 * DAY), purge_exports(at=at + 91 * DAY))
    assert "purged" == exports_of(ACCOUNT)[0].state
    with pytest.raises(ExportUnknown):
        open_export(ref, actor=matters.actor("owner"), at=at + 91 * DAY)


def test_rq048_personal_data_is_erased_after_retention_and_logged(matters: Matters, at: datetime) -> None:
    hand_in_document(PERSON_ACCOUNT, kind="licence", name="scan.pdf", content=SCAN, actor=matters.actor("stranger"), at=at)
    with transaction.atomic():
        apply_profile(PERSON_ACCOUNT, {"name": "样例生活二号"}, cause="test", at=at)
    ended_at = stopped(matters, at, PERSON_ACCOUNT, "stranger")

    erase_due(at=months_later(ended_at, 6) - timedelta(seconds=1))
    before = Operator.objects.get(subject_class="person")
    erase_due(at=months_later(ended_at, 6))

    after = Operator.objects.get(subject_class="person")
    account = Account.objects.get(account_ref=PERSON_ACCOUNT)
    assert bytes(before.contact_sealed)
    assert (b"", b"", "") == (bytes(after.contact_sealed), bytes(after.full_name_sealed), account.name)
    assert b"" == bytes(SealedDocument.objects.get(subject_ref=PERSON_ACCOUNT).content_sealed)
    assert not AccountChange.objects.filter(account_ref=PERSON_ACCOUNT, field="name").exists()
    assert "personal_data:erased" in [one.action for one in entries_about("account", PERSON_ACCOUNT)]


def test_rq048_pending_complaints_keep_only_what_they_need(matters: Matters, at: datetime) -> None:
    hand_in_document(ACCOUNT, kind="licence", name="scan.pdf", content=SCAN, actor=matters.actor("owner"), at=at)
    appeal = appealed(matters, decided(matters, at=at), at=at)
    ended_at = stopped(matters, at)

    erase_due(at=months_later(ended_at, 6))

    found = erasure_of(ACCOUNT)
    assert found is not None
    assert ("held", True) == (found.state, appeal.receipt in found.held_for)
    assert b"" == bytes(SealedDocument.objects.get(subject_ref=ACCOUNT).content_sealed)
    assert bytes(Operator.objects.get(subject_class="enterprise").contact_sealed)


def test_erasure_goes_on_when_nothing_is_pending(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.redress.services import withdraw_appeal

    appeal = appealed(matters, decided(matters, at=at), at=at)
    ended_at = stopped(matters, at)
    erase_due(at=months_later(ended_at, 6))
    withdraw_appeal(appeal.receipt, actor=matters.actor("owner"), at=months_later(ended_at, 6))

    erase_due(at=months_later(ended_at, 6) + DAY)

    found = erasure_of(ACCOUNT)
    assert found is not None
    assert "done" == found.state


def test_an_operator_with_another_account_keeps_its_data(matters: Matters, at: datetime) -> None:
    operator = selectors.account(ACCOUNT).operator
    register_account("acct-second", name="示例二号", operator_ref=operator.ref if operator else "", actor=PLATFORM, at=at)
    ended_at = stopped(matters, at)

    erase_due(at=months_later(ended_at, 6))

    assert bytes(Operator.objects.get(subject_class="enterprise").contact_sealed)


def test_the_history_of_an_open_account_cannot_be_deleted(matters: Matters, at: datetime) -> None:
    with transaction.atomic():
        apply_profile(ACCOUNT, {"name": "示例改名"}, cause="test", at=at)

    with pytest.raises(DatabaseError), transaction.atomic():
        AccountChange.objects.filter(account_ref=ACCOUNT).delete()


def test_the_door_does_not_open_before_retention_is_over(matters: Matters, at: datetime) -> None:
    ended_at = stopped(matters, at)

    with pytest.raises(DatabaseError), transaction.atomic():
        Erasure.objects.filter(account_ref=ACCOUNT).update(door_opened_at=ended_at)


def test_an_open_door_of_one_account_lets_no_other_history_go(matters: Matters, at: datetime) -> None:
    ended_at = stopped(matters, at)
    with transaction.atomic():
        apply_profile(PERSON_ACCOUNT, {"name": "样例改名"}, cause="test", at=at)

    Erasure.objects.filter(account_ref=ACCOUNT).update(door_opened_at=months_later(ended_at, 7))
    with pytest.raises(DatabaseError), transaction.atomic():
        AccountChange.objects.filter(account_ref=PERSON_ACCOUNT).delete()


def test_an_account_opened_again_keeps_its_data_and_counts_anew_when_closed(matters: Matters, at: datetime) -> None:
    ended_at = stopped(matters, at)
    reopen_account(ACCOUNT, decision_ref="D-X", at=ended_at + DAY)
    erase_due(at=months_later(ended_at, 6))
    kept = selectors.account(ACCOUNT).name
    close_account(ACCOUNT, decision_ref="D-Y", at=months_later(ended_at, 6))

    erase_due(at=months_later(ended_at, 7))

    found = erasure_of(ACCOUNT)
    assert found is not None
    assert ("示例健康小站", "waiting") == (kept, found.state)


def test_accounts_the_platform_reports_closed_are_erased_too(matters: Matters, at: datetime) -> None:
    told = post("e-closed", content="c-x", subject=ACCOUNT) | {"type": "account.closed", "data": {}, "time": at.isoformat()}
    receive_events([told], source_actor=PLATFORM, at=at)

    plan_erasures()

    found = erasure_of(ACCOUNT)
    assert found is not None
    assert months_later(at, 6) == found.due_at


def test_the_latest_request_is_told(matters: Matters, at: datetime) -> None:
    ref = asked(matters, at)
    take_back_stop(ref, actor=matters.actor("owner"), at=at + DAY)

    found = stop_of(ACCOUNT)
    assert found is not None
    assert "taken_back" == found.status
