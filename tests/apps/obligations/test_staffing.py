"""People against volumes: counted from the records, a month nobody noted is flagged."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from goodstanding.apps.analytics.staffing import staffing_report
from goodstanding.apps.identity.errors import PermissionMissing
from goodstanding.apps.obligations.errors import RecordUnfit
from goodstanding.apps.obligations.services.staffing import note_staffing
from goodstanding.apps.obligations.values import ROLES
from tests.factories.matters import publish, seed_matters

PEOPLE = dict.fromkeys(ROLES, 2)


def noted(keeper, at, month="2026-11", **changes):
    return note_staffing(month, headcount=PEOPLE | changes, languages=["zh", "en"], actor=keeper, at=at)


def test_rq007_report_computes_the_ratio_of_reviewers_to_volumes(keeper, at):
    seed_matters(at=at)
    for n in range(59):
        publish(f"c-more-{n}", body=f"【示例】第 {n} 篇。", at=at)
    noted(keeper, at)

    (line,) = staffing_report("2026-11", "2026-11")

    assert (2, Decimal("2.0"), Decimal("1.0"), Decimal("1.0")) == (
        line.reviewers,
        line.posts_per_day,
        line.posts_per_reviewer_day,
        line.accounts_per_reviewer,
    )


def test_rq007_missing_month_is_flagged(keeper, at):
    noted(keeper, at, "2026-09")
    noted(keeper, at, "2026-11")

    lines = staffing_report("2026-09", "2026-11")

    assert [("2026-09", False), ("2026-10", True), ("2026-11", False)] == [(one.month, one.is_missing) for one in lines]
    assert lines[1].posts_per_reviewer_day is None


def test_no_reviewers_is_no_ratio(keeper, at):
    noted(keeper, at, reviewers=0)

    (line,) = staffing_report("2026-11", "2026-11")

    assert (0, None, False) == (line.reviewers, line.posts_per_reviewer_day, line.is_missing)


def test_month_noted_again_is_replaced(keeper, at):
    noted(keeper, at)
    noted(keeper, at, reviewers=5)

    assert 5 == staffing_report("2026-11", "2026-11")[0].reviewers


def test_span_crosses_the_year(keeper, at):
    assert ["2026-12", "2027-01"] == [one.month for one in staffing_report("2026-12", "2027-01")]


@pytest.mark.parametrize("month", ["2026-12", "2026-13", "26-11", "2026-1"])
def test_month_that_is_ahead_or_malformed_is_refused(keeper, at, month):
    with pytest.raises(RecordUnfit):
        noted(keeper, at, month)


def test_count_that_is_no_number_of_people_is_refused(keeper, at):
    with pytest.raises(RecordUnfit):
        noted(keeper, at, reviewers=-1)


def test_reviewer_does_not_keep_the_register(at, keeper):
    matters = seed_matters(at=at)

    with pytest.raises(PermissionMissing):
        noted(matters.actor("reviewer"), at)


def test_rq007_command_prints_the_months_and_fails_where_one_is_missing(keeper, at):
    from goodstanding.cli import main

    noted(keeper, at)

    result = CliRunner().invoke(main, ["report", "staffing", "--from", "2026-10", "--to", "2026-11", "--format", "jsonl"])

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert (1, ["missing", "noted"]) == (result.exit_code, [row["state"] for row in rows])
