"""Lists of site titles and keywords that have nothing to do with the text around them: on one line, or a line each.

A list is several pieces between separators, nearly without the words that hold sentences together, whose letter pairs the rest of
the text does not use, and whose pieces look like titles of sites that sell something. What honest pages list — menus, feet, links
to other sites, firms taking part — is made of plain site words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goodstanding.core.signals.foreign_marks import Foreign, Mark, MarkedText, is_han, is_site, words_of
from goodstanding.core.signals.spam_vocabulary import FOOT_WORDS, FUNCTION_WORDS, NAVIGATION, PLAIN_SITE_WORDS
from goodstanding.core.text.patterns import LiteralSet

_LEAST_LETTERS = 12
_LEAST_MARKED = 0.25
_MOST_FUNCTION = 0.11
_LEAST_FOREIGN = 0.75
_SURE_FUNCTION, _SURE_FOREIGN = 0.06, 0.5
_LONGEST_ITEM = 45
"""Letters of a line that may be one item of a list down the page."""
_STRONG = re.compile(r"\s*[|｜丨¦]\s*|\s+i\s+|\s{2,}|\s*[★☆●■◆▲※→►▶•·♥❤]\s*|\s*(?:>>|»)\s*")
_WEAK = (re.compile(r"\s*[-–—]+\s*"), re.compile(r"_"), re.compile(r"[,，]"))
_SPACED = re.compile(r"[^ ]{2,}")
_ADDRESS = re.compile(r"<?(?:https?|ftp)://[^\s<>\u3400-\u9fff]+>?")
_FOOT = LiteralSet(FOOT_WORDS)
_PLAIN_WORDS = frozenset(NAVIGATION)


def list_in_line(marked: MarkedText, start: int, end: int, /) -> Foreign | None:
    """Return a line as a foreign list, or None where it is none."""
    line = _ADDRESS.sub(" ", marked.text[start:end])
    if "。" in line or line.rstrip().endswith("|"):
        return None  # prose, or a row of a table
    pieces = _pieces(line)
    if pieces:
        return _judged(marked, start, end, line, pieces)
    spaced = _places_of_words(marked.text, start, end)
    if len(spaced) >= 5 and _sells(marked, spaced):
        return _judged(marked, start, end, line, [marked.text[first:last] for first, last in spaced])
    return None


def _places_of_words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [found.span() for found in _SPACED.finditer(text, start, end)]


def is_furniture(marked: MarkedText, start: int, end: int, /) -> bool:
    """Say whether a line is a menu or the foot of a page: words of such places, and nothing of a trade."""
    if any(mark.role == "trade" for mark in marked.within(start, end)):
        return False
    line = marked.text[start:end]
    if "。" in line:
        return False
    if len({index for _, _, index in _FOOT.find(line)}) >= 2:
        return True
    pieces = _pieces(line)
    return bool(pieces) and _is_honest(pieces, [mark for mark in marked.within(start, end) if is_site(mark)])


def lists_down_the_page(marked: MarkedText, lines: Sequence[tuple[int, int]], /) -> Iterator[Foreign]:
    """Return foreign lists of one item a line: four short marked lines or more, one after another."""
    run: list[tuple[int, int]] = []
    for start, end in [*lines, (len(marked.text), len(marked.text) + _LONGEST_ITEM + 1)]:
        if _is_item(marked, start, end):
            run.append((start, end))
            continue
        if len(run) >= 4:
            pieces = [marked.text[first:last] for first, last in run]
            found = _judged(marked, run[0][0], run[-1][1], "\n".join(pieces), pieces)
            if found is not None and _sells(marked, run):
                yield found
        run = []


def _is_item(marked: MarkedText, start: int, end: int) -> bool:
    if end - start > _LONGEST_ITEM or _is_prose(marked.text, start, end) or not marked.within(start, end):
        return False
    return not is_furniture(marked, start, end)


def _sells(marked: MarkedText, run: Sequence[tuple[int, int]]) -> bool:
    """Say whether at least half of the lines of a list down the page name a trade."""
    return 2 * sum(any(mark.role == "trade" for mark in marked.within(start, end)) for start, end in run) >= len(run)


def _is_prose(text: str, start: int, end: int) -> bool:
    return any(text.find(stop, start, end) >= 0 for stop in "。，；")


def _pieces(line: str) -> list[str]:
    """Split a line at the separators it uses: three pieces between strong ones make a list, four between weak ones."""
    strong = [piece for piece in _STRONG.split(line) if piece.strip()]
    if len(strong) >= 3:
        return strong
    for separator in _WEAK:
        weak = [piece for piece in separator.split(line) if piece.strip()]
        if len(weak) >= 4:
            return weak
    return []


def _judged(marked: MarkedText, start: int, end: int, line: str, pieces: Sequence[str]) -> Foreign | None:
    letters = [letter for letter in line if is_han(letter)]
    if len(letters) < _LEAST_LETTERS or not pieces:
        return None
    marks = [mark for mark in marked.within(start, end) if mark.role in ("trade", "code") or is_site(mark)]
    share = _marked_share(pieces, marks)
    function = sum(letter in FUNCTION_WORDS for letter in letters) / len(letters)
    if share < _LEAST_MARKED or function > _MOST_FUNCTION or _is_honest(pieces, marks):
        return None
    foreign = marked.foreignness(start, end)
    if foreign < (_SURE_FOREIGN if function <= _SURE_FUNCTION and share >= 2 * _LEAST_MARKED else _LEAST_FOREIGN):
        return None
    score = min(1.0, 0.4 * foreign + 0.3 * min(1.0, 2 * share) + 0.3 * (1 - function / _MOST_FUNCTION))
    return Foreign(start, end, round(score, 3), "list", len(pieces), words_of(marks))


def _marked_share(pieces: Sequence[str], marks: Sequence[Mark]) -> float:
    """Return the share of pieces that hold a mark and are no mere entry of a menu, 0.0–1.0."""
    written = {mark.word for mark in marks}
    return sum(any(word in piece for word in written) and not _is_menu(piece) for piece in pieces) / len(pieces)


def _is_menu(piece: str) -> bool:
    return piece.strip(" 【】[]()（）:：") in _PLAIN_WORDS


def _is_honest(pieces: Sequence[str], marks: Sequence[Mark]) -> bool:
    """Say whether a list is a menu, or links and firms named by plain site words alone."""
    if sum(map(_is_menu, pieces)) * 2 >= len(pieces):
        return True
    written = {mark.word for mark in marks}
    if not written <= PLAIN_SITE_WORDS:
        return False
    return sum(sum(word in piece for word in written) >= 2 for piece in pieces) < 2
