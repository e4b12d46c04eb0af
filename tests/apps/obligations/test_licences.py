"""Claims about the vault of the platform's own licences."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodstanding.apps.notices.models import Notice
from goodstanding.apps.obligations.errors import RecordUnfit
from goodstanding.apps.obligations.reading.licences import licences
from goodstanding.apps.obligations.services.licences import end_licence, note_licence, remind_of_licences
from goodstanding.apps.policies.selectors import day_of
from goodstanding.apps.registry.models import SealedDocument

DAY = timedelta(days=1)
FILE = b"%PDF-1.7 planted licence text"


def noted(keeper, at, *, days=100, **changes):
    given = {
        "number": "示例-ICP-001",
        "issuer": "示例通信管理局（演示）",
        "valid_to": day_of(at) + days * DAY if days is not None else None,
        "file_name": "licence.pdf",
        "content": FILE,
    }
    return note_licence("icp_licence", **(given | changes), actor=keeper, at=at)


def test_rq005_reminders_go_out_sixty_thirty_and_seven_days_before(keeper, at):
    noted(keeper, at)

    sent = {left: remind_of_licences(at=at + (100 - left) * DAY) for left in (61, 60, 59, 31, 30, 8, 7, 6)}

    assert {60: 1, 30: 1, 7: 1} == {left: count for left, count in sent.items() if count}
    assert (60, 30, 7) == licences(at=at)[0].reminded


def test_rq005_reminder_is_a_notice_to_whoever_keeps_the_duties(keeper, colleague, at):
    noted(keeper, at, days=60)

    remind_of_licences(at=at)

    assert {keeper.ref, colleague.ref} == set(Notice.objects.values_list("recipient_ref", flat=True))


def test_rq005_licence_is_red_once_it_has_expired(keeper, at):
    noted(keeper, at, days=1)

    assert [False, True] == [licences(at=at + days * DAY)[0].is_red for days in (1, 2)]


def test_licence_noted_late_is_reminded_of_once(keeper, at):
    noted(keeper, at, days=5)

    assert [1, 0] == [remind_of_licences(at=at), remind_of_licences(at=at)]


def test_licence_without_an_end_is_never_reminded_of(keeper, at):
    noted(keeper, at, days=None)

    assert 0 == remind_of_licences(at=at + 10_000 * DAY)


def test_licence_given_up_is_off_the_list(keeper, at):
    record = noted(keeper, at, days=5)

    end_licence(record.ref, actor=keeper, at=at)

    assert ((), 0) == (licences(at=at), remind_of_licences(at=at))


def test_rq005_file_is_sealed(keeper, at):
    record = noted(keeper, at)

    row = SealedDocument.objects.get(ref=record.document_ref)
    assert b"planted" not in bytes(row.content_sealed)
    assert record.file_sha256 == row.sha256


def test_licence_without_a_number_is_refused(keeper, at):
    with pytest.raises(RecordUnfit):
        noted(keeper, at, number=" ")
