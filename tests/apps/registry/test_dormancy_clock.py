"""When an unused account is warned and a pause proposed: calendar months in local time, never at exactly six."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.registry.dormancy_clock import ORDER, DormancyClock, dormancy_clock
from goodstanding.apps.registry.numbers import DEFAULTS

INSTANTS = st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31), timezones=st.sampled_from([UTC, LOCAL]))  # noqa: DTZ001
NOTICE = st.integers(1, 90)


def clock(since: datetime, notice_days: int = 15) -> DormancyClock:
    return dormancy_clock(since, numbers=DEFAULTS, notice_days=notice_days)


@given(INSTANTS, NOTICE)
def test_rq041_at_exactly_six_months_nothing_more_happens(since: datetime, notice_days: int) -> None:
    found = clock(since, notice_days)

    assert "first" == found.stage(found.over_at)


@given(INSTANTS, NOTICE)
def test_rq041_a_pause_is_proposed_only_after_six_months_and_the_notice(since: datetime, notice_days: int) -> None:
    found = clock(since, notice_days)

    assert found.acts_at == found.over_at + timedelta(days=notice_days)
    assert "proposed" != found.stage(found.acts_at - timedelta(seconds=1))
    assert "proposed" == found.stage(found.acts_at)


@given(INSTANTS, NOTICE, st.lists(st.timedeltas(timedelta(0), timedelta(days=400)), min_size=2, max_size=8))
def test_stages_only_go_on_with_time(since: datetime, notice_days: int, later: list[timedelta]) -> None:
    found = clock(since, notice_days)

    stages = [ORDER.index(found.stage(since + span)) for span in sorted(later)]

    assert stages == sorted(stages)


@given(INSTANTS, NOTICE, st.timedeltas(timedelta(0), timedelta(days=400)), st.floats(0, 1))
def test_next_look_never_skips_a_stage(since: datetime, notice_days: int, span: timedelta, part: float) -> None:
    found, now = clock(since, notice_days), since + span
    then = found.next_look(now)

    between = now + max(then - now - timedelta(seconds=1), timedelta(0)) * part

    assert then > now
    assert found.stage(now) == found.stage(between)


@given(INSTANTS)
def test_the_time_zone_of_an_instant_changes_nothing(since: datetime) -> None:
    assert clock(since.astimezone(UTC)) == clock(since.astimezone(LOCAL))


@pytest.mark.parametrize(
    ("since", "over"),
    [("2026-08-31", "2027-02-28"), ("2023-08-31", "2024-02-29"), ("2026-05-31", "2026-11-30"), ("2026-01-01", "2026-07-01")],
)
def test_short_months_end_on_their_last_day(since: str, over: str) -> None:
    found = clock(datetime.fromisoformat(f"{since}T23:30:00+08:00"))

    assert datetime.fromisoformat(f"{over}T23:30:00+08:00") == found.over_at


def test_a_longer_notice_is_kept_with_a_warning_in_between() -> None:
    found = clock(datetime(2026, 1, 1, tzinfo=LOCAL), 60)

    assert "second" == found.stage(found.over_at + timedelta(days=1))
    assert "last" == found.stage(found.acts_at - timedelta(days=14))
