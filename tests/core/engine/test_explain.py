"""Explanations name each part of a condition with its value, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.engine.explain import Explanation, Language, RuleNotCompiled, explain
from goodstanding.core.signals.base import SignalError
from tests.core.engine.samples import DAY, FakeSignal, document, pack, rule, seen

CONDITION = (
    "(content.body.contains('出售') || signal.bank.score > 0.5) && !account.verified && account.age_days < 30 && signal.links.hit"
)


def explanation(**facts: object) -> Explanation:
    """Explain the sample rule; the signal ``links`` fails."""
    signals = {"bank": FakeSignal("bank", seen("bank", (0, 2, "出售"))), "links": FakeSignal("links", SignalError("It failed."))}
    engine = compile_pack(pack(rule(CONDITION), signals=("bank", "links")), at=DAY, signals=signals)
    found = engine.evaluate(document({name.replace("__", "."): value for name, value in facts.items()}))
    return explain(engine, found, rule="sample.rule")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_undecided_rule_says_which_part_is_unknown(language: Language, golden: Callable[[str, str], None]) -> None:
    explained = explanation(content__body="出售公众号", account__verified=False)

    golden(f"engine/explained_unknown.{language}.txt", explained.rendered(language=language) + "\n")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_rule_that_did_not_hold_shows_the_part_that_was_false(language: Language, golden: Callable[[str, str], None]) -> None:
    explained = explanation(content__body="出售公众号", account__verified=True, account__age_days=3)

    golden(f"engine/explained_not_held.{language}.txt", explained.rendered(language=language) + "\n")


def test_rule_not_in_force_cannot_be_explained() -> None:
    engine = compile_pack(pack(rule("true")), at=DAY, signals={})
    found = engine.evaluate(document({}))

    with pytest.raises(RuleNotCompiled, match=r"other\.rule does not run on content\.published events"):
        explain(engine, found, rule="other.rule")
