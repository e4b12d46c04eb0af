"""Claims about the nine management documents and their controls."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goodstanding.apps.obligations.errors import RecordUnfit, RecordUnknown, SamePerson
from goodstanding.apps.obligations.models import ManagementDocument
from goodstanding.apps.obligations.reading.documents import control_coverage, slots
from goodstanding.apps.obligations.services.appointments import appoint
from goodstanding.apps.obligations.services.documents import approve_document, write_document
from goodstanding.apps.obligations.values import Office, Slot
from goodstanding.apps.policies.selectors import day_of

DAY = timedelta(days=1)


def written(keeper, at, *, slot=Slot.EMERGENCY, **changes):
    given = {
        "version": "2026.1",
        "body": "示例制度全文。",
        "controls": ["offices.filled", "personal_data.purging"],
        "review_on": day_of(at) + 300 * DAY,
    }
    return write_document(slot, **(given | changes), actor=keeper, at=at)


def red(at):
    return {one.slot for one in slots(at=at) if one.is_red}


def test_rq009_there_are_exactly_nine_slots_all_red_at_first(db, at):
    assert (9, set(Slot)) == (len(slots(at=at)), red(at))


def test_rq009_approved_version_is_good_for_twelve_months(keeper, colleague, at):
    document = written(keeper, at)
    approve_document(document.ref, actor=colleague, at=at)

    assert [False, False, True] == [Slot.EMERGENCY in red(at + days * DAY) for days in (0, 365, 366)]


def test_rq009_written_version_without_approval_stays_red(keeper, at):
    written(keeper, at)

    assert Slot.EMERGENCY in red(at)


def test_whoever_wrote_a_document_cannot_approve_it(keeper, at):
    document = written(keeper, at)

    with pytest.raises(SamePerson):
        approve_document(document.ref, actor=keeper, at=at)


def test_document_is_approved_once(keeper, colleague, at):
    document = written(keeper, at)
    approve_document(document.ref, actor=colleague, at=at)

    with pytest.raises(RecordUnknown):
        approve_document(document.ref, actor=colleague, at=at)


@pytest.mark.parametrize(
    "changes", [{"slot": "tenth"}, {"controls": []}, {"controls": ["wishes"]}, {"body": " "}, {"version": ""}]
)
def test_document_with_a_gap_is_refused(keeper, at, changes):
    with pytest.raises(RecordUnfit):
        written(keeper, at, **changes)


def test_text_of_a_document_cannot_be_changed(keeper, at):
    written(keeper, at)

    with pytest.raises(DatabaseError), transaction.atomic():
        ManagementDocument.objects.update(body="改过的文字")


def test_rq010_control_without_evidence_in_its_period_has_failed(keeper, colleague, at):
    approve_document(written(keeper, at).ref, actor=colleague, at=at)
    appoint(Office.OFFICER, int(colleague.ref), actor=keeper, at=at)

    states = {one.control: (one.evidence, one.has_failed) for one in control_coverage(at=at + DAY)}

    assert {"offices.filled": (1, False), "personal_data.purging": (0, True)} == states


def test_rq010_evidence_outside_the_period_counts_for_nothing(keeper, colleague, at):
    appoint(Office.OFFICER, int(colleague.ref), actor=keeper, at=at - 400 * DAY)
    approve_document(written(keeper, at).ref, actor=colleague, at=at)

    assert all(one.has_failed for one in control_coverage(at=at))
