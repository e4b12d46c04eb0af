"""A new version says nothing about days gone by: what it would change about them is named, with the first such day."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.core.policy.loader import load_texts
from goodstanding.core.policy.retroactive import retroactions
from tests.core.policy.sample import RULES, TEXTS, spoilt

TODAY = date(2026, 11, 20)
FORMER = load_texts(TEXTS)
FILE = "rules/trading.yaml"


def found(texts: dict[str, str]) -> list[tuple[str, str, str, str]]:
    return [(one.change, one.kind, one.name, str(one.day)) for one in retroactions(FORMER, load_texts(texts), today=TODAY)]


def again(since: str, *, severity: str = "grave") -> dict[str, str]:
    """End the rule and write it again, graver, from a day on."""
    rest = RULES.removeprefix("rules:\n").replace("2021-02-22", since).replace("severity: serious", f"severity: {severity}")
    return dict(TEXTS) | {FILE: RULES + f"    effective_to: {since}\n" + rest}


def test_rule_changed_in_place_is_changed_for_every_day_it_bound() -> None:
    changed = spoilt(FILE, "severity: serious", "severity: grave")

    assert [("changed", "rule", "account-trading.offer", "2021-02-22")] == found(changed)


def test_rule_ended_today_and_written_again_from_today_changes_nothing_gone_by() -> None:
    assert [] == found(again("2026-11-20"))


def test_rule_written_again_from_yesterday_is_retroactive_from_yesterday() -> None:
    assert [("changed", "rule", "account-trading.offer", "2026-11-19")] == found(again("2026-11-19"))


def test_rule_taken_out_of_force_for_days_gone_by_is_removed() -> None:
    off = spoilt(FILE, "    effective_from", "    mode: shadow\n    effective_from")

    assert [("removed", "rule", "account-trading.offer", "2021-02-22")] == found(off)


@pytest.mark.parametrize(("since", "expected"), [("2026-11-19", ["2026-11-19"]), ("2026-11-20", [])])
def test_value_of_a_parameter_holds_from_today_at_the_earliest(since: str, expected: list[str]) -> None:
    later = spoilt("parameters/followers.yaml", "      2021-02-22: 100\n", f"      2021-02-22: 100\n      {since}: 50\n")

    assert expected == [day for _, _, _, day in found(later)]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FILE, "zh: 买卖公众账号", "zh: 公众账号买卖"),
        (FILE, "queue: ordinary", "queue: ordinary\n    rollout: 0.5"),
        ("banks/offers.yaml", "  - 收购公众号", "  - 收购公众号\n  - 求购公众号"),
    ],
)
def test_titles_rollout_and_words_that_find_acts_may_be_mended_at_any_time(file: str, old: str, new: str) -> None:
    assert [] == found(spoilt(file, old, new))
