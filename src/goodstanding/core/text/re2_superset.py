r"""Turn an RE2 expression into a Hyperscan expression that matches at least wherever the RE2 one does.

Hyperscan reads PCRE syntax, and differs from RE2 in what ``\s``, ``$``, ``\pL`` or case folding mean. Nothing is passed
through: every class is written out as code-point ranges, and what has no exact counterpart is widened. The outcome says whether
it was widened, so that only widened patterns need RE2's confirmation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from goodstanding.core.text.code_points import ANY, NEWLINE, Ranges, case_variants, negated, perl_class, posix_class, wide_script

TRANSLATION = 1
"""The number of this translation: raise it with every change of what comes out, since compiled databases are kept under it."""

_LONGEST_REPEAT = 64  # beyond it Hyperscan's automata grow out of hand: repeat without limit instead
_LONGEST_GAP = 1  # the same for gaps: their length is what costs, and RE2 checks it where both ends are there
_WIDE = "\\x{10ffff}"  # how a class that runs to the end of Unicode ends: a gap between two words, nearly always
_CONTROL = {"a": 7, "f": 12, "t": 9, "n": 10, "r": 13, "v": 11}


class Untranslatable(Exception):
    """The expression uses something this translator does not know: run it on RE2 alone."""


@dataclass(frozen=True, slots=True)
class Superset:
    """A Hyperscan expression in UTF-8 mode, and whether it means exactly what the RE2 expression means."""

    expression: str
    exact: bool


def superset_of(pattern: str, /) -> Superset:
    """Translate one expression RE2 has already accepted.

    Raises:
        Untranslatable: The expression is outside the part of the syntax known here.
    """
    translator = _Translator(pattern)
    expression, _ = translator.alternation(_Flags())
    if not translator.at_end():
        raise Untranslatable(pattern)
    return Superset(expression, translator.exact)


@dataclass(slots=True)
class _Flags:
    """Inline flags in force at one point of the expression; ``U`` changes which match is found, never whether."""

    caseless: bool = False
    multiline: bool = False
    dot_all: bool = False

    def copy(self) -> _Flags:
        return _Flags(self.caseless, self.multiline, self.dot_all)

    def set(self, letters: str) -> None:
        value = True
        for letter in letters:
            if letter == "-":
                value = False
            elif letter == "i":
                self.caseless = value
            elif letter == "m":
                self.multiline = value
            elif letter == "s":
                self.dot_all = value
            elif letter != "U":
                raise Untranslatable(letters)


class _Translator:
    """One left-to-right pass. Each method returns the translation and whether it holds an anchor."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self.exact = True

    def at_end(self) -> bool:
        return self._at >= len(self._pattern)

    def _peek(self, count: int = 1) -> str:
        return self._pattern[self._at : self._at + count]

    def _take(self, count: int = 1) -> str:
        taken = self._pattern[self._at : self._at + count]
        if len(taken) < count:
            raise Untranslatable(self._pattern)
        self._at += count
        return taken

    def _until(self, mark: str) -> str:
        end = self._pattern.find(mark, self._at)
        if end < 0:
            raise Untranslatable(self._pattern)
        taken = self._pattern[self._at : end]
        self._at = end + len(mark)
        return taken

    def alternation(self, flags: _Flags) -> tuple[str, bool]:
        """Read branches up to the end or a closing bracket. Flags set in one branch hold in the next ones."""
        branches: list[str] = []
        anchored = False
        while True:
            branch, anchor = self._branch(flags)
            branches.append(branch)
            anchored |= anchor
            if self._peek() != "|":
                return "|".join(branches), anchored
            self._take()

    def _branch(self, flags: _Flags) -> tuple[str, bool]:
        parts: list[str] = []
        anchored = False
        while not self.at_end() and self._peek() not in "|)":
            atom, anchor = self._atom(flags)
            parts.append(self._repeated(atom, anchored=anchor))
            anchored |= anchor
        return "".join(parts), anchored

    def _repeated(self, atom: str, *, anchored: bool) -> str:
        while True:
            repeat = self._repeat(wide=_WIDE in atom)
            if repeat is None:
                return atom
            if not atom or anchored:
                raise Untranslatable(self._pattern)
            atom = f"(?:{atom}){repeat}"

    def _repeat(self, *, wide: bool) -> str | None:
        symbol = self._peek()
        if symbol and symbol in "*+?":
            self._take()
        elif symbol == "{":
            symbol = self._bounds(wide=wide)
        else:
            return None
        if symbol and self._peek() == "?":
            self._take()  # a lazy repeat matches wherever the greedy one does
        return symbol or None

    def _bounds(self, *, wide: bool) -> str:
        """Read ``{n}``, ``{n,}`` or ``{n,m}``; anything else is a literal brace and is left in place."""
        end = self._pattern.find("}", self._at)
        inside = self._pattern[self._at + 1 : end] if end > 0 else ""
        low, comma, high = inside.partition(",")
        if not _is_number(low) or (high and not _is_number(high)):
            return ""
        self._at = end + 1
        longest = _LONGEST_GAP if wide else _LONGEST_REPEAT
        return self._repeat_between(int(low), int(high) if high else None if comma else int(low), longest)

    def _repeat_between(self, low: int, high: int | None, longest: int) -> str:
        if low > longest or (high or 0) > longest:
            self.exact = False
            low, high = min(low, longest), None
        return f"{{{low},}}" if high is None else f"{{{low},{high}}}"

    def _atom(self, flags: _Flags) -> tuple[str, bool]:
        symbol = self._take()
        if symbol == "(":
            return self._group(flags)
        if symbol == "[":
            return self._class(flags), False
        if symbol == "\\":
            return self._escape(flags)
        if symbol == ".":
            return _written(ANY if flags.dot_all else negated(NEWLINE)), False
        if symbol in "^$":
            return self._anchor(symbol, flags)
        if symbol in "*+?":
            raise Untranslatable(self._pattern)
        return self._literal(ord(symbol), flags), False

    def _anchor(self, symbol: str, flags: _Flags) -> tuple[str, bool]:
        if flags.multiline:
            self.exact = False
            return "", True
        return ("^" if symbol == "^" else "\\z"), True

    def _group(self, flags: _Flags) -> tuple[str, bool]:
        inner = flags.copy()
        if self._peek() == "?":
            self._take()
            if self._peek(2) == "P<" or self._peek() == "<":
                self._until(">")
            else:
                letters = self._take_flags()
                if self._take() == ")":
                    flags.set(letters)
                    return "", False
                inner.set(letters)
        body, anchored = self.alternation(inner)
        if self._take() != ")":
            raise Untranslatable(self._pattern)
        return f"(?:{body})", anchored

    def _take_flags(self) -> str:
        start = self._at
        while self._peek() not in (":", ")"):
            self._take()
        return self._pattern[start : self._at]

    def _literal(self, code: int, flags: _Flags) -> str:
        return _written(self._folded(((code, code),), flags))

    def _folded(self, ranges: Ranges, flags: _Flags) -> Ranges:
        if not flags.caseless:
            return ranges
        folded, exact = case_variants(ranges)
        self.exact &= exact
        return folded

    def _escape(self, flags: _Flags) -> tuple[str, bool]:
        symbol = self._take()
        if symbol in "AZz":
            if symbol == "Z":
                raise Untranslatable(self._pattern)
            return ("^" if symbol == "A" else "\\z"), True
        if symbol in "bB":
            self.exact = False
            return "", True
        if symbol == "Q":
            return self._quoted(flags), False
        ranges = self._escaped_class(symbol, flags)
        if ranges is None:
            return self._literal(self._code(symbol), flags), False
        return _written(ranges), False

    def _quoted(self, flags: _Flags) -> str:
        end = self._pattern.find("\\E", self._at)
        text = self._pattern[self._at :] if end < 0 else self._pattern[self._at : end]
        self._at = len(self._pattern) if end < 0 else end + 2
        if self._peek() in tuple("*+?{"):
            raise Untranslatable(self._pattern)
        return "".join(self._literal(ord(letter), flags) for letter in text)

    def _escaped_class(self, symbol: str, flags: _Flags) -> Ranges | None:
        r"""Read ``\d \s \w \p…`` and their negations; None where the escape is one character."""
        if symbol in "dDsSwW":
            ranges = self._folded(perl_class(symbol.lower()), flags)
            return negated(ranges) if symbol.isupper() else ranges
        if symbol in "pP":
            return self._property(symbol)
        return None

    def _property(self, symbol: str) -> Ranges:
        self.exact = False
        name = self._take()
        if name == "{":
            name = self._until("}")
        return ANY if symbol == "P" or name.startswith("^") else wide_script(name)

    def _code(self, symbol: str) -> int:
        if symbol in _CONTROL:
            return _CONTROL[symbol]
        if symbol == "x":
            digits = self._until("}") if self._peek() == "{" and self._take() else self._take(2)
            return int(digits, 16)
        if symbol in "01234567":
            return self._octal(symbol)
        if symbol.isalnum():
            raise Untranslatable(self._pattern)
        return ord(symbol)

    def _octal(self, first: str) -> int:
        digits = first
        while len(digits) < 3 and self._peek() and self._peek() in "01234567":
            digits += self._take()
        return int(digits, 8)

    def _class(self, flags: _Flags) -> str:
        negative = self._peek() == "^"
        if negative:
            self._take()
        exact_before, self.exact = self.exact, True
        members: list[tuple[int, int]] = []
        first = True
        while first or self._peek() != "]":
            first = False
            members.extend(self._class_item(flags))
        self._take()
        ranges = ANY if negative and not self.exact else tuple(members)
        if negative and self.exact:
            ranges = negated(ranges)
        self.exact &= exact_before
        return _written(ranges)

    def _class_item(self, flags: _Flags) -> Ranges:
        if self._peek(2) == "[:":
            self._take(2)
            return self._posix(self._until(":]"), flags)
        symbol = self._take()
        if symbol == "\\":
            escape = self._take()
            ranges = self._escaped_class(escape, flags)
            if ranges is not None:
                return ranges
            low = self._code(escape)
        else:
            low = ord(symbol)
        return self._folded(((low, self._range_end(low)),), flags)

    def _posix(self, name: str, flags: _Flags) -> Ranges:
        ranges = posix_class(name.removeprefix("^"))
        if ranges is None:
            raise Untranslatable(self._pattern)
        folded = self._folded(ranges, flags)
        return negated(folded) if name.startswith("^") else folded

    def _range_end(self, low: int) -> int:
        if self._peek() != "-" or self._peek(2) in ("-]", "-"):
            return low
        self._take()
        symbol = self._take()
        high = self._code(self._take()) if symbol == "\\" else ord(symbol)
        if high < low:
            raise Untranslatable(self._pattern)
        return high


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


@lru_cache(maxsize=4096)
def _written(ranges: Ranges) -> str:
    """Write a class for Hyperscan, or one code point where it is one."""
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        return _code_point(ranges[0][0])
    if not ranges:
        raise Untranslatable("a class that matches nothing")
    parts = (_code_point(low) if low == high else f"{_code_point(low)}-{_code_point(high)}" for low, high in ranges)
    return f"[{''.join(parts)}]"


def _code_point(code: int) -> str:
    return f"\\x{{{code:x}}}"
