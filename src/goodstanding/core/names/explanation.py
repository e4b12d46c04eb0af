"""What in a name reads as what in a protected name: the alignment told in spans and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from goodstanding.core.names.alignment import Alignment, Pair, Subject, Target
from goodstanding.core.names.sentences import sentence
from goodstanding.core.names.units import Row
from goodstanding.core.names.values import Disguise, NameMatch, ProtectedName, ReadAs
from goodstanding.core.text.scripts import is_cjk

_ORDER = list(Disguise)


def told(entry: ProtectedName, subject: Subject, target: Target, alignment: Alignment, /) -> NameMatch:
    """Tell a match: which disguises there are, where, and in a sentence of its own."""
    spans = tuple(sorted(_spans(subject, target, alignment), key=lambda span: (span.start, span.end, span.protected_start)))
    used = sorted({span.disguise for span in spans} - {Disguise.EXACT}, key=_ORDER.index) or [Disguise.EXACT]
    how = used[0] if len(used) == 1 else Disguise.STACKED
    score = round(alignment.score, 4)
    said = sentence(
        "match", name=entry.name, kind=sentence(f"kind_{entry.kind}"), source=entry.source, how=sentence(f"how_{how}"),
        score=f"{score:.0%}",
    )  # fmt: skip
    return NameMatch(entry, score, how, tuple(used), spans, said)


def _spans(subject: Subject, target: Target, alignment: Alignment) -> Iterator[ReadAs]:
    pairs = alignment.pairs
    for disguise, group in groupby(_numbered(subject.row, target.row, pairs), key=lambda item: item[:2]):
        run = [pair for _, _, pair in group]
        yield _read_as(subject.row, target.row, (run[0].at, run[-1].at), (run[0].wanted, run[-1].wanted), disguise[0])
    paired, wanted = {pair.at for pair in pairs}, {pair.wanted for pair in pairs}
    for first, last in _stretches(len(subject.row.units), paired):
        yield _inserted(subject, target.row, pairs, (first, last))
    for first, last in _stretches(len(target.row.units), wanted):
        yield _dropped(subject.row, target.row, pairs, (first, last))
    yield from _signs(subject.row, target.row, pairs)


def _numbered(row: Row, target: Row, pairs: tuple[Pair, ...]) -> Iterator[tuple[Disguise, int, Pair]]:
    """Give each pair its disguise, and to neighbours with the same one the same number."""
    number, last = 0, None
    for pair in pairs:
        disguise = pair.disguise or _written(row, target, pair)
        if last is None or (pair.at, pair.wanted) != (last[0] + 1, last[1] + 1) or disguise is not last[2]:
            number += 1
        last = (pair.at, pair.wanted, disguise)
        yield disguise, number, pair


def _written(row: Row, target: Row, pair: Pair) -> Disguise:
    """Tell how the same unit was written: as in the protected name, in another script, or in letters of another shape."""
    text, other = _original(row, pair.at, pair.at), _original(target, pair.wanted, pair.wanted)
    if text.lower() == other.lower() or text.lower() == row.units[pair.at].text:
        return Disguise.EXACT
    if row.units[pair.at].is_han and row.units[pair.at].end - row.units[pair.at].start > 1:
        return Disguise.LOOK_ALIKE
    return Disguise.TRADITIONAL if any(is_cjk(character) for character in text) else Disguise.LOOK_ALIKE


def _read_as(row: Row, target: Row, here: tuple[int, int], there: tuple[int, int], disguise: Disguise) -> ReadAs:
    start, end = _span(row, *here)
    protected_start, protected_end = _span(target, *there)
    text, protected = row.normal.original[start:end], target.normal.original[protected_start:protected_end]
    said = sentence(disguise.value, text=text, protected=protected)
    return ReadAs(start, end, text, protected_start, protected_end, protected, disguise, said)


def _inserted(subject: Subject, target: Row, pairs: tuple[Pair, ...], here: tuple[int, int]) -> ReadAs:
    start, end = _span(subject.row, *here)
    text = subject.row.normal.original[start:end]
    at = _place_after(target, [pair.wanted for pair in pairs if pair.at < here[0]])
    return ReadAs(start, end, text, at, at, "", Disguise.ADDED_WORDS, sentence("added_words", text=text))


def _dropped(row: Row, target: Row, pairs: tuple[Pair, ...], there: tuple[int, int]) -> ReadAs:
    protected_start, protected_end = _span(target, *there)
    protected = target.normal.original[protected_start:protected_end]
    at = _place_after(row, [pair.at for pair in pairs if pair.wanted < there[0]])
    said = sentence("dropped_words", protected=protected)
    return ReadAs(at, at, "", protected_start, protected_end, protected, Disguise.DROPPED_WORDS, said)


def _signs(row: Row, target: Row, pairs: tuple[Pair, ...]) -> Iterator[ReadAs]:
    """Yield what stands between two neighbouring units of the original and is no unit: signs, blanks, invisible characters."""
    for left, right in pairwise(pairs):
        if right.at != left.at + 1 or right.wanted != left.wanted + 1:
            continue
        start, end = _span(row, left.at, left.at)[1], _span(row, right.at, right.at)[0]
        between = _span(target, left.wanted, left.wanted)[1], _span(target, right.wanted, right.wanted)[0]
        text = row.normal.original[start:end]
        if start < end and text != target.normal.original[slice(*between)]:
            yield ReadAs(start, end, text, between[0], between[0], "", Disguise.SPACING, sentence("spacing", text=text))


def _stretches(length: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of places that are not taken."""
    start = None
    for place in range(length + 1):
        is_free = place < length and place not in taken
        if is_free and start is None:
            start = place
        elif not is_free and start is not None:
            yield start, place - 1
            start = None


def _span(row: Row, first: int, last: int) -> tuple[int, int]:
    return row.normal.original_span(row.units[first].start, row.units[last].end)


def _original(row: Row, first: int, last: int) -> str:
    return row.normal.original[slice(*_span(row, first, last))]


def _place_after(row: Row, before: list[int]) -> int:
    return _span(row, max(before), max(before))[1] if before else 0
