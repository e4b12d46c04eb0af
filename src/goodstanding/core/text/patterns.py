"""Many patterns over one text in one pass: expressions with RE2's exact meaning, and literals.

Both answer in code points of the text they were given and are total: a lone surrogate is read as U+FFFD, NUL is an ordinary
character, and the time is linear in the text whatever the pattern.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any, NamedTuple

import daachorse
import hyperscan
import re2

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.text.compiled_store import keeps_nothing
from goodstanding.core.text.joint import Hit, Joint
from goodstanding.core.text.kept_parts import WORTH_KEEPING, keep_parts, kept_parts, key_of
from goodstanding.core.text.re2_superset import TRANSLATION, Untranslatable, superset_of

_SURROGATE = re.compile("[\ud800-\udfff]")
_ANYWHERE = re2._Anchor.UNANCHORED  # noqa: SLF001  see PatternSet.matcher
_SYNTAX = "RE2 has no look-around and no back references; see https://github.com/google/re2/wiki/Syntax."
_SMALLER = "Write smaller numbers in braces, above all where one repeat stands inside another."
MOST_INSTRUCTIONS = 4_000
"""Instructions of RE2's program for one expression of a bank. An ordinary one takes 50 to 1,100."""
Bounds = tuple[int, int]
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
        hint = _SMALLER if "repetition" in reason or "too large" in reason else _SYNTAX
        raise PatternError(f"“{pattern}” is not an expression RE2 accepts: {reason}.", hint=hint) from None


def refusal_of(pattern: str, /) -> PatternError | None:
    """Return why an expression must not go into a bank, or None where it may.

    It is refused where RE2 cannot read it, where it matches the empty text and so every text, and where its repeats multiply
    into a program so large that compiling a bank of such would take minutes.
    """
    try:
        compiled = compile_re2(pattern)
    except PatternError as refused:
        return refused
    if compiled._regexp.Match(_ANYWHERE, b"", 0, 0)[0][0] >= 0:  # noqa: SLF001  see PatternSet.matcher
        return PatternError(f"“{pattern}” matches the empty text, and so every text.", hint="Require something.")
    size = compiled._regexp.ProgramSize()  # noqa: SLF001  not offered otherwise
    if size > MOST_INSTRUCTIONS:
        return PatternError(
            f"“{pattern}” unfolds into {size:,} instructions, more than the {MOST_INSTRUCTIONS:,} allowed.",
            hint=_SMALLER,
        )
    return None


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
        self._matchers: list[Any] = [None] * len(self.patterns)
        self._scratch = threading.local()
        self._database, self._exact, self._unfiltered = _filtering_of(self)

    def __len__(self) -> int:
        return len(self.patterns)

    def matcher(self, index: int, /) -> Any:
        """Return RE2's matching function of one pattern, compiled when first asked for.

        Raises:
            PatternError: The pattern is not RE2 syntax.
        """
        matcher = self._matchers[index]
        if matcher is None:
            compiled = compile_re2(self.patterns[index])
            matcher = self._matchers[index] = compiled._regexp.Match  # noqa: SLF001  a third of what search or finditer cost
        return matcher

    def which(self, text: str, /) -> set[int]:
        """Return the indices of the patterns found anywhere in the text."""
        return self.which_bytes(encoded(text))

    def which_bytes(self, data: bytes, /) -> set[int]:
        """Return the indices of the patterns found in a text already encoded as well-formed UTF-8."""
        return set(self.first_matches(data))

    def first_matches(self, data: bytes, /) -> dict[int, Bounds | None]:
        """Return the patterns found in a text already encoded: by index, the first match's place in bytes where it came to light.

        Hand it to `spans`, which then need not look for it again.
        """
        return self.first_matches_each((data,))[0]

    def first_matches_each(self, texts: Sequence[bytes], /) -> list[dict[int, Bounds | None]]:
        """Return for several texts what `first_matches` returns for each.

        RE2 confirms one pattern in all texts before the next: an automaton just used answers four times as fast.
        """
        answers: list[dict[int, Bounds | None]] = [{} for _ in texts]
        if self._database is not None:
            scan, scratch = self._database.scan, self._own_scratch()
            for data, found in zip(texts, answers, strict=True):
                scan(data, match_event_handler=_remember, context=found, scratch=scratch)
        if self._unfiltered or any(answers):
            self._confirm(texts, answers)
        return answers

    def _confirm(self, texts: Sequence[bytes], answers: Sequence[dict[int, Bounds | None]]) -> None:
        """Let RE2 say where the unsure patterns match first, or that they do not."""
        unsure: dict[int, list[int]] = {}
        for number, found in enumerate(answers):
            for index in found:
                if index not in self._exact:
                    unsure.setdefault(index, []).append(number)
        unsure.update((index, list(range(len(texts)))) for index in self._unfiltered)
        for index, numbers in unsure.items():
            matcher = self.matcher(index)
            for number in numbers:
                first = matcher(_ANYWHERE, texts[number], 0, len(texts[number]))[0]
                if first[0] >= 0:
                    answers[number][index] = first
                else:
                    answers[number].pop(index, None)

    def spans(
        self,
        text: str,
        index: int,
        /,
        *,
        most: int | None = None,
        data: bytes | None = None,
        first: Bounds | None = None,
    ) -> list[Bounds]:
        """Return where one pattern matches, leftmost first, without overlap; empty matches are left out.

        Args:
            most: Stop after so many; None for all.
            data: The text as `encoded` gives it, where the caller has it.
            first: The first match as `first_matches` told it.
        """
        data = encoded(text) if data is None else data
        bounds = _bounds(self.matcher(index), data, len(data) if most is None else most, first)
        return bounds if len(data) == len(text) else _in_code_points(data, bounds)

    def matches_empty(self, index: int, /) -> bool:
        """Say whether one pattern matches the empty text, and so says nothing about any text."""
        return bool(self.matcher(index)(_ANYWHERE, b"", 0, 0)[0][0] >= 0)

    def _own_scratch(self) -> Any:
        """Return this thread's working memory: Hyperscan refuses to share it."""
        try:
            return self._scratch.space
        except AttributeError:
            self._scratch.space = hyperscan.Scratch(self._database)
            return self._scratch.space


def _bounds(locate: Any, data: bytes, most: int, first: Bounds | None) -> list[Bounds]:
    """Return where one expression matches, in bytes, leftmost first and without overlap, empty matches left out."""
    bounds: list[Bounds] = []
    position, end = 0, len(data)
    while len(bounds) < most:
        found = first or locate(_ANYWHERE, data, position, end)[0]
        first = None
        start, stop = found
        if start < 0:
            break
        if stop > start:
            bounds.append(found)
        if position == end:
            break
        position = position + 1 if stop == position else stop
    return bounds


def _remember(index: int, _start: int, _end: int, _flags: int, found: dict[int, Bounds | None]) -> None:
    found[index] = None


class _Filtering(NamedTuple):
    """How a set is filtered: the database, the patterns whose answer needs no confirmation, and those it cannot hold."""

    database: Any
    exact: frozenset[int]
    unfiltered: tuple[int, ...]


def _filtering_of(patterns: PatternSet) -> _Filtering:
    """Build the database of a set, or take it from the store: then nothing is translated or checked again."""
    key = _key(patterns.patterns)
    kept = _read(kept_parts(key)) if len(patterns) >= _WORTH_KEEPING else None
    if kept is not None:
        return kept
    for index in range(len(patterns)):
        patterns.matcher(index)
    filtering = _translated(patterns.patterns)
    if len(patterns) >= _WORTH_KEEPING and filtering.database is not None:
        places = json.dumps([sorted(filtering.exact), filtering.unfiltered]).encode()
        keep_parts(key, {"places": places, "database": hyperscan.dumpb(filtering.database)})
    return filtering


def _read(kept: Mapping[str, memoryview] | None) -> _Filtering | None:
    if kept is None:
        return None
    exact, unfiltered = json.loads(bytes(kept["places"]))
    try:
        database = hyperscan.loadb(bytes(kept["database"]), hyperscan.HS_MODE_BLOCK)
    except hyperscan.HyperscanError:
        return None  # made for another processor or version: compile anew
    return _Filtering(database, frozenset(exact), tuple(unfiltered))


def _translated(patterns: Sequence[str]) -> _Filtering:
    expressions: dict[int, bytes] = {}
    exact: set[int] = set()
    unfiltered: set[int] = set()
    for index, pattern in enumerate(patterns):
        try:
            superset = superset_of(pattern)
        except Untranslatable:
            unfiltered.add(index)
            continue
        expressions[index] = superset.expression.encode()
        if superset.exact:
            exact.add(index)
    try:
        database = _compiled(expressions)
    except hyperscan.HyperscanError:
        unfiltered.update(_refused(expressions))
        expressions = {index: expression for index, expression in expressions.items() if index not in unfiltered}
        database = _compiled(expressions)
    return _Filtering(database, frozenset(exact - unfiltered), tuple(sorted(unfiltered)))


def _compiled(expressions: dict[int, bytes]) -> Any:
    if not expressions:
        return None
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(expressions=list(expressions.values()), ids=list(expressions), flags=_HYPERSCAN_FLAGS)
    return database


def _key(patterns: Sequence[str]) -> str:
    """Name a compiled set by everything it was made from."""
    parts = [f"{version('hyperscan')} {version('google-re2')} {_HYPERSCAN_FLAGS} {TRANSLATION}"]
    parts += [f"{len(pattern)}:{pattern}" for pattern in patterns]
    return hashlib.sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()


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
        self._indices = [index for index, literal in enumerate(self.literals) if literal] if self._everywhere else None
        searched = list(self.literals if self._indices is None else (self.literals[index] for index in self._indices))
        together = "".join(searched)
        is_sound = is_well_formed(together)
        self._is_direct = is_sound and not self._everywhere and "\ufffd" not in together
        self._automaton = automaton_of(searched if is_sound else [well_formed(literal) for literal in searched])

    def __len__(self) -> int:
        return len(self.literals)

    def which(self, text: str, /) -> set[int]:
        """Return the indices of the literals the text holds."""
        return {index for _, _, index in self.find(text)} | self._everywhere

    def find(self, text: str, /) -> list[Hit]:
        """Return every occurrence, overlapping ones too, as ``(start, end, index)`` ordered by end; empty literals give none."""
        if self._automaton is None:
            return []
        try:
            hits: list[Hit] = self._automaton.find_overlapping(text)
        except UnicodeEncodeError:
            hits = self._automaton.find_overlapping(well_formed(text))
        if not hits or self._is_direct:
            return hits
        indices, literals = self._indices or range(len(self.literals)), self.literals
        return [(start, end, indices[hit]) for start, end, hit in hits if text.startswith(literals[indices[hit]], start)]

    def find_each(self, texts: Sequence[str], /) -> list[list[Hit]]:
        """Return for several texts what `find` returns for each, found in one pass."""
        if len(texts) < 2:
            return [self.find(text) for text in texts]
        joint = Joint(texts)
        found = joint.by_text(self.find(joint.text))
        return [found.get(number, []) for number in range(len(texts))]


def automaton_of(literals: list[str], /) -> Any:
    """Return the automaton of some literals, none of them empty, or None where there are none; a large one from the store."""
    if len(literals) < WORTH_KEEPING or keeps_nothing():
        return compiled_automaton(literals)
    key = key_of("literals", literals)
    kept = kept_parts(key)
    if kept is not None:
        return automaton_from(kept["automaton"])
    automaton = compiled_automaton(literals)
    keep_parts(key, {"automaton": automaton.serialize()})
    return automaton


def compiled_automaton(literals: list[str], /) -> Any:
    """Return the automaton of some literals, none of them empty, or None where there are none."""
    return daachorse.CharwiseDoubleArrayAhoCorasick(literals) if literals else None


def automaton_from(kept: memoryview, /) -> Any:
    """Return an automaton from its kept form."""
    return daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(bytes(kept))


def is_well_formed(text: str, /) -> bool:
    """Say whether a text holds no lone surrogate."""
    return _SURROGATE.search(text) is None
