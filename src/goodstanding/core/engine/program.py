"""Writes the two Python functions that evaluate one event type, and keeps what they need to run.

``read`` takes each fact from the document once and makes what signals see of it; ``judge`` has the facts in local variables and
runs the conditions. Between the two, several documents can be read ahead in one pass. When all facts are there and of their type,
every condition runs as plain Python. When some are missing, the conditions that read one of those run in three-valued form and
the others stay plain.
"""

from __future__ import annotations

import linecache
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from types import CodeType
from typing import Any

from goodstanding.core.engine import operations
from goodstanding.core.engine.expressions import Scope, Writer, awake_of, sleeping, text_test
from goodstanding.core.engine.facts import ACCEPTED
from goodstanding.core.policy.cel.lexer import INT_MAX, INT_MIN
from goodstanding.core.policy.cel.moments import DURATION_MAX, TIMESTAMP_MAX, TIMESTAMP_MIN
from goodstanding.core.policy.cel.nodes import Binary, Call, Has, Logic, Name, Node, walk
from goodstanding.core.policy.cel.printer import printed
from goodstanding.core.policy.model import Fact, Rule


class _Pending:
    """The value of a variable not computed yet."""

    def __repr__(self) -> str:
        return "PENDING"


PENDING = _Pending()
EMPTY: Mapping[str, Any] = {}

_BLOCK = 16
"""Rules passed over together while the signals they need sleep."""

_MAX_DOUBLE = sys.float_info.max

_GUARDS = {
    "bool": "type({0}) is not bool",
    "int": f"type({{0}}) is not int or not {INT_MIN} <= {{0}} <= {INT_MAX}",
    "string": "type({0}) is not str",
}
"""How the plain types are tested in place; the others go through ``ACCEPTED``."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule's checked condition."""

    rule: Rule
    node: Node
    types: Mapping[int, str]

    @property
    def facts(self) -> frozenset[str]:
        """Names it reads that are neither signals nor parameters, those only asked about with ``has`` included."""
        read = {part.name for part in walk(self.node) if isinstance(part, Name | Has)}
        return frozenset(name for name in read if not name.startswith(("signal.", "param.")))

    @property
    def signals(self) -> frozenset[str]:
        """Signals it names."""
        read = {part.name for part in walk(self.node) if isinstance(part, Name | Has)}
        return frozenset(name.removeprefix("signal.").rsplit(".", 1)[0] for name in read if name.startswith("signal."))


class SourceWriter:
    """Collects the lines of one generated function.

    Args:
        facts: The facts to read, in order; their places are the bits of the mask of missing facts.
        conditions: Live rules first, then shadow rules; a rule's number is its place here.
        live: How many of them are live.
    """

    def __init__(self, facts: Sequence[Fact], conditions: Sequence[Condition], scope: Scope, *, live: int) -> None:
        self._facts = facts
        self._conditions = conditions
        self._scope = scope
        self._live = live
        self._bits = {fact.name: 1 << index for index, fact in enumerate(facts)}
        self._known = frozenset(self._bits)
        scope.shared.update(_shared_parts(conditions, scope))

    def source(self) -> str:
        """Return the source of both functions."""
        read = ["missed = 0", *self._reads(), "if not missed:", *_indented(self._all_found()), *self._some_found()]
        judge = [*self._starts(), "if not missed:", *_indented(self._plain()), "else:", *_indented(self._guarded()), self._end()]
        lines = ["def read(document):", *_indented(read), "def judge(event_id, found):", *_indented(judge)]
        return "\n".join(lines) + "\n"

    def _starts(self) -> list[str]:
        always_read = (index for name, index in self._scope.signals.items() if name not in self._scope.watches)
        pending = [*self._scope.shared.values(), *(f"r{index}" for index in always_read)]
        pending += [f"a{index}" for index in set(self._scope.watches.values())]
        pending += [f"w{self._scope.facts[fact]}" for fact in self._scope.texts.patterns]
        lines = ["missed, facts, missing, values, document = found"]
        lines += [f"{self._values()} = values"] if self._facts else []
        lines += ["held = []", "unknown = []", "shadow = []", "is_broken = False"]
        lines += ["run = Run(INPUTS, WATCHES, document)", "read, awake = run.read, run.awake"] if self._scope.signals else []
        return lines + [f"{' = '.join(pending[at : at + 50])} = PENDING" for at in range(0, len(pending), 50)]

    def _values(self) -> str:
        """Return the facts' variables as a tuple."""
        return f"({''.join(f'f{index}, ' for index in range(len(self._facts)))})"

    def _reads(self) -> Iterator[str]:
        """Read each fact: walk the document's common paths once, test the type, note what is missing."""
        nodes: dict[tuple[str, ...], str] = {(): "document"}
        for index, fact in enumerate(self._facts):
            yield from _descent(fact.path[:-1], nodes)
            yield f"f{index} = {nodes[fact.path[:-1]]}.get({fact.path[-1]!r})"
            yield from _accepting(index, fact.type)

    def _all_found(self) -> Iterator[str]:
        items = ", ".join(f"{fact.name!r}: {_traced(index, fact)}" for index, fact in enumerate(self._facts))
        yield f"facts = {{{items}}}"
        yield f"return 0, facts, (), {self._values()}, {self._document()}"

    def _some_found(self) -> Iterator[str]:
        values = ", ".join(_traced(index, fact) for index, fact in enumerate(self._facts))
        yield f"values = [{values}]"
        yield "facts = {name: value for name, value in zip(NAMES, values) if value is not None}"
        yield "missing = tuple([name for name, value in zip(NAMES, values) if value is None])"
        yield f"return missed, facts, missing, {self._values()}, {self._document()}"

    def _document(self) -> str:
        """Return the source of the document as signals see it; None where there are no signals."""
        seen = "Document({field: facts[name] for field, name in FIELDS if name in facts}, facts)"
        return seen if self._scope.signals else "None"

    def _plain(self) -> Iterator[str]:
        yield from self._passes()
        yield from self._all_rules(lambda number, condition: self._rule(number, condition, self._known))

    def _guarded(self) -> Iterator[str]:
        yield from self._all_rules(self._rule_with_missing)

    def _rule_with_missing(self, number: int, condition: Condition) -> Iterator[str]:
        mask = sum(self._bits[name] for name in condition.facts)
        if not mask:
            yield from self._rule(number, condition, self._known)
            return
        yield f"if missed & {mask}:"
        yield from _indented(self._rule(number, condition, self._known - condition.facts))
        yield "else:"
        yield from _indented(self._rule(number, condition, self._known))

    def _all_rules(self, written: Callable[[int, Condition], Iterator[str]]) -> Iterator[str]:
        """Write the live rules, note whether a signal failed, and write the shadow rules."""
        numbered = list(enumerate(self._conditions))
        yield from self._in_blocks(numbered[: self._live], written)
        if self._scope.signals:
            yield "is_broken = run.is_broken"  # a shadow rule's signal degrades nothing
        yield from self._in_blocks(numbered[self._live :], written)
        yield "held.sort(); unknown.sort(); shadow.sort()"

    def _in_blocks(
        self, numbered: list[tuple[int, Condition]], written: Callable[[int, Condition], Iterator[str]]
    ) -> Iterator[str]:
        """Write rules; those that cannot hold while certain signals sleep go into blocks passed over while all of them do."""
        sleepers = {number: sleeping(condition.node, self._scope) for number, condition in numbered}
        waiting = sorted((sorted(names), number) for number, names in sleepers.items() if names)
        for number, condition in numbered:
            if not sleepers[number]:
                yield from written(number, condition)
        for at in range(0, len(waiting), _BLOCK):
            block = waiting[at : at + _BLOCK]
            yield f"if {self._some_awake({name for names, _ in block for name in names})}:"
            for _, number in sorted(block, key=itemgetter(1)):
                yield from _indented(written(number, self._conditions[number]))

    def _some_awake(self, names: Collection[str]) -> str:
        """Return the source of whether any of some signals is awake."""
        by_watch: dict[int, list[str]] = {}
        for name in sorted(names):
            by_watch.setdefault(self._scope.watches[name], []).append(name)
        tests = []
        for watch, listed in by_watch.items():
            constant = f"B{len(self._scope.constants)}"
            self._scope.constants[constant] = frozenset(listed)
            tests.append(f"not {constant}.isdisjoint({awake_of(watch)})")
        return " or ".join(tests)

    def _passes(self) -> Iterator[str]:
        """Run at once the text passes some condition cannot do without."""
        certain = {fact for condition in self._conditions for fact in _certain_texts(condition.node, self._scope)}
        for fact in sorted(certain):
            variable = self._scope.facts[fact]
            yield f"w{variable} = which{variable}({variable})"

    def _rule(self, number: int, condition: Condition, known: frozenset[str]) -> Iterator[str]:
        code = Writer(self._scope, condition.types, known).write(condition.node)
        held = "held" if number < self._live else "shadow"
        if not code.is_unsure:
            yield f"if {code.text}: {held}.append({number})"
            return
        yield f"if (answer := {code.text}): {held}.append({number})"
        if number < self._live:
            yield f"elif answer is None: unknown.append({number})"

    def _end(self) -> str:
        run = "run" if self._scope.signals else "None"
        found = ", ".join(f"{fact!r}: w{self._scope.facts[fact]}" for fact in self._scope.texts.patterns)
        quiet = "" if self._scope.signals else "if held or unknown or shadow: "
        lines = [f"{quiet}return finish(event_id, facts, missing, held, unknown, shadow, is_broken, {run}, {{{found}}})"]
        if quiet:
            nothing = "Evaluation(event_id, TYPE, PACK, DIGEST, facts, missing, {}, {}, (), (), (), False, 'pass', ())"
            lines.append(f"return {nothing}")
        return "\n    ".join(lines)


def compiled(source: str, title: str, /) -> CodeType:
    """Compile generated source; tracebacks and debuggers show its lines."""
    name = f"<{title}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    return compile(source, name, "exec")


def globals_of(scope: Scope, /) -> dict[str, Any]:
    """Return the names generated code may use, apart from those of its event type."""
    names = {name: getattr(operations, name) for name in _FUNCTIONS}
    limits = {"TIMESTAMP_MIN": TIMESTAMP_MIN, "TIMESTAMP_MAX": TIMESTAMP_MAX, "DURATION_MAX": DURATION_MAX}
    accepting = {_accepting_name(type_): accepted for type_, accepted in ACCEPTED.items()}
    return {"PENDING": PENDING, "EMPTY": EMPTY, **names, **limits, **accepting, **scope.constants}


_FUNCTIONS = ("are_equal_doubles", "double_divided", "int_divided", "int_remainder", "is_double_in")


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _descent(path: tuple[str, ...], nodes: dict[tuple[str, ...], str]) -> Iterator[str]:
    """Walk to a path, reusing the parts walked before."""
    for length in range(1, len(path) + 1):
        part = path[:length]
        if part in nodes:
            continue
        name = f"n{len(nodes)}"
        yield f"{name} = {nodes[part[:-1]]}.get({part[-1]!r})"
        yield f"if type({name}) is not dict: {name} = EMPTY"
        nodes[part] = name


def _accepting_name(type_: str) -> str:
    return f"accepted_{type_.replace('<', '_of_').replace('>', '')}"


def _accepting(index: int, type_: str) -> Iterator[str]:
    variable = f"f{index}"
    if type_ in _GUARDS:
        yield f"if {_GUARDS[type_].format(variable)}: {variable} = None; missed |= {1 << index}"
        return
    if type_ == "timestamp":
        yield f"g{index} = {variable}"
    accepting = [f"{variable} = {_accepting_name(type_)}({variable})", f"if {variable} is None: missed |= {1 << index}"]
    if type_ == "double":
        yield f"if type({variable}) is not float or not {-_MAX_DOUBLE!r} <= {variable} <= {_MAX_DOUBLE!r}:"
        accepting = _indented(accepting)
    yield from accepting


def _traced(index: int, fact: Fact) -> str:
    """Return what the trace keeps of a fact: a time as it was written, everything else as rules see it."""
    return f"(g{index} if f{index} is not None else None)" if fact.type == "timestamp" else f"f{index}"


def _shared_parts(conditions: Sequence[Condition], scope: Scope) -> dict[str, str]:
    """Return the parts worth computing once: functions and arithmetic that several conditions (or one, twice) contain."""
    seen: dict[str, int] = {}
    for condition in conditions:
        for part in walk(condition.node):
            if _is_worth_sharing(part, scope):
                key = printed(part)
                seen[key] = seen.get(key, 0) + 1
    repeated = [key for key, times in seen.items() if times > 1]
    return {key: f"c{index}" for index, key in enumerate(repeated)}


def _is_worth_sharing(part: Node, scope: Scope) -> bool:
    if isinstance(part, Binary):
        return part.operator in ("+", "-", "*", "/", "%")
    return isinstance(part, Call) and part.function != "size" and text_test(part, scope) is None


def _certain_texts(node: Node, scope: Scope) -> Iterator[str]:
    """Yield the facts whose text pass a condition always asks for."""
    if isinstance(node, Logic):
        facts = [set(_certain_texts(operand, scope)) for operand in node.operands]
        yield from set.intersection(*facts)
        return
    test = text_test(node, scope)
    if test is not None:
        yield test[0]
