"""Expressions are read as CEL reads them."""

from __future__ import annotations

import pytest
from cel_expr_python import cel
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.core.policy.cel import ExpressionError, check, declarations, names, parse, printed
from goodstanding.core.policy.cel.nodes import Literal, Logic, Node
from goodstanding.core.policy.model import Fact, Location, SignalSpec
from tests.core.engine.expressions import expression

WHERE = Location("rules/sample.yaml", 1)


def read(text: str) -> Node:
    """Read an expression."""
    return parse(text, where=WHERE)


def refusal_of(text: str) -> ExpressionError | None:
    """Return why an expression is refused, or None where it is read."""
    try:
        read(text)
    except ExpressionError as refused:
        return refused
    return None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1 + 2 * 3 == 7", "(1 + (2 * 3)) == 7"),
        ("a.b || c.d && e.f", "a.b || (c.d && e.f)"),
        ("!a.b && c.d", "(!a.b) && c.d"),
        ("1 - 2 - 3 == 0", "((1 - 2) - 3) == 0"),
        ("a.b ? c.d : e.f ? 1 : 2", "a.b ? c.d : (e.f ? 1 : 2)"),
        ("- 5 < -a.b", "(-5) < (-a.b)"),
        ("a . b // remark\n == 1", "a.b == 1"),
        ("a.b in [1, 2] == true", "(a.b in [1, 2]) == true"),
        ("(a).b", "a.b"),
        ("a.b.size().string()", "a.b.size().string()"),
    ],
)
def test_operators_bind_as_in_cel(text: str, meaning: str) -> None:
    assert meaning == printed(read(text))


@pytest.mark.parametrize(
    "literal",
    ['"a"', "'a\"'", '"""a"b"""', "r'\\d'", 'R"""\\\n"""', r'"\x41\101\u4e2d\U0001F600\n\t\\\?\`"', "''", '"\\""', "'''\n'''"],
)
def test_strings_mean_what_the_reference_reads(literal: str) -> None:
    node = read(literal)

    assert isinstance(node, Literal)
    assert cel.NewEnv().compile(literal).eval().value() == node.value


@pytest.mark.parametrize(
    "literal",
    [
        "0",
        "007",
        "0x1F",
        "-0x8000000000000000",
        "9223372036854775807",
        "- 9223372036854775808",
        "1.5",
        ".5",
        "1e3",
        "1E-3",
        "1e400",
    ],
)
def test_numbers_mean_what_the_reference_reads(literal: str) -> None:
    node = read(literal)

    assert isinstance(node, Literal)
    assert cel.NewEnv().compile(literal).eval().value() == node.value


def test_long_chain_of_or_is_one_level() -> None:
    node = read(" || ".join(["a.b"] * 500))

    assert isinstance(node, Logic)
    assert 500 == len(node.operands)


@settings(max_examples=100, deadline=None)
@given(expression())
def test_printing_keeps_the_meaning(text: str) -> None:
    node = read(text)

    assert node == read(printed(node))


@settings(max_examples=500)
@given(st.text(alphabet="abin.()[]&|!=<>+-*/%?:,\"'\\ \n0129ex微r", max_size=30))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    refused = refusal_of(text)

    assert refused is None or 1 <= refused.column <= len(refused.source_line) + 1


@settings(max_examples=500)
@given(st.text(max_size=40))
def test_any_unicode_is_read_or_refused(text: str) -> None:
    refused = refusal_of(text)

    assert refused is None or refused.message.endswith(".")


def test_names_include_those_asked_for_with_has() -> None:
    node = read('has(a.b) && c.d == "x" || signal.s.hit')

    assert {"a.b", "c.d", "signal.s.hit"} == names(node)


def test_pack_offers_facts_signals_and_parameters() -> None:
    offered = declarations({"a.b": Fact("a.b", "int", ("a", "b"))}, {"s": SignalSpec("s", "links", {})}, {})

    assert {"a.b": "int", "signal.s.hit": "bool", "signal.s.score": "double", "signal.s.count": "int"} == offered


DECLARED = {"q.i": "int", "q.d": "double", "q.s": "string", "q.b": "bool", "q.l": "list<string>"}
_REFERENCE = cel.NewEnv(
    variables={
        "q.i": cel.Type.INT,
        "q.d": cel.Type.DOUBLE,
        "q.s": cel.Type.STRING,
        "q.b": cel.Type.BOOL,
        "q.l": cel.Type.List(cel.Type.STRING),
    }
)
_LEAVES = st.sampled_from(("q.i", "q.d", "q.s", "q.b", "q.l", "1", "-2", "1.5", '"a"', "true", '["a"]', "[1, 2]", "[1.5]"))
_FORMS = (
    *("({} + {})", "({} - {})", "({} * {})", "({} / {})", "({} % {})", "({} < {})", "({} == {})", "({} != {})", "({} in {})"),
    *("({} && {})", "({} || {})", "(!{})", "(-{})", "({} ? {} : {})", "size({})", "{}.size()", "{}.contains({})"),
    *("{}.startsWith({})", "int({})", "double({})", "string({})"),
)
_UNTYPED = st.recursive(
    _LEAVES,
    lambda inner: st.sampled_from(_FORMS).flatmap(
        lambda form: st.tuples(*[inner] * form.count("{}")).map(lambda parts: form.format(*parts))
    ),
    max_leaves=6,
)
_LEFT_OUT = ("no matching overload for '@in'", "")


@settings(max_examples=500, deadline=None)
@given(_UNTYPED)
def test_what_we_accept_the_reference_accepts_with_the_same_type(text: str) -> None:
    try:
        ours = check(read(text), DECLARED)
    except ExpressionError:
        return

    found = _REFERENCE.compile(text).return_type().name().lower()
    assert ours.split("<")[0] == found.split("<")[0]


@settings(max_examples=500, deadline=None)
@given(_UNTYPED)
def test_what_we_refuse_the_reference_refuses_or_the_subset_leaves_out(text: str) -> None:
    try:
        check(read(text), DECLARED)
    except ExpressionError as refused:
        left_out = (
            "cannot stand in a list",
            "do not stand in lists",
            "list mixes",
            "“+” cannot take list",
            "cannot be used as",
        )
        if any(words in refused.message for words in left_out):
            return
        try:
            _REFERENCE.compile(text)
        except RuntimeError:
            return
        raise AssertionError(f"{text}: {refused.message}") from refused
