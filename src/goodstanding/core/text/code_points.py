"""Sets of code points as ranges, with the classes and the case folding RE2 gives them."""

from __future__ import annotations

from functools import lru_cache

Ranges = tuple[tuple[int, int], ...]
"""Inclusive ranges of code points; order and overlap do not matter."""

_LAST = 0x10FFFF
_SURROGATES = (0xD800, 0xDFFF)

NEWLINE: Ranges = ((10, 10),)
NON_ASCII: Ranges = ((0x80, _SURROGATES[0] - 1), (_SURROGATES[1] + 1, _LAST))
ANY: Ranges = ((0, _SURROGATES[0] - 1), (_SURROGATES[1] + 1, _LAST))

_PERL: dict[str, Ranges] = {
    "d": ((48, 57),),
    "s": ((9, 10), (12, 13), (32, 32)),
    "w": ((48, 57), (65, 90), (95, 95), (97, 122)),
}
_POSIX: dict[str, Ranges] = {
    "alnum": ((48, 57), (65, 90), (97, 122)),
    "alpha": ((65, 90), (97, 122)),
    "ascii": ((0, 127),),
    "blank": ((9, 9), (32, 32)),
    "cntrl": ((0, 31), (127, 127)),
    "digit": ((48, 57),),
    "graph": ((33, 126),),
    "lower": ((97, 122),),
    "print": ((32, 126),),
    "punct": ((33, 47), (58, 64), (91, 96), (123, 126)),
    "space": ((9, 13), (32, 32)),
    "upper": ((65, 90),),
    "word": _PERL["w"],
    "xdigit": ((48, 57), (65, 70), (97, 102)),
}
_HAN: Ranges = (
    (0x2E80, 0x31FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x16F00, 0x16FFF),
    (0x1D300, 0x1D3FF),
    (0x20000, 0x3FFFF),
)
_WITHOUT_ASCII = frozenset(
    ["Arabic", "Bopomofo", "Cyrillic", "Greek", "Hangul", "Hebrew", "Hiragana", "Katakana", "Thai", "Tibetan"]
)


def negated(ranges: Ranges, /) -> Ranges:
    """Return every code point outside the ranges; surrogates are in neither."""
    outside: list[tuple[int, int]] = []
    start = 0
    for low, high in sorted((*ranges, _SURROGATES)):
        if low > start:
            outside.append((start, low - 1))
        start = max(start, high + 1)
    if start <= _LAST:
        outside.append((start, _LAST))
    return tuple(outside)


def perl_class(letter: str, /) -> Ranges:
    r"""Return RE2's ``\d``, ``\s`` or ``\w``: ASCII only, and ``\s`` without the vertical tab."""
    return _PERL[letter]


def posix_class(name: str, /) -> Ranges | None:
    """Return a class such as ``[:alpha:]``, or None when there is no such class."""
    return _POSIX.get(name)


def wide_script(name: str, /) -> Ranges:
    """Return a class that holds at least the Unicode property of that name, whatever Unicode version RE2 was built with."""
    if name == "Han":
        return _HAN
    return NON_ASCII if name in _WITHOUT_ASCII else ANY


@lru_cache(maxsize=1024)
def case_variants(ranges: Ranges, /) -> tuple[Ranges, bool]:
    """Add every other case of every member.

    Returns:
        The widened ranges, and whether they are exactly RE2's: true while no cased letter beyond ASCII was among the members.
    """
    added: list[tuple[int, int]] = []
    exact = True
    orbits = _ascii_orbits() if all(high < 0x80 for _, high in ranges) else _all_orbits()
    for code, others in orbits.items():
        if any(low <= code <= high for low, high in ranges):
            added.extend((other, other) for other in others)
            exact &= code < 0x80
    return (*ranges, *added), exact


def _ascii_orbits() -> dict[int, frozenset[int]]:
    """Return the other cases of each ASCII letter, exactly as Unicode's simple folding has them."""
    orbits = {code: frozenset({code ^ 0x20}) for code in (*range(65, 91), *range(97, 123))}
    for letter, sign in (("k", 0x212A), ("s", 0x17F)):
        for code in (ord(letter), ord(letter.upper())):
            orbits[code] |= {sign}
    return orbits


@lru_cache(maxsize=1)
def _all_orbits() -> dict[int, frozenset[int]]:
    """Return the other cases of every cased letter; beyond ASCII they hold at least what simple folding holds."""
    return _ascii_orbits() | _wide_orbits()


def _wide_orbits() -> dict[int, frozenset[int]]:
    groups: dict[int, set[int]] = {}
    for code in range(0x80, 0x1F000):
        letter = chr(code)
        lower, upper = letter.lower(), letter.upper()
        forms = {lower, upper, letter.title(), letter.casefold(), lower.upper(), upper.lower()}
        related = {ord(form) for form in forms if len(form) == 1}
        if len(related) < 2:
            continue
        merged = related | {code}
        for member in related:
            merged |= groups.get(member, set())
        for member in merged:
            groups[member] = merged
    return {code: frozenset(members - {code}) for code, members in groups.items() if code >= 0x80}
