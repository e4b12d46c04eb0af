"""The deepest conditions that may be written also compile and run: Python's own limits lie beyond ours."""

from __future__ import annotations

import sys

import pytest

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.policy.cel import ExpressionError, parse
from goodstanding.core.policy.cel.parser import MAX_DEPTH
from goodstanding.core.policy.model import Location
from goodstanding.core.signals.base import Reading
from tests.core.engine.samples import DAY, FakeSignal, document, pack, rule

FORMS = {
    "not": ("signal.s.hit", "!({})", "{}"),
    "and": ("signal.s.hit", "signal.s.hit && (account.verified || ({}))", "{}"),
    "or": ("signal.s.hit", "(({}) && signal.s.hit) || account.verified", "{}"),
    "question": ("signal.s.hit", "({}) ? account.verified : signal.s.hit", "{}"),
    "questions": ("true", "signal.s.hit ? account.verified : {}", "{}"),
    "sum": ("signal.s.count", "({}) + account.age_days * account.followers", "({}) > 0"),
    "divided": ("signal.s.count", "account.age_days / ({})", "({}) > 0"),
    "negative": ("signal.s.count", "-(-({}))", "({}) > 0"),
    "text": ("content.title", "(({}) + content.body).lowerAscii()", "({}) == 'a'"),
    "list": ("account.verified", "[{}] == [account.verified]", "{}"),
    "in": ("account.verified", "({}) in [account.verified]", "{}"),
    "call": ("signal.s.count", "int(double({}))", "({}) > 0"),
}


def nested(name: str, levels: int) -> str:
    inner, form, whole = FORMS[name]
    for _ in range(levels):
        inner = form.format(inner)
    return whole.format(inner)


def deepest(name: str) -> str:
    """Return the deepest condition of a form that is read."""
    found = ""
    for levels in range(1, MAX_DEPTH + 2):
        try:
            parse(nested(name, levels), where=Location("rules/deep.yaml", 1))
        except ExpressionError:
            return found
        found = nested(name, levels)
    raise AssertionError(name)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    "facts", [{}, {"account.verified": True, "account.age_days": 2, "content.title": "a", "content.body": "b"}]
)
def test_deepest_condition_runs(name: str, facts: dict[str, object]) -> None:
    made = pack(rule(deepest(name)), signals=("s",))

    found = compile_pack(made, at=DAY, signals={"s": FakeSignal("s", Reading("s"))}).evaluate(document(facts))

    assert "e-1" == found.event_id


def test_deep_nesting_is_refused_however_little_stack_is_left() -> None:
    frames = len(list(_frames()))
    old = sys.getrecursionlimit()
    sys.setrecursionlimit(frames + 700)

    try:
        with pytest.raises(ExpressionError, match="nested deeper"):
            compile_pack(pack(rule("(" * 1000 + "true" + ")" * 1000)), at=DAY, signals={})
    finally:
        sys.setrecursionlimit(old)


def _frames() -> list[object]:
    frame, found = sys._getframe(), []
    while frame is not None:
        found.append(frame)
        frame = frame.f_back  # type: ignore[assignment]
    return found


def test_two_thousand_rules_compile() -> None:
    rules = [rule(f"account.age_days < {number} && account.verified", f"rule.{number}") for number in range(2_000)]

    found = compile_pack(pack(*rules), at=DAY, signals={}).evaluate(
        document({"account.age_days": 1_990, "account.verified": True})
    )

    assert 9 == len(found.violations)
