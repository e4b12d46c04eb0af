"""A wording language small enough to be sure of: values, one choice, one loop. A missing value is an error, never a blank.

=============================  ==========================================================================
``{{ measure.ends_at|moment }}``  the value, through a filter of ``filters.py``; lists and objects cannot be printed
``{% if appeal %}``               the lines up to ``{% else %}`` or ``{% end %}``, when the value is not empty, null or false
``{% if source == machine %}``    the same, when the value is that word
``{% for clause in clauses %}``   the lines up to ``{% end %}``, once for each; ``{{ loop }}`` counts from 1
=============================  ==========================================================================

A directive alone on its line leaves no line behind. Values are put in as they are: notices are plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goodstanding.apps.notices.errors import ContextIncomplete, WordingMalformed

Filter = Callable[[Any], str]

_PART = re.compile(
    r"^[ \t]*\{%\s*(?P<line>.*?)\s*%\}[ \t]*(?:\n|\Z)|\{%\s*(?P<inline>.*?)\s*%\}|\{\{\s*(?P<value>.*?)\s*\}\}", re.MULTILINE
)
_NAME = r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*"
_VALUE = re.compile(rf"^({_NAME})(?:\|([a-z_]+))?$")
_IF = re.compile(rf"^if ({_NAME})(?: == ([a-z0-9_]+))?$")
_FOR = re.compile(rf"^for ([a-z_]+) in ({_NAME})$")


@dataclass(slots=True)
class _Block:
    """Parts in order; ``test`` or ``items`` says when, or how often, they are written."""

    line: int = 0
    parts: list[str | _Value | _Block] = field(default_factory=list)
    otherwise: list[str | _Value | _Block] | None = None
    test: tuple[str, str | None] | None = None
    items: tuple[str, str] | None = None

    @property
    def open_parts(self) -> list[str | _Value | _Block]:
        return self.parts if self.otherwise is None else self.otherwise


@dataclass(frozen=True, slots=True)
class _Value:
    path: str
    filter: str
    line: int


@dataclass(frozen=True, slots=True)
class Wording:
    """A parsed wording, ready to be filled in."""

    name: str
    root: _Block

    def render(self, context: Mapping[str, Any], /, *, filters: Mapping[str, Filter]) -> str:
        """Fill the wording in.

        Raises:
            ContextIncomplete: A value is missing, or cannot be printed.
        """
        return "".join(_render(self.name, self.root.parts, context, filters))

    def values(self) -> frozenset[str]:
        """List the paths the wording prints or asks about, loop variables replaced by what they run over (``clauses.text``)."""
        return frozenset(_paths(self.root.parts, {}))


def parse(text: str, /, *, name: str) -> Wording:
    """Read a wording.

    Args:
        text: The wording.
        name: File name, for messages.

    Raises:
        WordingMalformed: A directive is unknown, or a block is not closed; the message names the line.
    """
    stack, position = [_Block()], 0
    for found in _PART.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        stack[-1].open_parts.append(text[position : found.start()])
        position = found.end()
        if found["value"] is not None:
            stack[-1].open_parts.append(_value(found["value"], name, line))
        else:
            _direct(found["line"] if found["line"] is not None else found["inline"], stack, name, line)
    stack[-1].open_parts.append(text[position:])
    if len(stack) > 1:
        raise WordingMalformed(f"{name}:{stack[-1].line}: this block is never closed.", hint="Add {% end %}.")
    return Wording(name, stack[0])


def _value(text: str, name: str, line: int) -> _Value:
    found = _VALUE.match(text)
    if found is None:
        raise WordingMalformed(f"{name}:{line}: “{text}” is not a value.", hint="Write name.of.value or name.of.value|filter.")
    return _Value(found[1], found[2] or "", line)


def _direct(text: str, stack: list[_Block], name: str, line: int) -> None:
    if text == "end" and len(stack) > 1:
        stack.pop()
    elif text == "else" and stack[-1].test and stack[-1].otherwise is None:
        stack[-1].otherwise = []
    elif block := _opened(text, line):
        stack[-1].open_parts.append(block)
        stack.append(block)
    else:
        raise WordingMalformed(f"{name}:{line}: “{text}” is not a directive here.", hint="There are if, else, for and end.")


def _opened(text: str, line: int) -> _Block | None:
    if found := _IF.match(text):
        return _Block(line, test=(found[1], found[2]))
    if found := _FOR.match(text):
        return _Block(line, items=(found[1], found[2]))
    return None


def _render(
    name: str, parts: Sequence[str | _Value | _Block], context: Mapping[str, Any], filters: Mapping[str, Filter]
) -> list[str]:
    written: list[str] = []
    for part in parts:
        if isinstance(part, str):
            written.append(part)
        elif isinstance(part, _Value):
            written.append(_print(name, part, context, filters))
        elif part.items:
            variable, path = part.items
            for number, item in enumerate(_look_up(name, part.line, path, context), 1):
                written += _render(name, part.parts, {**context, variable: item, "loop": number}, filters)
        else:
            chosen = part.parts if _holds(name, part, context) else part.otherwise or []
            written += _render(name, chosen, context, filters)
    return written


def _print(name: str, part: _Value, context: Mapping[str, Any], filters: Mapping[str, Filter]) -> str:
    value = _look_up(name, part.line, part.path, context)
    if part.filter:
        if part.filter not in filters:
            known = ", ".join(sorted(filters))
            raise WordingMalformed(f"{name}:{part.line}: there is no filter “{part.filter}”.", hint=f"Known: {known}.")
        return filters[part.filter](value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ContextIncomplete(f"{name}:{part.line}: “{part.path}” is {type(value).__name__} and cannot be printed.")
    return str(value)


def _holds(name: str, block: _Block, context: Mapping[str, Any]) -> bool:
    path, word = block.test or ("", None)
    value = _look_up(name, block.line, path, context)
    return bool(value) if word is None else value == word


def _look_up(name: str, line: int, path: str, context: Mapping[str, Any]) -> Any:
    value: Any = context
    for step in path.split("."):
        if not isinstance(value, Mapping) or step not in value:
            raise ContextIncomplete(f"{name}:{line}: the notice must show “{path}”, and it was not given.")
        value = value[step]
    return value


def _paths(parts: Sequence[str | _Value | _Block], loops: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if isinstance(part, _Value):
            found.append(_absolute(part.path, loops))
        elif isinstance(part, _Block):
            inner = {**loops, part.items[0]: _absolute(part.items[1], loops)} if part.items else loops
            found += [_absolute(part.test[0], loops)] if part.test else [_absolute(part.items[1], loops)] if part.items else []
            found += _paths(part.parts, inner) + _paths(part.otherwise or [], inner)
    return found


def _absolute(path: str, loops: Mapping[str, str]) -> str:
    first, dot, rest = path.partition(".")
    return loops.get(first, first) + dot + rest
