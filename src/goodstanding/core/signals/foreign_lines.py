"""Advertisements between the sentences of somebody else's text.

The text is cut into clauses. Each clause gains by words of a trade, of a call, of a promise, by amounts and by contacts, and
loses by every letter none of them accounts for, by words that hold prose together and by words of a report. The runs of clauses
with the greatest sums are then the advertisements, found in one walk (Kadane): a run bridges a clause that says nothing and ends
where prose goes on. A trade the rest of the text speaks of too counts little: what is the topic of a text is not foreign to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goodstanding.core.signals.contacts import SURE
from goodstanding.core.signals.foreign_marks import Foreign, Mark, MarkedText, is_inside, is_site, words_of
from goodstanding.core.signals.spam_vocabulary import FUNCTION_WORDS, PLAIN_SITE_WORDS, STRONG_FAMILIES

_CLAUSE = re.compile(r"[^,，。！？!?;；\n、 …<>\"]+[,，。！？!?;；、 …]*")
_WEIGHTS = {
    "call": 0.8,
    "promise": 0.45,
    "offer": 0.7,
    "code": 1.2,
    "contact": 2.4,
    "report": -1.3,
    "site": 0.8,
    "theme": 0.4,
    "brand": 0.9,
    "remark": 0.8,
    "latin": 0.4,
    "join": 0.5,
}
_STRONG_TRADE, _WEAK_TRADE, _PLAIN_SITE = 1.8, 1.2, 0.5
_TOPIC, _REPEATED = 0.15, 0.3
_A_LETTER, _A_FUNCTION_LETTER, _A_LINE, _A_SENTENCE = -0.035, -0.16, -1.2, -0.6
_AN_UNMARKED_LETTER = -0.057
_WITHOUT_FUNCTION = str.maketrans("", "", "".join(sorted(FUNCTION_WORDS)))
_NEAR = 120
"""Letters within which a word said again adds little, and a family of trades is spoken of in one place."""
_LEAST = 1.2
_LEAST_FOREIGN = 0.6
_NEEDED = frozenset({"trade", "brand", "remark"})
"""Without a mark of one of these roles a run is neither an offer nor a title."""
_PITCHES = {"call": 0.4, "promise": 0.25, "offer": 0.3, "site": 0.3, "contact": 1.0, "code": 0.5, "brand": 0.5, "latin": 0.15}
_ENOUGH, _ENOUGH_STRAY = 2.0, 1.2
_ASKING = frozenset({"call", "contact"})
_MOST_HOLDING = 0.08
"""Share of letters that hold sentences together."""
_PITCH_FOREIGN = 0.75
_STRONG_WORD = 0.6
_STOPS = "。!?！？…"
_SHADY = frozenset({"gambling", "sexual", "illicit"})
_LONGEST_TITLE = 120
_TAIL = 6
"""Letters after the last mark that still belong to an advertisement whose clause ends there."""


class _Clause(NamedTuple):
    start: int
    end: int
    gain: float


def advertisements(marked: MarkedText, known: Sequence[tuple[int, int]], /) -> Iterator[Foreign]:
    """Return the advertisements of a text in order.

    Args:
        known: Parts already found foreign, in order; they are passed over.
    """
    if not any(mark.role in _NEEDED for mark in marked.marks):
        return
    weights = _Weights(marked, known)
    for first, last in _best_runs(_clauses(marked, weights, known)):
        found = _judged(marked, weights, first, last)
        if found is not None:
            yield found


class _Weights:
    """What each mark adds, given where else the text speaks of the same thing."""

    def __init__(self, marked: MarkedText, known: Sequence[tuple[int, int]]) -> None:
        self._marked = marked
        self._said: dict[str, int] = {}
        self._spread = {family: _is_spread(places, known) for family, places in marked.families.items()}

    def of(self, mark: Mark) -> float:
        """Return what a mark adds; ask in the order of the text."""
        value = self._plain(mark)
        before = self._said.get(mark.word)
        self._said[mark.word] = mark.start
        return value * _REPEATED if before is not None and value > 0 and mark.start - before < _NEAR else value

    def _plain(self, mark: Mark) -> float:
        if mark.role == "trade":
            weight = _STRONG_TRADE if is_strong(mark) else _WEAK_TRADE
        else:
            weight = _PLAIN_SITE if mark.role == "site" and mark.word in PLAIN_SITE_WORDS else _WEIGHTS[mark.role] * mark.weight
        return weight * (_TOPIC if self.is_topic(mark) else 1.0)

    def is_topic(self, mark: Mark) -> bool:
        """Say whether the text speaks of a mark's trade, or in its very word, in several places."""
        return self._spread.get(mark.family, False)


def _is_spread(places: Sequence[int], known: Sequence[tuple[int, int]]) -> bool:
    own = [at for at in places if not is_inside(at, known)] if known else places
    return bool(own) and own[-1] - own[0] > _NEAR


def _clauses(marked: MarkedText, weights: _Weights, known: Sequence[tuple[int, int]]) -> Iterator[_Clause]:
    waiting = list(reversed(known))
    previous = 0
    for found in _CLAUSE.finditer(marked.text):
        start, end = found.span()
        while waiting and waiting[-1][1] <= start:
            waiting.pop()
        if waiting and waiting[-1][0] < end:
            yield _Clause(start, end, -9.0)
            continue
        gain = _gain(marked, weights, start, end)
        yield _Clause(start, end, gain + _break(marked.text, previous, start))
        previous = end


def _break(text: str, previous: int, start: int) -> float:
    """Return what it costs to go on after the end of a line or a sentence."""
    if (start - previous and not text[previous:start].isspace()) or text.find("\n", previous, start) >= 0:
        return _A_LINE
    return _A_SENTENCE if previous and text[previous - 1] in "。！？!?" else 0.0


def _gain(marked: MarkedText, weights: _Weights, start: int, end: int) -> float:
    marks = marked.within(start, end)
    if not marks:
        return _AN_UNMARKED_LETTER * (end - start)
    covered = sum(mark.end - mark.start for mark in marks)
    part = marked.text[start:end]
    gain = _A_LETTER * max(0, end - start - covered) + _A_FUNCTION_LETTER * _holding(part)
    return gain + sum(map(weights.of, marks))


def _holding(part: str) -> int:
    return len(part) - len(part.translate(_WITHOUT_FUNCTION))


def _best_runs(clauses: Iterator[_Clause]) -> Iterator[tuple[_Clause, _Clause]]:
    """Return the runs whose sum is greatest before it falls back to nothing: first and last clause of each."""
    run: list[_Clause] = []
    total = best = 0.0
    reach = 0
    for clause in clauses:
        if total + clause.gain <= 0.0 or total < best - _LEAST:
            if best >= _LEAST:
                yield run[0], run[reach]
            run, total, best, reach = [], 0.0, 0.0, 0
            if clause.gain <= 0.0:
                continue
        run.append(clause)
        total += clause.gain
        if total > best:
            best, reach = total, len(run) - 1
    if best >= _LEAST:
        yield run[0], run[reach]


def _judged(marked: MarkedText, weights: _Weights, first: _Clause, last: _Clause) -> Foreign | None:
    marks = marked.within(first.start, last.end)
    new = [mark for mark in marks if not weights.is_topic(mark)]
    start, end = _bounds(marked.text, first, last, marks)
    is_said = _is_offer(new) or (_is_title(new) and _is_dense(marked.text, start, end, new))
    if not is_said and not _is_pitch(marked, start, end, new):
        return None
    if marked.foreignness(start, end) < (_LEAST_FOREIGN if is_said else _PITCH_FOREIGN):
        return None
    telling = [mark for mark in marks if mark.role not in ("promise", "report", "join", "latin", "theme")]
    return Foreign(start, end, round(min(1.0, 0.5 + 0.06 * len(telling)), 3), "line", len(telling), words_of(telling))


def _is_offer(marks: Sequence[Mark]) -> bool:
    """Say whether somebody is asked to deal: a trade beside a contact, or enough words of it beside a call or a promise."""
    roles = {mark.role for mark in marks}
    trades = {mark.word for mark in marks if mark.role == "trade"}
    if not trades:
        return False
    if any(mark.role == "contact" and mark.weight >= SURE for mark in marks):
        return True
    calls = {mark.word for mark in marks if mark.role == "call"}
    asked = {mark.word for mark in marks if mark.role == "site" and mark.word not in PLAIN_SITE_WORDS}
    if "report" in roles or not (calls or (len(trades) >= 2 and (asked or roles & {"promise", "offer"}))):
        return False
    said = len(trades) + len(calls) + len(asked) + len(roles & {"promise", "offer", "code"})
    strong = any(map(is_strong, marks))
    reachable = bool(roles & {"latin", "brand", "code"}) and bool(calls)
    return said >= (3 if strong and reachable else 4 if strong else 5) and (len(trades) >= 2 or (strong and reachable))


def is_strong(mark: Mark, /) -> bool:
    """Say whether a mark is a word of a trade that an honest article seldom has in passing."""
    return mark.weight >= _STRONG_WORD if mark.trade else mark.family in STRONG_FAMILIES


def _is_pitch(marked: MarkedText, start: int, end: int, marks: Sequence[Mark]) -> bool:
    """Say whether words of a trade and of asking add up, in wording that is no prose.

    Where a paragraph goes on behind its last full stop and breaks off without one, less is enough.
    """
    roles = {mark.role for mark in marks}
    if "report" in roles:
        return False
    is_left = is_stray(marked.text, start, end)
    if not is_left and (roles.isdisjoint(_ASKING) or _holding(marked.text[start:end]) > _MOST_HOLDING * (end - start)):
        return False
    said = {(mark.role, mark.word): _said_by(mark) for mark in marks if mark.role in _PITCHES or mark.role == "trade"}
    return sum(said.values()) >= (_ENOUGH_STRAY if is_left else _ENOUGH) and "trade" in roles


def _said_by(mark: Mark) -> float:
    if mark.role != "trade":
        return _PITCHES[mark.role] * (mark.weight if mark.role == "contact" else 1.0)
    return 1.0 if is_strong(mark) else 0.6


def is_stray(text: str, start: int, end: int, /) -> bool:
    """Say whether a part stands behind the last full stop of a paragraph and ends with none itself."""
    while start and text[start - 1] == " ":
        start -= 1
    return start > 0 and text[start - 1] in _STOPS and text[end : end + 1] in ("", "\n") and text[end - 1] not in _STOPS


def _is_title(marks: Sequence[Mark]) -> bool:
    """Say whether a site that sells presents itself: its words beside a shady trade, or with a name no word explains."""
    roles = {mark.role for mark in marks}
    sites = {mark.word for mark in marks if mark.role == "theme" or is_site(mark)}
    shady = any(mark.family in _SHADY for mark in marks)
    named = bool(roles & {"brand", "remark"})
    return "report" not in roles and (len(sites) + named >= 2 if shady else named and len(sites) >= 2)


def _is_dense(text: str, start: int, end: int, marks: Sequence[Mark]) -> bool:
    """Say whether a title's marks account for most of it, and hardly a letter of it holds prose together."""
    covered = sum(mark.end - mark.start for mark in marks if mark.role != "join")
    return (
        end - start <= _LONGEST_TITLE
        and covered * 5 >= 2 * (end - start)
        and sum(letter in FUNCTION_WORDS for letter in text[start:end]) <= 1
    )


def _bounds(text: str, first: _Clause, last: _Clause, marks: Sequence[Mark]) -> tuple[int, int]:
    """Return the run without what goes on after its last mark and is not cut off from the text that follows."""
    after = max(mark.end for mark in marks)
    stop = last.end if last.end - after <= _TAIL or last.end == len(text) or text[last.end] == "\n" else after
    while stop > first.start and text[stop - 1] in " \t":
        stop -= 1
    return first.start, stop
