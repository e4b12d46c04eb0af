"""Many patterns over one text in one pass: expressions with RE2's exact meaning, and literals.

Both answer in code points of the text they were given and are total: a lone surrogate is read as U+FFFD, NUL is an ordinary
character, and the time is linear in the text whatever the pattern.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import daachorse
import hyperscan
import re2

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.text.compiled_store import chosen_store
from goodstanding.core.text.re2_superset import Untranslatable, superset_of

_SURROGATE = re.compile("[\ud800-\udfff]")
_ANYWHERE = re2._Anchor.UNANCHORED  # noqa: SLF001  see PatternSet._locate
_WORTH_KEEPING = 5
"""Expressions; fewer compile about as fast as they are read."""
_HYPERSCAN_FLAGS = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_SINGLEMATCH


class PatternError(GoodstandingError):
    """A pattern cannot be used: it is not RE2 syntax, or asks for more than a linear-time engine gives."""

    code = "text:bad_pattern"


def well_formed(text: str, /) -> str:
    """Return the text with each lone surrogate replaced by U+FFFD: same length, and encodable."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def encoded(text: str, /) -> bytes:
    """Return the text as UTF-8, each lone surrogate as U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def compile_re2(pattern: str, /) -> Any:
    """Compile one expression for matching UTF-8 bytes with RE2.

    Raises:
        PatternError: The expression is not RE2 syntax.
    """
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    try:
        return re2.compile(pattern.encode(), options)
    except UnicodeEncodeError:
        raise PatternError("The expression holds a lone surrogate.", hint="Remove it: it stands for no character.") from None
    except re2.error as refused:
        reason = refused.args[0].decode(errors="replace") if isinstance(refused.args[0], bytes) else str(refused.args[0])
        raise PatternError(
            f"“{pattern}” is not an expression RE2 accepts: {reason}.",
            hint="RE2 has no look-around and no back references; see https://github.com/google/re2/wiki/Syntax.",
        ) from None


class PatternSet:
    """Expressions in RE2 syntax, found together.

    One Hyperscan pass names the patterns that may match; RE2 confirms those whose translation was widened. Patterns Hyperscan
    cannot hold run on RE2 alone. Safe to share between threads.

    Args:
        patterns: Expressions; indices in answers are positions in this sequence.

    Raises:
        PatternError: One is not RE2 syntax.
    """

    def __init__(self, patterns: Sequence[str], /) -> None:
        self.patterns = tuple(patterns)
        self._confirm = [compile_re2(pattern) for pattern in self.patterns]
        self._locate = [confirm._regexp.Match for confirm in self._confirm]  # noqa: SLF001  finditer costs three times the match
        self._unfiltered: list[int] = []
        self._exact: set[int] = set()
        self._scratch = threading.local()
        self._database = self._build()

    def __len__(self) -> int:
        return len(self.patterns)

    def _build(self) -> Any:
        expressions: dict[int, bytes] = {}
        for index, pattern in enumerate(self.patterns):
            try:
                superset = superset_of(pattern)
            except Untranslatable:
                self._unfiltered.append(index)
                continue
            expressions[index] = superset.expression.encode()
            if superset.exact:
                self._exact.add(index)
        try:
            return _compiled(expressions)
        except hyperscan.HyperscanError:
            for index in _refused(expressions):
                del expressions[index]
                self._exact.discard(index)
                self._unfiltered.append(index)
            return _compiled(expressions)

    def which(self, text: str, /) -> set[int]:
        """Return the indices of the patterns found anywhere in the text."""
        return self.which_bytes(encoded(text))

    def which_bytes(self, data: bytes, /) -> set[int]:
        """Return the indices of the patterns found in a text already encoded as well-formed UTF-8."""
        found: set[int] = set()
        if self._database is not None:
            self._database.scan(data, match_event_handler=_remember, context=found, scratch=self._own_scratch())
            for index in found - self._exact:
                if not self._matches(index, data):
                    found.discard(index)
        for index in self._unfiltered:
            if self._matches(index, data):
                found.add(index)
        return found

    def spans(self, text: str, index: int, /, *, most: int | None = None) -> list[tuple[int, int]]:
        """Return where one pattern matches, leftmost first, without overlap; empty matches are left out.

        Args:
            most: Stop after so many; None for all.
        """
        data = encoded(text)
        bounds = _bounds(self._locate[index], data, len(data) if most is None else most)
        return bounds if len(data) == len(text) else _in_code_points(data, bounds)

    def matches_empty(self, index: int, /) -> bool:
        """Say whether one pattern matches the empty text, and so says nothing about any text."""
        return self._matches(index, b"")

    def _matches(self, index: int, data: bytes) -> bool:
        return self._confirm[index].search(data) is not None

    def _own_scratch(self) -> Any:
        """Return this thread's working memory: Hyperscan refuses to share it."""
        try:
            return self._scratch.space
        except AttributeError:
            self._scratch.space = hyperscan.Scratch(self._database)
            return self._scratch.space


def _bounds(locate: Any, data: bytes, most: int) -> list[tuple[int, int]]:
    """Return where one expression matches, in bytes, leftmost first and without overlap, empty matches left out."""
    bounds: list[tuple[int, int]] = []
    position, end = 0, len(data)
    while len(bounds) < most:
        found = locate(_ANYWHERE, data, position, end)[0]
        start, stop = found
        if start < 0:
            break
        if stop > start:
            bounds.append(found)
        if position == end:
            break
        position = position + 1 if stop == position else stop
    return bounds


def _remember(index: int, _start: int, _end: int, _flags: int, found: set[int]) -> None:
    found.add(index)


def _compiled(expressions: dict[int, bytes]) -> Any:
    if not expressions:
        return None
    key = _key(expressions)
    kept = chosen_store().read(key)
    if kept is not None:
        try:
            return hyperscan.loadb(kept, hyperscan.HS_MODE_BLOCK)
        except hyperscan.HyperscanError:
            pass  # made for another processor or version: compile anew
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=list(expressions.values()), ids=list(expressions), flags=_HYPERSCAN_FLAGS)
    if len(expressions) >= _WORTH_KEEPING:
        chosen_store().keep(key, hyperscan.dumpb(database))
    return database


def _key(expressions: dict[int, bytes]) -> str:
    """Name a compiled database by everything it was made from."""
    parts = [version("hyperscan").encode(), str(_HYPERSCAN_FLAGS).encode()]
    parts += [b"%d:%d:%b" % (index, len(expression), expression) for index, expression in expressions.items()]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _refused(expressions: dict[int, bytes]) -> list[int]:
    """Return the indices of the expressions Hyperscan will not compile, halving the set until they stand alone."""
    try:
        _compiled(expressions)
    except hyperscan.HyperscanError:
        indices = list(expressions)
        if len(indices) == 1:
            return indices
        half = len(indices) // 2
        parts = ({index: expressions[index] for index in part} for part in (indices[:half], indices[half:]))
        return [refused for part in parts for refused in _refused(part)]
    return []


def _in_code_points(data: bytes, bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn ascending byte bounds into code-point bounds in one walk over the bytes."""
    spans: list[tuple[int, int]] = []
    byte = point = 0
    for start, end in bounds:
        point += len(data[byte:start].decode(errors="ignore"))
        length = len(data[start:end].decode(errors="ignore"))
        spans.append((point, point + length))
        byte, point = end, point + length
    return spans


class LiteralSet:
    """Literal texts, found together by one automaton; what ``literal in text`` says, for all of them at once.

    Args:
        literals: Indices in answers are positions in this sequence. Repeated literals each answer; an empty one is in every text.
    """

    def __init__(self, literals: Sequence[str], /) -> None:
        self.literals = tuple(literals)
        self._everywhere = frozenset(index for index, literal in enumerate(self.literals) if not literal)
        self._indices = [index for index, literal in enumerate(self.literals) if literal]
        searched = [well_formed(self.literals[index]) for index in self._indices]
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(searched) if searched else None
        self._replaced = any("\ufffd" in literal for literal in searched)

    def __len__(self) -> int:
        return len(self.literals)

    def which(self, text: str, /) -> set[int]:
        """Return the indices of the literals the text holds."""
        return {index for _, _, index in self.find(text)} | self._everywhere

    def find(self, text: str, /) -> list[tuple[int, int, int]]:
        """Return every occurrence, overlapping ones too, as ``(start, end, index)`` ordered by end; empty literals give none."""
        if self._automaton is None:
            return []
        try:
            hits = self._automaton.find_overlapping(text)
        except UnicodeEncodeError:
            hits = self._automaton.find_overlapping(well_formed(text))
        indices, literals = self._indices, self.literals
        if self._replaced:
            return [(start, end, indices[hit]) for start, end, hit in hits if text.startswith(literals[indices[hit]], start)]
        return [(start, end, indices[hit]) for start, end, hit in hits]
