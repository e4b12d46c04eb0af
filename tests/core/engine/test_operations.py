"""Each operator and function gives the very value the reference gives, at the edges above all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cel_expr_python import cel
from cel_expr_python.ext import ext_strings
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodstanding.core.engine.compiled import compile_pack
from tests.core.engine.expressions import EDGES
from tests.core.engine.samples import DAY, document, pack, rule

_ENVIRONMENT = cel.NewEnv(
    variables={"account.age_days": cel.Type.INT, "account.followers": cel.Type.INT, "counters.ratio": cel.Type.DOUBLE}
    | {"counters.weight": cel.Type.DOUBLE, "content.body": cel.Type.STRING, "content.title": cel.Type.STRING},
    extensions=[ext_strings.ExtStrings()],
)
INTS = tuple(f"account.age_days {mark} account.followers" for mark in "+-*/%")
INT_FORMS = (*INTS, "-account.age_days", "double(account.age_days)", "string(account.age_days)")
DOUBLE_FORMS = (*(f"counters.ratio {mark} counters.weight" for mark in "+-*/"), "-counters.ratio", "int(counters.ratio)")
STRING_FORMS = (
    *("content.body + content.title", "content.body.lowerAscii()", "content.body.upperAscii()", "content.body.size()"),
    *("content.body.contains(content.title)", "content.body.startsWith(content.title)", "content.body.endsWith(content.title)"),
    *("content.body < content.title", "content.body >= content.title", "content.body.matches(content.title)"),
)
_INT = st.one_of(st.sampled_from(EDGES), st.integers(-50, 50), st.integers(-(2**63), 2**63 - 1))
_DOUBLE = st.one_of(
    st.sampled_from((0.0, -0.0, 1.5, -1.5, 9.2e18, -9.3e18, 1e308)), st.floats(allow_nan=False, allow_infinity=False)
)
_STRING = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)


def reference_value(expression: str, facts: dict[str, Any]) -> Any:
    """Return the value the reference computes, None for an error.

    Texts go in as literals: the binding cuts data at a NUL.
    """
    for name, text in facts.items():
        if isinstance(text, str):
            expression = expression.replace(name, _literal(text))
    value = _ENVIRONMENT.compile(expression).eval(data=facts)
    return None if value.type() == cel.Type.ERROR else value.value()


def claim(expression: str, value: Any) -> str:
    """Write the condition that an expression has a value; where there is none it does not matter what is claimed."""
    if value is None:
        return f"({expression}) == ({expression})"
    if isinstance(value, float):
        return f"({expression}) != ({expression})" if value != value else _claim_of_double(expression, value)
    return f"({expression}) == {_literal(value)}"


def _claim_of_double(expression: str, value: float) -> str:
    text = repr(value).replace("inf", "1e999")
    text = text if "." in text or "e" in text else f"{text}.0"
    return f"({expression}) == {text} && (1.0 / ({expression}) > 0.0) == {sign(value)}"


def _literal(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in value) + '"'


def sign(value: float) -> str:
    """Say whether one over a double is above zero: how 0.0 and -0.0 differ."""
    return "true" if str(value)[0] != "-" and value != float("inf") else "false"


def assert_same(forms: tuple[str, ...], facts: dict[str, Any]) -> None:
    wanted = [reference_value(form, facts) for form in forms]
    rules = [rule(claim(form, value), form) for form, value in zip(forms, wanted, strict=True)]

    found = compile_pack(pack(*rules), at=DAY, signals={}).evaluate(document(facts))

    assert [form for form, value in zip(forms, wanted, strict=True) if value is None] == list(found.unknown)
    held = [violation.rule for violation in found.violations]
    assert [form for form, value in zip(forms, wanted, strict=True) if value is not None] == held


@settings(max_examples=150, deadline=None)
@given(_INT, _INT)
@example(-7, 2)
@example(7, -2)
@example(-(2**63), -1)
@example(5, 0)
def test_ints_compute_as_in_the_reference(left: int, right: int) -> None:
    assert_same(INT_FORMS, {"account.age_days": left, "account.followers": right})


@settings(max_examples=150, deadline=None)
@given(_DOUBLE, _DOUBLE)
@example(1.5, 0.0)
@example(1.5, -0.0)
@example(-1.5, 0.0)
@example(0.0, 0.0)
@example(2.0**63, 1.0)
def test_doubles_compute_as_in_the_reference(left: float, right: float) -> None:
    assert_same(DOUBLE_FORMS, {"counters.ratio": left, "counters.weight": right})


@settings(max_examples=150, deadline=None)
@given(_STRING, _STRING)
@example("ÀÉAZ中😀", "")
@example("a\x00b", "a.b")
@example("中", "(")
@example("ſK", "(?i)sk")
@example("\uffff", "\U00010000")
def test_strings_compute_as_in_the_reference(left: str, right: str) -> None:
    assert_same(STRING_FORMS, {"content.body": left, "content.title": right})


@pytest.mark.parametrize(
    "pattern", ["^a$", "a$", r"\s", r"\d", r"\w", ".", "[[:alpha:]]", r"\pL", "(?i)é", "(?m)^b$", "[^a]", "a|"]
)
@pytest.mark.parametrize("text", ["", "a", "a\n", "\v", "٣", "é", "É", "x\nb\ny", "\x00", "中", "\u2028"])
def test_constant_patterns_match_as_in_the_reference(pattern: str, text: str) -> None:
    condition = f"content.body.matches({json.dumps(pattern, ensure_ascii=False)})"

    found = compile_pack(pack(rule(condition)), at=DAY, signals={}).evaluate(document({"content.body": text}))

    assert reference_value(condition, {"content.body": text}) == bool(found.violations)
