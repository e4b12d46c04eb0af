"""History is judged by its own day: periods, and the engines that serve them."""

from __future__ import annotations

from datetime import date

from goodstanding.core.engine.calendar import EngineCalendar
from goodstanding.core.policy.loader import load_texts
from goodstanding.core.policy.periods import change_days, period_of
from tests.core.policy.sample import TEXTS, spoilt

EXPIRING = spoilt("banks/offers.yaml", "  - 收购公众号", "  - {pattern: 收购公众号, expires: 2026-06-01}")


def document(body: str) -> dict[str, object]:
    return {"event": {"id": "e-1", "type": "content.published", "data": {"body": body}}}


def test_a_pack_changes_where_rules_parameters_and_entries_do() -> None:
    assert (date(2021, 2, 22), date(2026, 6, 1)) == change_days(load_texts(EXPIRING))


def test_the_day_of_a_change_belongs_to_the_new_period() -> None:
    days = (date(2021, 2, 22),)

    assert [0, 1, 1] == [period_of(days, day) for day in (date(2021, 2, 21), date(2021, 2, 22), date(2030, 1, 1))]


def test_days_of_one_period_share_an_engine() -> None:
    calendar = EngineCalendar(load_texts(TEXTS))

    assert calendar.on(date(2024, 1, 1)) is calendar.on(date(2026, 11, 2))


def test_an_expired_phrase_is_not_found_from_its_day_on() -> None:
    calendar = EngineCalendar(load_texts(EXPIRING))

    found = [len(calendar.on(day).evaluate(document("收购公众号")).violations) for day in (date(2026, 5, 31), date(2026, 6, 1))]

    assert [1, 0] == found
