"""The launch gate: a flagged feature is not switched on without an approved assessment report."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from goodstanding.apps.obligations.errors import LaunchRefused, RecordUnfit, RecordUnknown, SamePerson
from goodstanding.apps.obligations.models import Feature
from goodstanding.apps.obligations.reading.features import features
from goodstanding.apps.obligations.services.features import (
    answer_for_feature,
    approve_feature,
    attach_report,
    switch_feature_off,
    switch_feature_on,
)
from goodstanding.apps.obligations.values import QUESTIONS

FILE = b"%PDF-1.7 demo assessment"
NO = dict.fromkeys(QUESTIONS, False)


def answered(keeper, at, **yes):
    return answer_for_feature("live_rooms", title="直播间（演示）", answers=NO | yes, actor=keeper, at=at)


def assessed(keeper, at):
    answered(keeper, at, live_or_realtime=True)
    return attach_report("live_rooms", file_name="report.pdf", content=FILE, actor=keeper, at=at)


def test_rq020_flagged_feature_is_not_switched_on_without_a_report(keeper, at):
    assert answered(keeper, at, mobilises=True).is_flagged

    with pytest.raises(LaunchRefused, match="assessment report"):
        switch_feature_on("live_rooms", actor=keeper, at=at)

    assert [False] == [one.is_on for one in features()]


def test_rq020_report_needs_the_approval_of_another_person(keeper, colleague, at):
    assessed(keeper, at)

    with pytest.raises(LaunchRefused, match="approved"):
        switch_feature_on("live_rooms", actor=keeper, at=at)
    with pytest.raises(SamePerson):
        approve_feature("live_rooms", actor=keeper, at=at)

    approve_feature("live_rooms", actor=colleague, at=at)
    assert switch_feature_on("live_rooms", actor=keeper, at=at).is_on


def test_rq020_database_itself_refuses_a_flagged_feature_without_a_report(keeper, at):
    answered(keeper, at, mobilises=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Feature.objects.update(switched_on_at=at)


def test_feature_that_nothing_flags_needs_no_report(keeper, at):
    answered(keeper, at)

    assert switch_feature_on("live_rooms", actor=keeper, at=at).is_on


def test_feature_nobody_answered_for_is_off(keeper, at):
    with pytest.raises(RecordUnknown):
        switch_feature_on("other", actor=keeper, at=at)

    assert () == features()


def test_another_report_takes_the_approval_away(keeper, colleague, at):
    assessed(keeper, at)
    approve_feature("live_rooms", actor=colleague, at=at)

    attach_report("live_rooms", file_name="again.pdf", content=FILE + b" again", actor=keeper, at=at)

    with pytest.raises(LaunchRefused):
        switch_feature_on("live_rooms", actor=keeper, at=at)


def test_feature_that_is_on_is_not_answered_anew(keeper, at):
    answered(keeper, at)
    switch_feature_on("live_rooms", actor=keeper, at=at)

    with pytest.raises(LaunchRefused):
        answered(keeper, at, mobilises=True)

    assert not switch_feature_off("live_rooms", actor=keeper, at=at).is_on


def test_question_left_out_is_refused(keeper, at):
    with pytest.raises(RecordUnfit):
        answer_for_feature("live_rooms", title="示例", answers={}, actor=keeper, at=at)

    assert () == features()
