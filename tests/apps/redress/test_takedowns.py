"""Claims about notices of infringement: forwarded, answered, and ended by proof, by a clock or by a court (RQ-065)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.enforcement.values import Evidence
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices.models import Notice
from goodstanding.apps.redress.errors import NotAppellant, NoticeMoved, NoticeRefused, NoticeUnknown, TargetUnknown
from goodstanding.apps.redress.models import CopyrightNotice
from goodstanding.apps.redress.services import takedown
from goodstanding.apps.redress.takedown_selectors import sender_record, steps_in
from goodstanding.apps.redress.takedown_selectors import takedown as read
from goodstanding.apps.review import selectors as review
from tests.factories.matters import ACCOUNT, CONTENT, answered, appealed, case_about, claimed, draft_for
from tests.factories.takedowns import CONTACT, acted, answered_by, countered, judged, notified, pdf, proved, whole_notice


def test_rq065_incomplete_notice_is_returned_with_the_missing_items(matters, at):
    found = notified(at=at, address="", files={})

    assert ("incomplete", ("address", "rights_proof")) == (found.state, found.missing)
    assert Notice.objects.filter(recipient_kind="copyright", body__contains="通信地址；权属证明").exists()


def test_rq065_valid_notice_is_due_the_same_day(matters, at):
    found = notified(at=at)

    assert at.astimezone(LOCAL).date() == found.due_at.astimezone(LOCAL).date()
    assert found.due_at == review.case(found.case_ref).due_at


def test_rq065_valid_notice_acts_and_forwards_the_same_day(matters, at):
    found = acted(matters, at=at)

    assert ("acted", "removed", at) == (found.state, ingest.content(CONTENT).status, found.acted_at)
    forwarded = Notice.objects.get(code="copyright_forwarded", recipient_ref=ACCOUNT)
    assert "示例出版工作室" in forwarded.body


def test_rq065_without_proof_by_the_windows_end_the_measure_ends_by_itself(matters, at):
    found = countered(matters, at=at)
    assert at.astimezone(LOCAL).date() + timedelta(days=15) == found.window_ends_at.astimezone(LOCAL).date()

    early = takedown.end_windows(at=found.window_ends_at)
    late = takedown.end_windows(at=found.window_ends_at + timedelta(seconds=1))

    assert (0, 1) == (early, late)
    assert ("restored", "visible") == (read(found.ref).state, ingest.content(CONTENT).status)


def test_rq065_window_is_extended_once_to_twenty_working_days(matters, at):
    found = countered(matters, at=at)
    proved(found.ref, "delay", at=at)

    longer = judged(matters, found.ref, "accept_proof", at=at)

    assert ("2026-12-21", True) == (longer.window_ends_at.astimezone(LOCAL).date().isoformat(), longer.is_extended)
    with pytest.raises(NoticeMoved):
        proved(found.ref, "delay", at=at)


def test_forwarded_notice_leaves_out_contact_address_and_identity_document(matters, at):
    acted(matters, at=at)

    body = Notice.objects.get(code="copyright_forwarded").body
    assert not [text for text in (CONTACT, "样例路1号", "identity.pdf") if text in body]


def test_what_the_sender_wrote_about_himself_is_sealed(matters, at):
    found = notified(at=at)

    row = CopyrightNotice.objects.filter(ref=found.ref).values().get()
    stored = b"".join(bytes(value) for value in row.values() if isinstance(value, bytes | memoryview))
    assert CONTACT.encode() not in stored
    assert "样例路1号" not in str({key: value for key, value in row.items() if not isinstance(value, bytes | memoryview)})


def test_completed_notice_goes_to_a_person(matters, at):
    found = notified(at=at, files={})

    whole = takedown.complete_notice(
        found.ref, contact=" RIGHTS@example.invalid ", new=whole_notice(), files={"rights_proof": [pdf("rights")]}, at=at
    )

    assert ("examination", ()) == (whole.state, whole.missing)


def test_another_contact_opens_nothing(matters, at):
    found = notified(at=at)

    with pytest.raises(NoticeUnknown):
        takedown.withdraw_notice(found.ref, contact="somebody@example.invalid", at=at)


def test_notice_about_nothing_here_is_refused(matters, at):
    with pytest.raises(TargetUnknown):
        notified(at=at, content_ref="c-none")


def test_a_second_open_notice_by_the_same_sender_is_refused(matters, at):
    notified(at=at)

    with pytest.raises(NoticeRefused):
        notified(at=at)


def test_examiner_returns_a_notice_with_what_is_missing(matters, at):
    found = notified(at=at)

    back = judged(matters, found.ref, "send_back", missing=["rights_proof"], at=at)

    assert ("incomplete", ("rights_proof",)) == (back.state, back.missing)


def test_notice_not_completed_in_time_lapses(matters, at):
    found = notified(at=at, files={})

    lapsed = takedown.lapse_notices(at=found.due_at + timedelta(days=16))

    assert (1, "lapsed") == (lapsed, read(found.ref).state)


def test_counter_statement_without_proof_is_returned_and_starts_no_window(matters, at):
    found = acted(matters, at=at)

    back = answered_by(matters, found.ref, files={}, at=at)

    assert ("acted", ("proof",), None) == (back.state, back.counter.missing, back.window_ends_at)


def test_counter_statement_is_forwarded_to_the_sender_with_the_clock(matters, at):
    found = countered(matters, at=at)

    body = Notice.objects.get(code="copyright_counter_forwarded", recipient_ref=found.ref).body
    assert "2026年12月8日 23:59（北京时间）" in body
    assert "owner@example.invalid" not in body


def test_only_the_account_answers(matters, at):
    found = acted(matters, at=at)

    with pytest.raises(NotAppellant):
        answered_by(matters, found.ref, by="stranger", at=at)


def test_accepted_proof_of_a_suit_keeps_the_measure_beyond_the_window(matters, at):
    found = countered(matters, at=at)
    proved(found.ref, at=at)
    judged(matters, found.ref, "accept_proof", at=at)

    ended = takedown.end_windows(at=found.window_ends_at + timedelta(days=1))

    assert (0, "proceedings", "removed") == (ended, read(found.ref).state, ingest.content(CONTENT).status)


def test_a_proof_that_waits_for_a_person_keeps_the_window_open(matters, at):
    found = countered(matters, at=at)
    proved(found.ref, at=found.window_ends_at)
    after = found.window_ends_at + timedelta(hours=1)
    assert 0 == takedown.end_windows(at=after)

    judged(matters, found.ref, "refuse_proof", at=after)

    assert (1, "visible") == (takedown.end_windows(at=after), ingest.content(CONTENT).status)


def test_proof_after_the_window_is_too_late(matters, at):
    found = countered(matters, at=at)

    with pytest.raises(NoticeMoved):
        proved(found.ref, at=found.window_ends_at + timedelta(seconds=1))


def test_wrongful_notice_is_recorded_and_ends_at_once(matters, at):
    found = countered(matters, says_wrongful=True, at=at)

    judged(matters, found.ref, "wrongful", reasons="所附证书与登记不符。", at=at)

    again = notified(at=at)
    assert ("wrongful", "visible", 1) == (
        read(found.ref).state,
        ingest.content(CONTENT).status,
        sender_record(again.ref).wrongful,
    )


def test_withdrawn_notice_gives_the_content_back(matters, at):
    found = acted(matters, at=at)

    takedown.withdraw_notice(found.ref, contact=CONTACT, at=at)

    assert ("withdrawn", "visible") == (read(found.ref).state, ingest.content(CONTENT).status)


def test_upheld_appeal_settles_the_notice(matters, at):
    found = acted(matters, at=at)
    decision = enforcement.decision(found.decision_ref)

    answered(matters, appealed(matters, decision, at=at), "upheld", at=at)

    assert ("superseded", "visible") == (read(found.ref).state, ingest.content(CONTENT).status)


def court_order(matters, found, at, content=CONTENT):
    case = claimed(case_about(content, at=at), matters.actor("senior"), at=at)
    order = Evidence("court_order", "示例民初1号", "c" * 64, "判决书")
    draft = draft_for(
        case,
        source="court",
        supersedes=found.decision_ref,
        supersede_reason="法院判决构成侵权。",
        evidence=(order,),
        measures=draft_for(case).measures[:1],
    )
    return enforcing.decide(draft, actor=matters.actor("senior"), expected_version=case.version, at=at)


def test_a_courts_order_outlasts_the_windows_end(matters, at):
    found = countered(matters, at=at)
    court_order(matters, found, at)

    ended = takedown.end_windows(at=found.window_ends_at + timedelta(days=1))

    assert (0, "superseded", "removed") == (ended, read(found.ref).state, ingest.content(CONTENT).status)


def test_confirmed_after_a_judgment_stays_down(matters, at):
    found = countered(matters, at=at)
    proved(found.ref, at=at)
    judged(matters, found.ref, "accept_proof", at=at)

    done = judged(matters, found.ref, "confirm", at=at)

    assert ("confirmed", "removed") == (done.state, ingest.content(CONTENT).status)


def test_decided_twice_is_refused(matters, at):
    found = acted(matters, at=at)

    with pytest.raises(NoticeMoved):
        takedown.decide_notice(
            found.ref, outcome="act", reasons="再次", case_version=None, actor=matters.actor("reviewer"), at=at
        )


def test_the_database_refuses_a_step_outside_the_flow(matters, at):
    found = notified(at=at)

    with pytest.raises(IntegrityError, match="copyright:moved"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE redress_copyrightnotice SET state = 'restored', ended_at = filed_at WHERE ref = %s", [found.ref])


def test_a_forwarded_statement_cannot_be_edited(matters, at):
    countered(matters, at=at)

    with pytest.raises(IntegrityError, match="copyright:forwarded"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE redress_counterstatement SET statement = 'x'")


def test_every_step_is_in_the_record(matters, at):
    found = countered(matters, at=at)
    takedown.end_windows(at=found.window_ends_at + timedelta(days=1))

    assert ["file", "act", "counter", "restore"] == [one.step for one in read(found.ref).steps]
    assert verify_log().is_whole


@pytest.mark.parametrize(("language", "says"), [("zh", "账号声明不构成侵权"), ("en", "The account answered")])
def test_steps_no_person_gave_reasons_for_read_in_the_readers_language(matters, at, language, says):
    found = countered(matters, at=at)

    (step,) = [one for one in steps_in(found, language) if one.step == "counter"]

    assert step.reason.startswith(says)
    assert "已核对材料。" in [one.reason for one in steps_in(found, language)]
