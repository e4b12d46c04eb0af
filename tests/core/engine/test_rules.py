"""Which rules run, what they find, and what the outcome suggests."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.engine.errors import ParameterNotInForce
from goodstanding.core.engine.evaluation import Evaluation, canonical_bytes
from goodstanding.core.policy.cel import ExpressionError
from goodstanding.core.policy.model import Parameter, Rule
from tests.core.engine.samples import DAY, WORDS, document, pack, rule


def evaluated(*rules: Rule, at: date = DAY, parameters: tuple[Parameter, ...] = (), **facts: Any) -> Evaluation:
    """Evaluate one event; facts are given with ``__`` for the dot."""
    engine = compile_pack(pack(*rules, parameters=parameters), at=at, signals={})
    return engine.evaluate(document({name.replace("__", "."): value for name, value in facts.items()}))


def held(evaluation: Evaluation) -> list[str]:
    return [violation.rule for violation in evaluation.violations]


def limit(*values: tuple[date, Any], type_: str = "int") -> Parameter:
    return Parameter("limit", type_, "days", WORDS, "PA21:1", values)  # type: ignore[arg-type]


def test_rule_that_holds_names_its_clause_and_label() -> None:
    violation = evaluated(rule("account.age_days < 7"), account__age_days=3).violations[0]

    assert ("PA21:18(8)", "account_trading", 0.9) == (violation.clause, violation.label, violation.score)


def test_labels_only_ever_suspect() -> None:
    found = evaluated(rule("true", "a.a"), rule("true", "b.b"), rule("true", "c.c", label="missing_source"))

    assert ("suspected-account-trading", "suspected-missing-source") == found.labels


def test_missing_fact_is_listed_and_makes_the_rule_unknown() -> None:
    found = evaluated(rule("account.age_days < 7"))

    assert (("account.age_days",), ("sample.rule",), True) == (found.missing, found.unknown, found.degraded)


def test_missing_fact_leaves_other_rules_alone() -> None:
    found = evaluated(rule("account.age_days < 7", "a.a"), rule("account.verified", "b.b"), account__verified=True)

    assert ["b.b"] == held(found)


def test_false_beside_a_missing_fact_is_false() -> None:
    found = evaluated(rule("account.age_days < 7 && account.verified"), account__verified=False)

    assert ((), False) == (found.unknown, found.degraded)


@pytest.mark.parametrize("value", ["3", 3.0, True, None, 2**63, [3], {"days": 3}])
def test_value_of_another_type_counts_as_missing(value: Any) -> None:
    found = evaluated(rule("account.age_days < 7"), account__age_days=value)

    assert ("account.age_days",) == found.missing


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "0.5", True, None])
def test_double_that_is_no_finite_number_counts_as_missing(value: Any) -> None:
    found = evaluated(rule("counters.ratio > 0.1"), counters__ratio=value)

    assert ("counters.ratio",) == found.missing


def test_whole_number_serves_as_double() -> None:
    assert ["sample.rule"] == held(evaluated(rule("counters.ratio > 0.5"), counters__ratio=1))


def test_time_is_traced_as_it_was_written() -> None:
    found = evaluated(rule('event.time > timestamp("2020-01-01T00:00:00Z")'), event__time="2026-11-23T08:00:00+08:00")

    assert {"event.time": "2026-11-23T08:00:00+08:00"} == found.facts


def test_list_with_one_wrong_item_counts_as_missing() -> None:
    found = evaluated(rule('"a" in content.links'), content__links=["a", 1])

    assert ("content.links",) == found.missing


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 6, 30), []), (date(2026, 7, 1), ["a.a"]), (date(2026, 7, 31), ["a.a"]), (date(2026, 8, 1), [])],
)
def test_rule_binds_from_its_first_day_to_before_its_last(day: date, expected: list[str]) -> None:
    dated = rule("true", "a.a", effective_from=date(2026, 7, 1), effective_to=date(2026, 8, 1))

    assert expected == held(evaluated(dated, at=day))


def test_parameter_takes_the_value_in_force_on_the_day() -> None:
    dated = limit((date(2026, 1, 1), 7), (date(2026, 7, 1), 30))
    young = rule("account.age_days < param.limit")

    before = evaluated(young, at=date(2026, 6, 30), parameters=(dated,), account__age_days=10)
    after = evaluated(young, at=date(2026, 7, 1), parameters=(dated,), account__age_days=10)

    assert ([], ["sample.rule"]) == (held(before), held(after))


def test_list_parameter_serves_membership() -> None:
    dated = limit((date(2026, 1, 1), ("微信", "电话")), type_="list<string>")

    assert ["sample.rule"] == held(evaluated(rule("content.title in param.limit"), parameters=(dated,), content__title="微信"))


def test_parameter_without_a_value_on_the_day_stops_compiling() -> None:
    dated = limit((date(2027, 1, 1), 7))

    with pytest.raises(ParameterNotInForce, match=r"sample\.rule reads param\.limit.*2026-11-23"):
        evaluated(rule("account.age_days < param.limit"), parameters=(dated,))


def test_parameter_of_another_type_stops_compiling() -> None:
    with pytest.raises(ParameterNotInForce, match="is not int"):
        evaluated(rule("account.age_days < param.limit"), parameters=(limit((date(2026, 1, 1), "7")),))


def test_shadow_rule_is_recorded_and_suggests_nothing() -> None:
    found = evaluated(rule("true", mode="shadow"))

    assert (("sample.rule",), (), "pass") == (found.shadow, found.violations, found.suggestion)


def test_unknown_shadow_rule_degrades_nothing() -> None:
    found = evaluated(rule("account.verified", mode="shadow"))

    assert ((), False) == (found.unknown, found.degraded)


def test_rule_switched_off_is_not_even_read() -> None:
    found = evaluated(rule("nothing at all", mode="off"), rule("true", "b.b"))

    assert ["b.b"] == held(found)


def test_gravest_suggestion_wins() -> None:
    found = evaluated(rule("true", "a.a"), rule("true", "b.b", suggestion="hold"), rule("true", "c.c", suggestion="pass"))

    assert "hold" == found.suggestion


def test_degraded_outcome_never_holds() -> None:
    found = evaluated(rule("true", "a.a", suggestion="hold"), rule("account.verified", "b.b"))

    assert ("review", True) == (found.suggestion, found.degraded)


def test_violations_stand_in_pack_order() -> None:
    found = evaluated(*[rule("true", f"rule.{number}") for number in range(5)])

    assert [f"rule.{number}" for number in range(5)] == held(found)


def test_unknown_event_type_passes_without_rules() -> None:
    engine = compile_pack(pack(rule("true")), at=DAY, signals={})

    found = engine.evaluate(document({}, type_="content.read"))

    assert ("content.read", "pass", ()) == (found.event_type, found.suggestion, found.violations)


def test_engine_says_which_facts_an_event_type_needs() -> None:
    engine = compile_pack(pack(rule("account.age_days < 7 && has(content.title)")), at=DAY, signals={})

    assert {"account.age_days", "content.title"} == engine.needs("content.published")
    assert frozenset() == engine.needs("content.read")


def test_faulty_condition_stops_compiling_with_its_place() -> None:
    with pytest.raises(ExpressionError, match=r"rules/sample\.rule:1:1: Unknown fact “account\.aged”"):
        evaluated(rule("account.aged < 7"))


def test_equal_parts_of_conditions_are_computed_once() -> None:
    engine = compile_pack(
        pack(*[rule(f"content.body.lowerAscii() == '{letter}'", f"rule.{letter}") for letter in "abc"]), at=DAY, signals={}
    )
    program = engine.program("content.published")

    assert program is not None
    assert "c0 := lowerAscii_of_string(f0)" in program.source


def test_equal_events_give_equal_bytes() -> None:
    engine = compile_pack(pack(rule("content.body.contains('微信')")), at=DAY, signals={})
    first, second = (engine.evaluate(document({"content.body": "加微信"})) for _ in range(2))

    assert canonical_bytes(first) == canonical_bytes(second)


def test_lone_surrogate_in_a_fact_still_has_canonical_bytes() -> None:
    found = evaluated(rule("content.body.contains('微信')"), content__body="微信\ud800")

    assert "微信\ufffd".encode() in canonical_bytes(found)
