"""Cuts an expression into tokens, refusing what the subset does not have with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from goodstanding.core.policy.cel.source import Source

Kind = Literal["name", "int", "double", "string", "symbol", "end"]

INT_MAX = 2**63 - 1
INT_MIN = -(2**63)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its text (for strings: the value), and where it starts. ``end`` is one past its last character."""

    kind: Kind
    text: str
    offset: int
    end: int


_SKIP = re.compile(r"(?:[ \t\r\n\f]+|//[^\n]*)+")
_NAME = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?")
_SYMBOL = re.compile(r"&&|\|\||[<>=!]=|[-+*/%<>!?:,.()\[\]]")
_STRING = re.compile(r"(?P<prefix>[rRbB]{0,2})(?P<quote>\"\"\"|'''|\"|')")
_ESCAPE = re.compile(r"\\(?:[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2}|[abfnrtv\\?\"'`])")
_PLAIN = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_INSTEAD = {
    "=": "Compare with ==.",
    "&": "Write && for “and”.",
    "|": "Write || for “or”.",
    "{": "Maps and messages are not part of the subset; declare a fact instead.",
    "“": "Use straight quotes: \"…\" or '…'.",
    "”": "Use straight quotes: \"…\" or '…'.",
    "，": "Use the ASCII comma.",
    "（": "Use ASCII parentheses.",
    "）": "Use ASCII parentheses.",
}


def tokens(source: Source, /) -> list[Token]:
    """Return the tokens of an expression, an ``end`` token last.

    Raises:
        ExpressionError: A character, number or string that cannot be read.
    """
    found: list[Token] = []
    at = 0
    while True:
        skipped = _SKIP.match(source.text, at)
        at = skipped.end() if skipped else at
        if at >= len(source.text):
            found.append(Token("end", "", at, at))
            return found
        token = _next(source, at)
        found.append(token)
        at = token.end


def _next(source: Source, at: int) -> Token:
    readers: tuple[tuple[re.Pattern[str], Callable[[Source, re.Match[str]], Token]], ...] = (
        (_STRING, _string),
        (_NAME, lambda _, found: Token("name", found[0], found.start(), found.end())),
        (_NUMBER, _number),
        (_SYMBOL, lambda _, found: Token("symbol", found[0], found.start(), found.end())),
    )
    for pattern, read in readers:
        found = pattern.match(source.text, at)
        if found:
            return read(source, found)
    character = source.text[at]
    raise source.error(
        at, f"unexpected character {_shown(character)}.", _INSTEAD.get(character, "Take it away; text stands in quotes.")
    )


def _shown(character: str) -> str:
    is_plain = character.isprintable() and character not in "“”"
    return f"“{character}”" if is_plain else f"U+{ord(character):04X}"


def _number(source: Source, found: re.Match[str]) -> Token:
    text, start, end = found[0], found.start(), found.end()
    after = source.text[end : end + 1]
    if after in ("u", "U"):
        raise source.error(start, "unsigned numbers are not part of the subset.", f"Write {text}.")
    if after == "." or after.isalnum() or after == "_":
        raise source.error(start, f"“{source.text[start : end + 1]}” is not a number.", "Write 1, 0x1F, 1.5 or 1.5e3.")
    is_double = not text.lower().startswith("0x") and any(mark in text for mark in ".eE")
    return Token("double" if is_double else "int", text, start, end)


def _string(source: Source, found: re.Match[str]) -> Token:
    prefix, quote, start = found["prefix"].lower(), found["quote"], found.start()
    if "b" in prefix:
        raise source.error(start, "bytes are not part of the subset.", "Leave out the b before the quotes.")
    value: list[str] = []
    at = found.end()
    while not source.text.startswith(quote, at):
        if at >= len(source.text) or (len(quote) == 1 and source.text[at] == "\n"):
            raise source.error(start, "the string has no closing quote.", f"Close it with {quote} on the same line.")
        at = _character(source, at, is_raw=bool(prefix), into=value)
    end = at + len(quote)
    return Token("string", "".join(value), start, end)


def _character(source: Source, at: int, *, is_raw: bool, into: list[str]) -> int:
    character = source.text[at]
    if character != "\\" or is_raw:
        into.append(character)
        return at + 1
    found = _ESCAPE.match(source.text, at)
    if found is None:
        hint = 'Write \\\\ for a backslash, or use a raw string r"…" for expressions.'
        raise source.error(at, f"“{source.text[at : at + 2]}” is not an escape.", hint)
    into.append(_unescaped(source, found))
    return found.end()


def _unescaped(source: Source, found: re.Match[str]) -> str:
    body = found[0][1:]
    if body[0] in _PLAIN:
        return _PLAIN[body[0]]
    if len(body) == 1:
        return body
    code = int(body, 8) if body[0].isdigit() else int(body[1:], 16)
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        raise source.error(found.start(), f"“{found[0]}” is not a character.", "Write a Unicode scalar value.")
    return chr(code)
