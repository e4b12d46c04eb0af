"""What the law asks, as the platform can show it: computed from the tests and the log, never typed in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.analytics.obligations import EVIDENCE, obligations
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.services.applying import start_application
from tests.factories.applications import applied, person_form
from tests.factories.matters import seed_matters

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_every_requirement_is_listed_once(at: datetime) -> None:
    listed = [one.id for one in obligations(start=at, end=at + DAY)]

    assert [f"RQ-{number:03d}" for number in range(1, 102)] == listed


def test_rq010_evidence_is_counted_from_the_log_of_the_period(at: datetime) -> None:
    seed_matters(at=at - 3 * DAY)
    applied(person_form(), at=at)

    counts = [
        {one.id: one.evidence for one in obligations(start=start, end=start + DAY)}["RQ-067"]
        for start in (at - DAY, at, at + DAY)
    ]

    assert [0, 1, 0] == counts


def test_an_application_only_begun_is_no_evidence(at: datetime) -> None:
    start_application("acct-new", applicant=None, actor=SYSTEM, at=at)

    assert 0 == {one.id: one.evidence for one in obligations(start=at, end=at + DAY)}["RQ-067"]


def test_requirement_without_a_test_is_said_to_be_open(at: datetime) -> None:
    found = obligations(start=at, end=at + DAY)

    assert all(one.is_met == bool(one.tests and not one.missing) for one in found)


def test_evidence_is_named_for_known_requirements_only() -> None:
    assert set(EVIDENCE) <= {f"RQ-{number:03d}" for number in range(1, 102)}
