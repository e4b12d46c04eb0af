"""Writes one checked condition as one Python expression.

A part that cannot be unknown becomes the plain operator (``a < b and c``). A part that can be becomes its three-valued form,
in which None is unknown and travels as CEL's errors do: a function of an unknown is unknown, ``false && unknown`` is false.
``&&`` and ``||`` do not depend on order in CEL, so the cheap operands run first and a dear signal is often not read at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from goodstanding.core.engine.operations import CALLS, UNSURE_CALLS
from goodstanding.core.policy.cel.lexer import INT_MAX, INT_MIN
from goodstanding.core.policy.cel.nodes import Binary, Call, Has, ListLiteral, Literal, Logic, Name, Node, Ternary, Unary
from goodstanding.core.policy.cel.printer import printed

_LIMITS = {
    "int": f"{INT_MIN} <= ({{0}} := {{1}}) <= {INT_MAX}",
    "timestamp": "TIMESTAMP_MIN <= ({0} := {1}) <= TIMESTAMP_MAX",
    "duration": "-DURATION_MAX <= ({0} := {1}) <= DURATION_MAX",
}
_OUTPUTS = {"hit": "{0}.score > 0.0", "score": "{0}.score", "count": "{0}.count"}

_ASLEEP = {"hit": "False", "score": "0.0", "count": "0"}
"""What a signal reads as when its shared pass saw nothing of it."""


@dataclass(frozen=True, slots=True)
class Code:
    """A Python expression; ``is_unsure`` where it may be None; ``is_name`` where repeating it costs nothing."""

    text: str
    is_unsure: bool = False
    is_name: bool = False


@dataclass(slots=True)
class TextTests:
    """The constant ``matches`` and ``contains`` of one event type, gathered per fact so that one pass answers them all."""

    patterns: dict[str, list[str]] = field(default_factory=dict)
    """Fact → distinct RE2 patterns; a literal stands quoted."""

    def index(self, fact: str, pattern: str, /) -> int:
        """Return the place of a pattern among its fact's, adding it when new."""
        known = self.patterns.setdefault(fact, [])
        if pattern not in known:
            known.append(pattern)
        return known.index(pattern)


@dataclass(slots=True)
class Scope:
    """What names mean in the generated function of one event type.

    Args:
        facts: Fact → local variable.
        parameters: Parameter name → its value on the day.
        signals: Signal → its index.
        shared: Printed part → local variable that keeps its value once computed.
        quoted: (function, pattern) → RE2 pattern, for the text tests that one pass can answer; None where it cannot.
        constants: Values and functions the code names, by variable.
        costs: Signal → rank of its declared cost, 0 (trivial) to 3 (expensive).
        watches: Signal → index of the shared pass that wakes it.
    """

    facts: Mapping[str, str]
    parameters: Mapping[str, Any]
    signals: Mapping[str, int]
    texts: TextTests
    quoted: Callable[[str, str], str | None]
    shared: dict[str, str] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    costs: Mapping[str, int] = field(default_factory=dict)
    watches: Mapping[str, int] = field(default_factory=dict)

    def constant(self, value: Any, /) -> str:
        """Return the source of a value."""
        if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
            name = f"K{len(self.constants)}"
            self.constants[name] = value
            return name
        if isinstance(value, list | tuple):
            return f"[{', '.join(map(self.constant, value))}]"
        return f"({value!r})" if isinstance(value, int | float) and value < 0 else repr(value)


class Writer:
    """Writes conditions against one scope.

    Args:
        types: The type of each part, by id.
        known: Facts certain to be present where this code runs.
    """

    def __init__(self, scope: Scope, types: Mapping[int, str], known: frozenset[str]) -> None:
        self._scope = scope
        self._types = types
        self._known = known
        self._temporaries = 0

    def write(self, node: Node, /) -> Code:
        """Return the code of a part."""
        variable = self._scope.shared.get(printed(node)) if isinstance(node, Call | Binary) else None
        if variable is None:
            return self._written(node)
        code = self._written(node)
        return Code(f"({variable} if {variable} is not PENDING else ({variable} := {code.text}))", code.is_unsure)

    def _written(self, node: Node) -> Code:
        match node:
            case Literal():
                return Code(self._scope.constant(node.value), is_name=True)
            case Name():
                return self._name(node.name)
            case Has():
                return self._has(node.name)
            case ListLiteral():
                return self._strict(node.items, lambda *items: f"[{', '.join(items)}]")
            case Unary():
                return self._unary(node)
            case Logic():
                return self._logic(node)
            case Ternary():
                return self._ternary(node)
            case Call():
                return self._call(node)
            case Binary():
                return self._binary(node)
        raise TypeError(node)  # pragma: no cover - the node classes are all handled

    def _temporary(self) -> str:
        self._temporaries += 1
        return f"t{self._temporaries}"

    def _name(self, name: str) -> Code:
        if name in self._scope.facts:
            return Code(self._scope.facts[name], name not in self._known, is_name=True)
        if name.startswith("param."):
            return Code(self._scope.constant(self._scope.parameters[name]), is_name=True)
        signal, output = name.removeprefix("signal.").rsplit(".", 1)
        temporary = self._temporary()
        watch = self._scope.watches.get(signal)
        reading = self._reading(signal) if watch is None else f"read({self._scope.signals[signal]})"
        value = f"None if ({temporary} := {reading}) is None else {_OUTPUTS[output].format(temporary)}"
        if watch is None:
            return Code(f"({value})", is_unsure=True)
        return Code(f"({_ASLEEP[output]} if {signal!r} not in {awake_of(watch)} else {value})", is_unsure=True)

    def _reading(self, signal: str) -> str:
        index = self._scope.signals[signal]
        return f"(r{index} if r{index} is not PENDING else (r{index} := read({index})))"

    def _has(self, name: str) -> Code:
        if name in self._known:
            return Code("True", is_name=True)
        if name in self._scope.facts:
            return Code(f"({self._scope.facts[name]} is not None)")
        signal = name.removeprefix("signal.").rsplit(".", 1)[0]
        return Code(f"(None if {self._reading(signal)} is None else True)", is_unsure=True)

    def _strict(self, nodes: tuple[Node, ...], build: Callable[..., str], *, unsure: bool = False) -> Code:
        """Write a function of its parts: unknown when one of them is, or (``unsure``) by itself."""
        guards, values = [], []
        for code in map(self.write, nodes):
            value = code.text
            if code.is_unsure and code.is_name:
                guards.append(f"{value} is None")
            elif code.is_unsure:
                value = self._temporary()
                guards.append(f"({value} := {code.text}) is None")
            values.append(value)
        body = build(*values)
        if not guards:
            return Code(body, unsure)
        return Code(f"(None if {' or '.join(guards)} else {body})", is_unsure=True)

    def _unary(self, node: Unary) -> Code:
        if node.operator == "!":
            return self._strict((node.operand,), lambda value: f"(not {value})")
        if self._types[id(node)] == "double":
            return self._strict((node.operand,), lambda value: f"(-{value})")
        return self._strict((node.operand,), lambda value: self._limited("int", f"-{value}"), unsure=True)

    def _limited(self, type_: str, body: str) -> str:
        temporary = self._temporary()
        return f"({temporary} if {_LIMITS[type_].format(temporary, body)} else None)"

    def _logic(self, node: Logic) -> Code:
        word, absorbing = ("and", "False") if node.operator == "&&" else ("or", "True")
        codes = [self.write(operand) for operand in sorted(node.operands, key=self._cost)]
        sure = [code.text for code in codes if not code.is_unsure]
        unsure = [code.text for code in codes if code.is_unsure]
        if not unsure:
            return Code(f"({f' {word} '.join(sure)})")
        if len(unsure) == 1 or _is_led_by_sure(codes):
            return Code(f"({f' {word} '.join([*sure, self._three_valued(unsure, absorbing)])})", is_unsure=True)
        return Code(self._three_valued([code.text for code in codes], absorbing), is_unsure=True)

    def _three_valued(self, operands: list[str], absorbing: str) -> str:
        """Write ``&&`` or ``||`` of parts that may be unknown: the absorbing value wins, then unknown."""
        if len(operands) == 1:
            return operands[0]
        names = [self._temporary() for _ in operands]
        wins = " or ".join(f"({name} := {text}) is {absorbing}" for name, text in zip(names, operands, strict=True))
        if absorbing == "False":
            return f"(False if {wins} else {' and '.join(names)})"
        return f"(True if {wins} else None if {' or '.join(f'{name} is None' for name in names)} else False)"

    def _cost(self, node: Node) -> int:
        return cost(node, self._scope)

    def _ternary(self, node: Ternary) -> Code:
        condition, yes, no = self.write(node.condition), self.write(node.yes), self.write(node.no)
        if not condition.is_unsure:
            return Code(f"({yes.text} if {condition.text} else {no.text})", yes.is_unsure or no.is_unsure)
        name = self._temporary()
        text = f"(None if ({name} := {condition.text}) is None else {yes.text} if {name} else {no.text})"
        return Code(text, is_unsure=True)

    def _binary(self, node: Binary) -> Code:
        pair = (node.left, node.right)
        left = self._types[id(node.left)]
        if node.operator == "in":
            return self._membership(node, left)
        if node.operator in ("==", "!=") and "list<double>" in (left, self._types[id(node.right)]):
            negation = "not " if node.operator == "!=" else ""
            return self._strict(pair, lambda a, b: f"({negation}are_equal_doubles({a}, {b}))")
        if node.operator not in ("+", "-", "*", "/", "%"):
            return self._strict(pair, lambda a, b: f"({a} {node.operator} {b})")
        return self._arithmetic(node, pair, left)

    def _arithmetic(self, node: Binary, pair: tuple[Node, Node], left: str) -> Code:
        result = self._types[id(node)]
        if node.operator in ("/", "%"):
            if left == "double":
                return self._strict(pair, lambda a, b: f"double_divided({a}, {b})")
            function = "int_divided" if node.operator == "/" else "int_remainder"
            return self._strict(pair, lambda a, b: f"{function}({a}, {b})", unsure=True)
        if result in _LIMITS:
            return self._strict(pair, lambda a, b: self._limited(result, f"{a} {node.operator} {b}"), unsure=True)
        return self._strict(pair, lambda a, b: f"({a} {node.operator} {b})")

    def _membership(self, node: Binary, left: str) -> Code:
        if left == "double":
            return self._strict((node.left, node.right), lambda item, items: f"is_double_in({item}, {items})")
        constants = _constant_items(node.right, self._scope)
        if constants:
            items = ", ".join(sorted(map(self._scope.constant, constants)))
            return self._strict((node.left,), lambda item: f"({item} in {{{items}}})")
        return self._strict((node.left, node.right), lambda item, items: f"({item} in {items})")

    def _call(self, node: Call) -> Code:
        test = text_test(node, self._scope)
        if test is not None:
            fact, index = test
            passed = f"{index} in {found_in(self._scope, fact)}"
            variable = self._scope.facts[fact]
            if fact in self._known:
                return Code(f"({passed})")
            return Code(f"(None if {variable} is None else {passed})", is_unsure=True)
        key = (node.function, self._types[id(node.arguments[0])].split("<")[0])
        if key == ("contains", "string"):
            return self._strict(node.arguments, lambda text, part: f"({part} in {text})")
        name = f"{key[0]}_of_{key[1]}"
        self._scope.constants[name] = CALLS[key]
        return self._strict(node.arguments, lambda *values: f"{name}({', '.join(values)})", unsure=key in UNSURE_CALLS)


def _is_led_by_sure(codes: list[Code]) -> bool:
    """Say whether every operand that cannot be unknown already stands first, so that none of the dear ones moves forward."""
    flags = [code.is_unsure for code in codes]
    return flags == sorted(flags)


def found_in(scope: Scope, fact: str, /) -> str:
    """Return the source of the set of patterns one pass found in a fact, computed on first use."""
    variable = scope.facts[fact]
    return f"(w{variable} if w{variable} is not PENDING else (w{variable} := which{variable}({variable})))"


def text_test(node: Node, scope: Scope, /) -> tuple[str, int] | None:
    """Return the fact and pattern index of a constant ``matches`` or ``contains``, or None where it is something else."""
    if not isinstance(node, Call) or node.function not in ("matches", "contains"):
        return None
    subject, pattern = node.arguments
    if not isinstance(subject, Name) or subject.name not in scope.facts:
        return None
    value = constant_of(pattern, scope)
    quoted = scope.quoted(node.function, value) if isinstance(value, str) else None
    return None if quoted is None else (subject.name, scope.texts.index(subject.name, quoted))


def constant_of(node: Node, scope: Scope, /) -> Any:
    """Return the value of a literal or parameter, or None."""
    if isinstance(node, Literal):
        return node.value
    return scope.parameters.get(node.name) if isinstance(node, Name) else None


def _constant_items(node: Node, scope: Scope) -> list[Any] | None:
    if isinstance(node, Name):
        value = scope.parameters.get(node.name)
        return list(value) if isinstance(value, list | tuple) else None
    if not isinstance(node, ListLiteral):
        return None
    items = [constant_of(item, scope) for item in node.items]
    return None if None in items else items


def awake_of(watch: int, /) -> str:
    """Return the source of the set of signals a shared pass woke, computed on first use."""
    return f"(a{watch} if a{watch} is not PENDING else (a{watch} := awake({watch})))"


def sleeping(node: Node, scope: Scope, /) -> frozenset[str]:
    """Return signals of which one at least must be awake for a condition to be anything but false; none where that is not so."""
    if isinstance(node, Logic):
        parts = [sleeping(operand, scope) for operand in node.operands]
        if node.operator == "&&":
            return min((part for part in parts if part), key=len, default=frozenset())
        return frozenset().union(*parts) if all(parts) else frozenset()
    if isinstance(node, Binary) and node.operator in (">", ">=") and isinstance(node.right, Literal):
        return _watched_name(node.left, scope) if _is_above_nothing(node.right.value, node.operator) else frozenset()
    return _watched_name(node, scope) if isinstance(node, Name) and node.name.endswith(".hit") else frozenset()


def _is_above_nothing(value: object, operator: str) -> bool:
    """Say whether a sleeping signal's score or count, which is 0, falls short of a limit."""
    return isinstance(value, int | float) and (value > 0 if operator == ">=" else value >= 0)


def _watched_name(node: Node, scope: Scope) -> frozenset[str]:
    if not isinstance(node, Name) or not node.name.startswith("signal."):
        return frozenset()
    signal = node.name.removeprefix("signal.").rsplit(".", 1)[0]
    return frozenset({signal}) if signal in scope.watches else frozenset()


_NODE_COSTS = {"startsWith": 1, "endsWith": 1, "contains": 3, "matches": 6, "lowerAscii": 3, "upperAscii": 3}
_TEXT_TEST_COST = 4
_SIGNAL_COST = 8


def cost(node: Node, scope: Scope, /) -> int:
    """Return a rank of what a part takes to compute: 0 for a comparison, 4 for a shared text pass, 8 and more for a signal."""
    if isinstance(node, Name | Has) and node.name.startswith("signal."):
        return _SIGNAL_COST + scope.costs.get(node.name.removeprefix("signal.").rsplit(".", 1)[0], 0)
    if text_test(node, scope) is not None:
        return _TEXT_TEST_COST
    own = _NODE_COSTS.get(node.function, 0) if isinstance(node, Call) else 0
    return max([own, *(cost(child, scope) for child in node.children)])
