"""Claims about who answers for content safety."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.identity.errors import PermissionMissing
from goodstanding.apps.obligations.errors import OfficerMissing, RecordUnfit, SamePerson
from goodstanding.apps.obligations.models import Appointment
from goodstanding.apps.obligations.reading.offices import appointments, offices
from goodstanding.apps.obligations.services.appointments import appoint, relieve
from goodstanding.apps.obligations.values import Office
from goodstanding.apps.policies.selectors import day_of
from goodstanding.apps.registry import selectors as registry
from tests.factories.matters import ACCOUNT, case_about, claimed, decided, decided_by_two, draft_for, seed_matters

DAY = timedelta(days=1)
GRAVE = {"severity": "grave", "measures": (MeasureDraft("close"),)}


@pytest.fixture
def matters(db, at):
    return seed_matters(at=at)


def staff(name, at):
    return identity.create_user(name, display_name="演示员工", at=at).id


def test_rq008_officer_and_deputy_hold_their_office_each(keeper, at):
    first, second = staff("first", at), staff("second", at)

    appoint(Office.OFFICER, first, actor=keeper, at=at)
    appoint(Office.DEPUTY, second, actor=keeper, at=at)

    assert [first, second] == [one.holder.user_id for one in offices(at=at) if one.holder]


def test_rq008_successor_relieves_the_former_holder_in_the_same_moment(keeper, at):
    appoint(Office.OFFICER, staff("first", at), actor=keeper, at=at)

    appoint(Office.OFFICER, staff("second", at), actor=keeper, at=at + DAY)

    latest, former = appointments()
    assert (latest.starts_at, None) == (former.ended_at, latest.ended_at)


def test_rq008_one_person_is_not_officer_and_deputy(keeper, at):
    first = staff("first", at)
    appoint(Office.OFFICER, first, actor=keeper, at=at)

    with pytest.raises(SamePerson):
        appoint(Office.DEPUTY, first, actor=keeper, at=at)


def test_rq008_second_holder_cannot_be_inserted(keeper, at):
    appoint(Office.OFFICER, staff("first", at), actor=keeper, at=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(ref="AP-X", office=Office.OFFICER, user_id=staff("second", at), starts_at=at)


def test_appointment_cannot_be_rewritten(keeper, at):
    appoint(Office.OFFICER, staff("first", at), actor=keeper, at=at)

    with pytest.raises(DatabaseError), transaction.atomic():
        Appointment.objects.update(starts_at=at - DAY)


def test_rq008_office_is_vacant_once_the_term_is_over(keeper, at):
    appoint(Office.OFFICER, staff("first", at), term_ends=day_of(at), actor=keeper, at=at)

    assert [False, True] == [offices(at=moment)[0].is_vacant for moment in (at, at + DAY)]


def test_appointing_takes_the_permission(db, at):
    person = staff("first", at)

    with pytest.raises(PermissionMissing):
        appoint(Office.OFFICER, person, actor=Actor.user(person), at=at)


def test_an_operator_is_not_appointed(keeper, at):
    outsider = identity.create_user("outsider", kind="operator", at=at).id

    with pytest.raises(RecordUnfit):
        appoint(Office.OFFICER, outsider, actor=keeper, at=at)


def test_rq008_vacant_office_blocks_closing_an_account(matters, at):
    relieve(Office.OFFICER, reason="调任（示例）", actor=SYSTEM, at=at)

    with pytest.raises(OfficerMissing):
        decided_by_two(matters, case_about(severity="grave", at=at), at=at, **GRAVE)


def test_rq008_vacant_office_blocks_the_blacklist(matters, at):
    relieve(Office.OFFICER, reason="调任（示例）", actor=SYSTEM, at=at)
    listed = (MeasureDraft("blacklist", review_at=at + 90 * DAY),)

    with pytest.raises(OfficerMissing):
        decided_by_two(matters, case_about(severity="grave", at=at), at=at, severity="grave", measures=listed)


def test_rq008_office_vacated_before_the_approval_blocks_it(matters, at):
    case = claimed(case_about(severity="grave", at=at), matters.actor("reviewer"), at=at)
    made = enforcement.propose(draft_for(case, **GRAVE), actor=matters.actor("reviewer"), expected_version=case.version, at=at)
    relieve(Office.OFFICER, reason="调任（示例）", actor=SYSTEM, at=at)

    with pytest.raises(OfficerMissing):
        enforcement.approve_proposal(made.ref, actor=matters.actor("senior"), at=at)
    assert "active" == registry.account(ACCOUNT).status


def test_vacant_office_leaves_lighter_measures_alone(matters, at):
    relieve(Office.OFFICER, reason="调任（示例）", actor=SYSTEM, at=at)

    assert "violation" == decided(matters, at=at).verdict
