"""Claims about the directory of competent offices."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodstanding.apps.obligations.errors import OfficeUnresolved, RecordUnfit
from goodstanding.apps.obligations.reading.offices import competent_office, directory
from goodstanding.apps.obligations.services.offices import note_office
from goodstanding.apps.policies.selectors import day_of


def noted(keeper, at, code="110000", **changes):
    given = {"channel": "示例渠道", "contact_owner": int(keeper.ref), "checked_on": day_of(at)}
    return note_office(code, **(given | changes), actor=keeper, at=at)


def test_rq002_directory_lists_the_central_office_and_those_of_the_provinces(db):
    names = {one.code: one.name for one in directory()}

    assert (32, "国家互联网信息办公室", "北京市互联网信息办公室") == (len(names), names["000000"], names["110000"])


def test_rq002_office_is_resolved_with_its_channel_and_the_day_it_was_checked(keeper, at):
    noted(keeper, at)

    office = competent_office("110000")
    assert ("示例渠道", day_of(at)) == (office.channel, office.checked_on)


@pytest.mark.parametrize("code", ["110000", "999999", ""])
def test_rq002_office_that_cannot_be_resolved_is_a_named_error(db, code):
    with pytest.raises(OfficeUnresolved):
        competent_office(code)


def test_channel_is_not_noted_as_checked_in_the_future(keeper, at):
    with pytest.raises(RecordUnfit):
        noted(keeper, at, checked_on=day_of(at) + timedelta(days=1))
