"""Checks an expression against what is declared: every name known, every operator and function given the types it takes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

import re2

from goodstanding.core.policy.cel.errors import ExpressionError
from goodstanding.core.policy.cel.functions import FUNCTIONS, OPERATORS, Overload
from goodstanding.core.policy.cel.moments import duration_of, timestamp_of
from goodstanding.core.policy.cel.nodes import Binary, Call, Has, ListLiteral, Literal, Logic, Name, Node, Ternary, Unary
from goodstanding.core.policy.model import Fact, Parameter, SignalSpec

SIGNAL_OUTPUTS: Mapping[str, str] = {"hit": "bool", "score": "double", "count": "int"}
"""What every signal offers under ``signal.<name>``."""

EMPTY = "list<nothing>"
"""The type of ``[]``: a list of any type."""

_TRUTH = "Compare it with something, so that it is true or false."
_SAME = {
    "in": "The list must hold the type that stands on the left.",
    "==": "Both sides must have the same type.",
    "!=": "Both sides must have the same type.",
}
_LITERAL_PARSERS = {"timestamp": timestamp_of, "duration": duration_of}


def declarations(
    facts: Mapping[str, Fact], signals: Mapping[str, SignalSpec], parameters: Mapping[str, Parameter], /
) -> dict[str, str]:
    """Return every name an expression of the pack may use, with its type."""
    declared: dict[str, str] = {name: fact.type for name, fact in facts.items()}
    for name in signals:
        declared.update({f"signal.{name}.{output}": type_ for output, type_ in SIGNAL_OUTPUTS.items()})
    declared.update({f"param.{id_}": parameter.type for id_, parameter in parameters.items()})
    return declared


def check(node: Node, declared: Mapping[str, str], /, *, expects: str | None = None) -> str:
    """Return the type of an expression.

    Args:
        expects: The type it must have; a rule's condition expects ``bool``.

    Raises:
        ExpressionError: A name is unknown, or an operator or function was given types it does not take.
    """
    found = _Checker(declared).visit(node)
    if expects is not None and found != expects:
        hint = _TRUTH if expects == "bool" else f"Write {_a(expects)}."
        raise node.source.error(_start(node), f"the expression is {_a(found)}; {_a(expects)} was expected.", hint)
    return found


def typed(node: Node, declared: Mapping[str, str], /) -> dict[int, str]:
    """Return the type of every part of an expression, by ``id`` of the part (for code generation).

    Raises:
        ExpressionError: As ``check``.
    """
    checker = _Checker(declared)
    checker.visit(node)
    return checker.types


def _a(type_: str) -> str:
    return f"an {type_}" if type_[0] in "aeiou" else f"a {type_}"


def _start(node: Node) -> int:
    """Return where a part begins: its leftmost offset."""
    return min([node.offset, *(_start(child) for child in node.children)])


def _near(name: str, known: Iterable[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(near)}?" if near else otherwise


def _accepts(wanted: str, given: str) -> bool:
    if wanted == "list<any>":
        return given.startswith("list<")
    return wanted == given or (given == EMPTY and wanted.startswith("list<"))


def _common(first: str, second: str) -> str | None:
    """Return the type two parts share, or None."""
    if first == second or (second == EMPTY and first.startswith("list<")):
        return first
    return second if first == EMPTY and second.startswith("list<") else None


class _Checker:
    """One walk over one tree; ``types`` fills as it goes."""

    def __init__(self, declared: Mapping[str, str]) -> None:
        self._declared = declared
        self.types: dict[int, str] = {}

    def visit(self, node: Node) -> str:
        """Return the type of a part and note it."""
        match node:
            case Literal():
                found = node.type
            case Name():
                found = self._name(node, node.name)
            case Has():
                found = self._has(node)
            case ListLiteral():
                found = self._list(node)
            case Unary():
                found = self._unary(node)
            case Logic():
                found = self._logic(node)
            case Ternary():
                found = self._ternary(node)
            case Call():
                found = self._call(node)
            case Binary():
                found = self._binary(node)
            case _:  # pragma: no cover - the node classes above are all there are
                raise TypeError(node)
        self.types[id(node)] = found
        return found

    def _name(self, node: Node, name: str) -> str:
        found = self._declared.get(name)
        if found is None:
            raise self._unknown(node, name)
        return found

    def _unknown(self, node: Node, name: str) -> ExpressionError:
        members = sorted(known for known in self._declared if known.startswith(f"{name}."))
        if members:
            hint = f"Choose one of {', '.join(members[:8])}{' …' if len(members) > 8 else ''}."
            return node.source.error(node.offset, f"“{name}” is a group of names, not a value.", hint)
        family = {"signal": "signal", "param": "parameter"}.get(name.split(".", 1)[0], "fact")
        hint = _near(name, self._declared, f"Declare the {family} in the pack first.")
        return node.source.error(node.offset, f"unknown {family} “{name}”.", hint)

    def _has(self, node: Has) -> str:
        self._name(node, node.name)
        if node.name.startswith("param."):
            raise node.source.error(node.offset, "a parameter always has a value.", "Leave out has().")
        return "bool"

    def _list(self, node: ListLiteral) -> str:
        if not node.items:
            return EMPTY
        types = [self.visit(item) for item in node.items]
        for item, found in zip(node.items, types, strict=True):
            if found not in ("bool", "int", "double", "string"):
                hint = "Lists hold bool, int, double or string."
                raise item.source.error(_start(item), f"{_a(found)} cannot stand in a list.", hint)
            if found != types[0]:
                message = f"the list mixes {types[0]} and {found}."
                raise item.source.error(_start(item), message, _numbers(types[0], found) or "Give every item the same type.")
        return f"list<{types[0]}>"

    def _unary(self, node: Unary) -> str:
        found = self.visit(node.operand)
        if found not in (("bool",) if node.operator == "!" else ("int", "double")):
            wanted = "a bool" if node.operator == "!" else "an int or a double"
            hint = "Compare it with something first." if node.operator == "!" else "Only numbers have a sign."
            raise node.source.error(node.offset, f"“{node.operator}” needs {wanted}, not {_a(found)}.", hint)
        return found

    def _logic(self, node: Logic) -> str:
        for operand in node.operands:
            found = self.visit(operand)
            if found != "bool":
                message = f"“{node.operator}” joins bools; this is {_a(found)}."
                raise operand.source.error(_start(operand), message, _TRUTH)
        return "bool"

    def _ternary(self, node: Ternary) -> str:
        condition = self.visit(node.condition)
        if condition != "bool":
            message = f"the condition before “?” is {_a(condition)}; a bool was expected."
            raise node.source.error(_start(node.condition), message, _TRUTH)
        yes, no = self.visit(node.yes), self.visit(node.no)
        found = _common(yes, no)
        if found is None:
            message = f"the branches of “? :” differ: {yes} and {no}."
            raise node.source.error(node.offset, message, _numbers(yes, no) or "Give both the same type.")
        return found

    def _binary(self, node: Binary) -> str:
        left, right = self.visit(node.left), self.visit(node.right)
        if node.operator == "in":
            return self._membership(node, left, right)
        if node.operator in ("==", "!="):
            if _common(left, right) is None:
                raise self._mismatch(node, left, right)
            return "bool"
        for overload in OPERATORS[node.operator]:
            if overload.parameters == (left, right):
                return overload.returns
        raise self._mismatch(node, left, right)

    def _membership(self, node: Binary, left: str, right: str) -> str:
        if not right.startswith("list<"):
            hint = "Write text.contains(part)." if (left, right) == ("string", "string") else "Write a list: x in [a, b]."
            raise node.source.error(node.offset, f"“in” needs a list on its right, not {_a(right)}.", hint)
        if left.startswith("list<"):
            raise node.source.error(node.offset, "lists do not stand in lists here.", "Ask for one item: x in list.")
        if right not in (f"list<{left}>", EMPTY):
            raise self._mismatch(node, left, right)
        return "bool"

    def _mismatch(self, node: Binary, left: str, right: str) -> ExpressionError:
        takes = [" and ".join(overload.parameters) for overload in OPERATORS.get(node.operator, ())]
        otherwise = f"“{node.operator}” takes {', '.join(takes)}." if takes else _SAME[node.operator]
        hint = _numbers(left, right) or otherwise
        return node.source.error(node.offset, f"“{node.operator}” cannot take {left} and {right}.", hint)

    def _call(self, node: Call) -> str:
        overloads = FUNCTIONS.get(node.function)
        if overloads is None:
            hint = _near(node.function, FUNCTIONS, f"Functions are {', '.join(sorted(FUNCTIONS))}.")
            raise node.source.error(node.offset, f"unknown function “{node.function}”.", hint)
        given = tuple(self.visit(argument) for argument in node.arguments)
        form = "method" if node.method else "global"
        for overload in overloads:
            if overload.form == form and _fits(overload, given):
                _check_literals(node)
                return overload.returns
        raise node.source.error(node.offset, _refusal(node, given), f"Write {' or '.join(_written(node.function))}.")


def _fits(overload: Overload, given: tuple[str, ...]) -> bool:
    return len(overload.parameters) == len(given) and all(map(_accepts, overload.parameters, given))


def _refusal(node: Call, given: tuple[str, ...]) -> str:
    form = f"{given[0]}.{node.function}" if node.method else node.function
    arguments = given[1:] if node.method else given
    return f"“{node.function}” cannot be used as {form}({', '.join(arguments)})."


def _written(function: str) -> list[str]:
    """Return the forms of a function as its author would write them."""
    forms: list[str] = []
    for overload in FUNCTIONS[function]:
        types = [type_.replace("list<any>", "list") for type_ in overload.parameters]
        if overload.form == "method":
            forms.append(f"{types[0]}.{function}({', '.join(types[1:])})")
        else:
            forms.append(f"{function}({', '.join(types)})")
    return forms


def _numbers(left: str, right: str) -> str:
    """Return the hint for int against double, the commonest slip; empty otherwise."""
    pair = {left.removeprefix("list<").removesuffix(">"), right.removeprefix("list<").removesuffix(">")}
    return "Write 2.0 instead of 2, or convert with double(x) or int(x)." if pair == {"int", "double"} else ""


def _check_literals(node: Call) -> None:
    """Read constant expressions and moments now, so that a slip shows when the pack is checked."""
    literal = node.arguments[-1]
    if not isinstance(literal, Literal) or not isinstance(literal.value, str):
        return
    if node.function == "matches":
        _check_pattern(literal, literal.value)
    elif node.function in _LITERAL_PARSERS and _LITERAL_PARSERS[node.function](literal.value) is None:
        shape = {"timestamp": "2026-11-23T08:00:00+08:00", "duration": "24h or 90m or 1.5s"}[node.function]
        raise literal.source.error(literal.offset, f"“{literal.value}” is not a {node.function}.", f"Write it as {shape}.")


def _check_pattern(literal: Literal, pattern: str) -> None:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error.args[0])
        hint = "Expressions are RE2: no look-around, no back-references; they run in linear time."
        raise literal.source.error(literal.offset, f"the expression cannot be read: {reason}.", hint) from None
