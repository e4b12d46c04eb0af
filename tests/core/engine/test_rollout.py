"""Rules and banks in roll-out: the share is kept, the same event always falls on the same side, and outside it nobody acts."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.core.engine.cases import run_cases
from goodstanding.core.engine.compiled import Engine, compile_pack
from goodstanding.core.engine.evaluation import Evaluation, canonical_bytes
from goodstanding.core.engine.rollout import is_within
from goodstanding.core.policy.lint import lint_pack
from goodstanding.core.policy.loader import load_texts
from goodstanding.core.policy.model import Pack
from tests.core.engine.samples import DAY, document, pack, rule
from tests.core.policy import sample

EVENTS = [f"e-{number}" for number in range(400)]
SIGNALS = sample.TEXTS["signals.yaml"]


def small_pack(*, bank: float = 1.0, mode: str = "live") -> Pack:
    """Return the sample pack with its bank in roll-out."""
    loaded = load_texts(sample.TEXTS)
    rules = tuple(replace(one, mode=mode) for one in loaded.rules)
    return replace(loaded, rules=rules, banks={name: replace(found, rollout=bank) for name, found in loaded.banks.items()})


def asked(engine: Engine, event_id: str, body: str = "长期收购公众号") -> Evaluation:
    event = {"id": event_id, "source": "/t", "type": "content.published", "subject": "a", "data": {"body": body}}
    return engine.evaluate({"event": event, "account": {"followers": 500}})


@given(st.floats(0.05, 1.0), st.text(max_size=20), st.text(max_size=20))
def test_greater_share_takes_in_the_smaller(share: float, name: str, event_id: str) -> None:
    grown = [is_within(share * part, name=name, event_id=event_id) for part in (0.25, 0.5, 0.75, 1.0)]

    assert [] == [pair for pair in pairwise(grown) if pair == (True, False)]


@settings(max_examples=20)
@given(st.floats(0.05, 0.95), st.text(min_size=1, max_size=12))
def test_share_of_many_events_is_the_share_asked_for(share: float, name: str) -> None:
    within = sum(is_within(share, name=name, event_id=f"e-{number}") for number in range(4000))

    assert within / 4000 == pytest.approx(share, abs=0.045)


def test_whole_share_takes_in_every_event() -> None:
    assert all(is_within(1.0, name="a.rule", event_id=event) for event in EVENTS)


def test_two_rules_take_other_events() -> None:
    first, second = ({event for event in EVENTS if is_within(0.5, name=name, event_id=event)} for name in ("a.a", "b.b"))

    assert first - second
    assert second - first


def test_rule_outside_its_share_is_recorded_only() -> None:
    engine = compile_pack(pack(replace(rule("true"), rollout=0.3)), at=DAY, signals={})

    found = [engine.evaluate(document({}) | {"event": {**document({})["event"], "id": event}}) for event in EVENTS]

    assert {((), ("sample.rule",), "pass"), (("sample.rule",), (), "review")} == {
        (tuple(one.rule for one in answer.violations), answer.shadow, answer.suggestion) for answer in found
    }
    assert sum(bool(answer.violations) for answer in found) / len(found) == pytest.approx(0.3, abs=0.08)


def test_unknown_rule_outside_its_share_degrades_nothing() -> None:
    engine = compile_pack(pack(replace(rule("account.age_days < 7"), rollout=1e-9)), at=DAY, signals={})

    found = engine.evaluate(document({}))

    assert ((), False) == (found.unknown, found.degraded)


def test_bank_outside_its_share_leads_to_shadow_alone() -> None:
    engine = compile_pack(small_pack(bank=0.4), at=DAY)

    found = [asked(engine, event) for event in EVENTS]

    shares = sum(bool(one.violations) for one in found) / len(found)
    assert shares == pytest.approx(0.4, abs=0.08)
    assert {("account-trading.offer",)} == {one.shadow for one in found if not one.violations}
    assert {"pass"} == {one.suggestion for one in found if not one.violations}


def test_bank_in_roll_out_leaves_other_texts_alone() -> None:
    engine = compile_pack(small_pack(bank=0.4), at=DAY)

    assert {((), ())} == {(one.violations, one.shadow) for one in (asked(engine, event, "今天天气不错") for event in EVENTS[:50])}


def test_shadow_rule_of_a_bank_in_roll_out_stays_shadow() -> None:
    engine = compile_pack(small_pack(bank=0.4, mode="shadow"), at=DAY)

    assert {((), ("account-trading.offer",))} == {(one.violations, one.shadow) for one in (asked(engine, e) for e in EVENTS[:50])}


def test_replay_of_a_roll_out_is_the_same() -> None:
    former, later = (compile_pack(small_pack(bank=0.4), at=DAY) for _ in range(2))

    assert [canonical_bytes(asked(former, event)) for event in EVENTS[:50]] == [
        canonical_bytes(asked(later, event)) for event in EVENTS[:50]
    ]


def test_worked_cases_are_about_the_rule_and_not_its_share() -> None:
    before = [result.found for result in run_cases(small_pack())]

    assert before == [result.found for result in run_cases(small_pack(bank=1e-9))]


def test_bank_in_roll_out_has_a_signal_of_its_own() -> None:
    texts = {**sample.TEXTS, "banks/second.yaml": sample.BANK.replace("id: offers", "id: second\nrollout: 0.5")}
    texts["signals.yaml"] = SIGNALS.replace("bank: offers", "banks: [offers, second]")

    problems = [
        problem.message for problem in lint_pack(load_texts(texts), at=DAY) if problem.check == "bank_on_trial_stands_alone"
    ]

    assert ["signal “offers” reads bank “second”, which is in roll-out, together with others."] == problems
