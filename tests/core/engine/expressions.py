"""Random conditions over the sample facts, well typed by construction, and random values for the facts."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.core.engine.samples import FACT_TYPES

SIGNALS = ("bank", "links")
EDGES = (0, 1, -1, 2, 7, 2**31, 2**62, 2**63 - 1, -(2**63), -(2**63) + 1)
PIECES = ("", "a", "A", "中", "中文", "é", "😀", "Ab", "微信", ".", "a中")
PATTERNS = ("中", "a|b", "^a", "[a-z]+", "中.", r"\\d{2}", "(?i)ab", "a.c$", "(ab)+", r"\\bA", "x*")
TIMES = ("2026-11-23T08:00:00+08:00", "2026-11-22T23:59:59.5Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z")
DURATIONS = ("1h", "24h", "-90m", "1.5s", "0s", "87600h")


def named(type_: str) -> st.SearchStrategy[str]:
    """Draw a fact or signal output of a type."""
    outputs = {"bool": "hit", "double": "score", "int": "count"}
    names = [name for name, found in FACT_TYPES.items() if found == type_]
    if type_ in outputs:
        names += [f"signal.{signal}.{outputs[type_]}" for signal in SIGNALS]
    return st.sampled_from(names)


def int_literal() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(EDGES), st.integers(-20, 20)).map(str)


def double_literal() -> st.SearchStrategy[str]:
    numbers = st.one_of(st.sampled_from((0.0, -0.0, 0.5, 1.0, 1e308, -1e308, 5e-324)), st.floats(-10, 10, width=32))
    return numbers.map(lambda value: repr(float(value)))


def string_literal() -> st.SearchStrategy[str]:
    return st.sampled_from(PIECES).map(lambda text: json.dumps(text, ensure_ascii=False))


def leaf(type_: str) -> st.SearchStrategy[str]:
    literals: dict[str, Any] = {
        "int": int_literal(),
        "double": double_literal(),
        "string": string_literal(),
        "bool": st.sampled_from(("true", "false")),
        "timestamp": st.sampled_from(TIMES).map(lambda text: f'timestamp("{text}")'),
        "duration": st.sampled_from(DURATIONS).map(lambda text: f'duration("{text}")'),
        "list<string>": st.lists(string_literal(), max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        "list<double>": st.lists(double_literal(), min_size=1, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    }
    has_name = type_ != "duration"
    return st.one_of(named(type_), literals[type_]) if has_name else st.one_of(literals[type_])


@st.composite
def expression(draw: st.DrawFn, type_: str = "bool", depth: int = 4) -> str:
    """Draw an expression of a type."""
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return draw(leaf(type_))
    if draw(st.integers(0, 7)) == 0:
        parts = (draw(expression("bool", depth - 1)), draw(expression(type_, depth - 1)), draw(expression(type_, depth - 1)))
        return f"({parts[0]} ? {parts[1]} : {parts[2]})"
    form, kinds = draw(st.sampled_from(FORMS[type_]))
    return "(" + form.format(*[draw(expression(kind, depth - 1)) for kind in kinds]) + ")"


def _comparisons() -> list[tuple[str, tuple[str, ...]]]:
    ordered = ("int", "double", "string", "bool", "timestamp", "duration")
    forms = [(f"{{0}} {mark} {{1}}", (kind, kind)) for kind in ordered for mark in ("<", "<=", ">", ">=", "==", "!=")]
    lists = ("list<string>", "list<double>")
    return forms + [(f"{{0}} {mark} {{1}}", (kind, kind)) for kind in lists for mark in ("==", "!=")]


_LOGIC: list[tuple[str, tuple[str, ...]]] = [
    ("{0} && {1}", ("bool", "bool")),
    ("{0} || {1}", ("bool", "bool")),
    ("{0} && {1} && {2}", ("bool", "bool", "bool")),
    ("{0} || {1} || {2}", ("bool", "bool", "bool")),
    ("!{0}", ("bool",)),
]
_TESTS: list[tuple[str, tuple[str, ...]]] = [
    ("{0} in {1}", ("string", "list<string>")),
    ("{0} in {1}", ("double", "list<double>")),
    ("{0} in [{1}, 3, 7]", ("int", "int")),
    ("{0} in [3, -7]", ("int",)),
    ("{0}.contains({1})", ("string", "string")),
    ("{0}.startsWith({1})", ("string", "string")),
    ("{0}.endsWith({1})", ("string", "string")),
    ("{0}.matches({1})", ("string", "string")),
    *[(f'content.body.matches("{pattern.replace("{", "{{").replace("}", "}}")}")', ()) for pattern in PATTERNS],
    *[(f'{{0}}.matches("{pattern}")', ("string",)) for pattern in PATTERNS[:3]],
    *[(f'content.{name}.contains("{piece}")', ()) for name in ("body", "title") for piece in PIECES[:5]],
    *[(f"has({name})", ()) for name in FACT_TYPES],
    *[(f"has(signal.{signal}.hit)", ()) for signal in SIGNALS],
]
_NUMBERS = ("{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} / {1}")
FORMS: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "bool": [*_LOGIC * 6, *_comparisons(), *_TESTS],
    "int": [
        *[(form, ("int", "int")) for form in (*_NUMBERS, "{0} % {1}")],
        ("-({0})", ("int",)),
        ("size({0})", ("string",)),
        ("{0}.size()", ("list<string>",)),
        ("int({0})", ("double",)),
    ],
    "double": [*[(form, ("double", "double")) for form in _NUMBERS], ("-({0})", ("double",)), ("double({0})", ("int",))],
    "string": [
        ("{0} + {1}", ("string", "string")),
        ("{0}.lowerAscii()", ("string",)),
        ("{0}.upperAscii()", ("string",)),
        ("string({0})", ("int",)),
        ("string({0})", ("bool",)),
    ],
    "timestamp": [("{0} + {1}", ("timestamp", "duration")), ("{0} - {1}", ("timestamp", "duration"))],
    "duration": [
        ("{0} - {1}", ("timestamp", "timestamp")),
        ("{0} + {1}", ("duration", "duration")),
        ("{0} - {1}", ("duration", "duration")),
    ],
    "list<string>": [("[{0}, {1}]", ("string", "string"))],
    "list<double>": [("[{0}, {1}]", ("double", "double"))],
}

_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "bool": st.booleans(),
    "int": st.one_of(st.sampled_from(EDGES), st.integers(-20, 20)),
    "double": st.one_of(st.sampled_from((0.0, -0.0, 0.5, 1e308)), st.floats(-10, 10, width=32), st.integers(-3, 3)),
    "string": st.lists(st.sampled_from(PIECES), max_size=3).map("".join),
    "timestamp": st.sampled_from(TIMES),
    "list<string>": st.lists(st.sampled_from(PIECES), max_size=3),
    "list<double>": st.lists(st.floats(-2, 2, width=16), max_size=3),
}


def values() -> st.SearchStrategy[dict[str, Any]]:
    """Draw values for the facts: all there, or each missing half of the time."""
    drawn = {name: _VALUES[type_] for name, type_ in FACT_TYPES.items()}
    return st.one_of(st.fixed_dictionaries(drawn), st.fixed_dictionaries({}, optional=drawn))


def signal_answers() -> st.SearchStrategy[dict[str, tuple[float, int] | None]]:
    """Draw what each signal reads: score and count, or None for a failure."""
    answer = st.one_of(st.none(), st.sampled_from(((0.0, 0), (0.5, 1), (1.0, 3))))
    return st.fixed_dictionaries(dict.fromkeys(SIGNALS, answer))
