"""Who sent notices and reports is forgotten on schedule, and the database lets it be emptied only then."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from goodstanding.apps.audit.selectors import entries_about
from goodstanding.apps.redress.models import Attachment, CopyrightNotice, CounterStatement, NoticeProof, Report
from goodstanding.apps.redress.selectors import attachments_of
from goodstanding.apps.redress.services import close_report, file_report, takedown
from goodstanding.apps.redress.services.retiring import forget_senders
from goodstanding.apps.redress.takedown_records import TakedownView
from goodstanding.apps.redress.takedown_selectors import files_of, sender_record
from goodstanding.apps.redress.takedown_selectors import takedown as read
from goodstanding.apps.redress.values import NewAttachment
from goodstanding.apps.registry.services.documents import purge_documents
from tests.factories.matters import CONTENT, Matters
from tests.factories.takedowns import countered, proved

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
THREE_YEARS = 1097 * DAY


@pytest.fixture
def ended(matters: Matters, at: datetime) -> TakedownView:
    """A notice that was answered, proved late and ended by its clock."""
    found = countered(matters, at=at)
    over = found.window_ends_at
    assert over is not None
    takedown.end_windows(at=over + timedelta(seconds=1))
    return read(found.ref)


def test_rq048_names_and_contacts_of_an_old_notice_are_emptied(ended: TakedownView, at: datetime) -> None:
    assert 0 == forget_senders(at=at + 1000 * DAY)

    assert 1 == forget_senders(at=at + THREE_YEARS + 30 * DAY)

    row, counter = CopyrightNotice.objects.get(ref=ended.ref), CounterStatement.objects.get()
    assert [b""] * 5 == [
        bytes(sealed)
        for sealed in (row.name_sealed, row.contact_sealed, row.address_sealed, counter.name_sealed, counter.contact_sealed)
    ]
    assert (0, "", "示例图鉴") == (sender_record(ended.ref).sent, read(ended.ref).name, read(ended.ref).work)
    assert "personal_data:erased" in [entry.action for entry in entries_about("copyright_notice", ended.ref)]


def test_it_is_done_once(ended: TakedownView, at: datetime) -> None:
    late = at + THREE_YEARS + 30 * DAY

    assert (1, 0) == (forget_senders(at=late), forget_senders(at=late + DAY))


def test_open_notice_keeps_its_sender(matters: Matters, at: datetime) -> None:
    countered(matters, at=at)

    assert 0 == forget_senders(at=at + 3 * THREE_YEARS)


def test_proof_is_emptied_with_its_notice(matters: Matters, at: datetime) -> None:
    found = countered(matters, at=at)
    proved(found.ref, at=at + DAY)
    takedown.withdraw_notice(found.ref, contact="rights@example.invalid", at=at + 2 * DAY)

    forget_senders(at=at + THREE_YEARS + 30 * DAY)

    assert [""] == list(NoticeProof.objects.values_list("text", flat=True))


def test_identity_documents_go_thirty_days_after_the_end(ended: TakedownView, at: datetime) -> None:
    assert ended.ended_at is not None

    purge_documents(at=ended.ended_at + 31 * DAY)

    kinds = {one.kind for one in files_of(ended.ref)}
    assert "identity" not in kinds
    assert "rights_proof" in kinds


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [(CopyrightNotice, "contact_index", "x"), (CounterStatement, "name_sealed", b"x"), (NoticeProof, "text", "x")],
)
def test_database_lets_a_sender_be_emptied_not_changed(matters: Matters, at: datetime, model, column, value) -> None:
    found = countered(matters, at=at)
    proved(found.ref, at=at + DAY)

    for changed in (value, type(value)()):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**{column: changed})


def test_contact_and_files_of_a_closed_report_go_after_180_days(matters: Matters, at: datetime) -> None:
    files = [NewAttachment("shot.png", b"\x89PNG\r\n\x1a\n" + b"demo")]
    told = {"kind": "post", "target": CONTENT, "category": "other", "reason": "示例理由，内容与事实不符。"}
    filed = file_report(**told, contact="demo@example.invalid", attachments=files, at=at)
    close_report(filed.receipt, outcome="no_violation", feedback="未发现违规。", actor=matters.actor("reviewer"), at=at + DAY)
    assert 0 == forget_senders(at=at + 180 * DAY)

    assert 2 == forget_senders(at=at + 182 * DAY)

    assert b"" == bytes(Report.objects.get().reporter_contact_sealed)
    assert (1, ()) == (Attachment.objects.count(), tuple(attachments_of(filed.receipt)))
