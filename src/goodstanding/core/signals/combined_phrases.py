"""Several weak phrases together: what none of them says alone, they say side by side."""

from __future__ import annotations

import bisect
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, Self

from goodstanding.core.signals.bank_expressions import check_expression
from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span, Watch
from goodstanding.core.signals.declared import Bank, SampleBank, SampleEntry
from goodstanding.core.signals.evidence import original_span, outermost, reading_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.phrase_bank import READING_FACTOR, Phrase, distinct_phrases, stands_alone
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Hit, Sharing

READ_FROM = 0.5
"""Phrases lighter than this count only as they are written: a weak word read from a disguise says too little."""
MOST_NAMED = 12
"""Phrases a reason names; further ones are shown by their spans."""
_SUREST = 1e-9
"""What is left of doubt beside a phrase of weight 1, so that sums stay finite while windows are compared."""


class Settings(NamedTuple):
    """How phrases are put together.

    Args:
        window: Code points of the normal form.
        min_distinct: Fewer distinct phrases than this are nothing.
        excuse_factor: 0.0–1.0.
    """

    window: int
    min_distinct: int
    excuse_factor: float


class Sought(NamedTuple):
    """What is looked for: phrases, words that speak against them, phrases that count in disguise alone, and expressions."""

    phrases: Sequence[Phrase]
    excuses: Sequence[Phrase]
    hidden: Sequence[Phrase]
    expressions: Sequence[Phrase]


class Window(NamedTuple):
    """A stretch of a field, the phrases in it, and what they come to."""

    score: float
    field: str
    evidence: Sequence[Hit]
    excuses: Sequence[int]
    disguised: Mapping[Hit, tuple[int, int]]


_NOTHING = Window(0.0, "", (), (), {})


class CombinedPhrases(TextKind):
    """Phrases that are weak evidence alone and strong evidence together.

    The score is that of the best window: 1 − ∏(1 − weight) over its distinct phrases, multiplied by ``excuse_factor`` for each
    distinct word of excuse that stands in the window or within its length of it. The count is of distinct phrases in that window,
    and every one of them gives a span. Of phrases that overlap, the longer one counts where it contains the other, the heavier
    one where it does not; so an entry of very small weight for an innocent longer word keeps a shorter one from counting in it.
    """

    kind: ClassVar[str] = "combined_phrases"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {
        "bank": "Id of one bank of weighted phrases.",
        "banks": "Ids of several banks of weighted phrases; of a phrase in two banks the heavier entry counts.",
        "disguised": "Ids of banks of weighted phrases that count in disguise alone: ordinary words nobody hides idly. "
        "Default: none.",
        "expressions": "Ids of banks of weighted expressions, which are added up with the phrases. Default: none.",
        "window": "Code points of the normal form within which phrases belong together, 2–2000. Default: 80.",
        "excuses": "Ids of banks of words that speak against it, such as words of warning. Default: none.",
        "excuse_factor": "What each distinct word of excuse multiplies the score by, 0.0–1.0. Default: 0.5.",
        "min_distinct": "How many distinct phrases a window needs to be seen at all, 1–50. Default: 2.",
        "fields": FIELDS_NOTE,
    }
    example_options: ClassVar[Mapping[str, Any]] = {"bank": "sample-hints", "excuses": ["sample-warnings"], "excuse_factor": 0.0}
    example_banks: ClassVar[Mapping[str, SampleBank]] = {
        "sample-hints": SampleBank(
            "sample-hints",
            "phrases",
            (
                SampleEntry("老号", 0.4),
                SampleEntry("带粉", 0.4),
                SampleEntry("秒过户", 0.5),
                SampleEntry("gzh", 0.3),
                SampleEntry("老号召力", 0.01),
            ),
        ),
        "sample-warnings": SampleBank("sample-warnings", "phrases", (SampleEntry("警方提醒"),)),
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "出老号一枚,带粉,秒过户"}, hit=True, spans=("老号", "带粉", "秒过户")),
        Example(fields={"title": "gzh 老-号"}, hit=True, spans=("gzh", "老-号")),
        Example(fields={"body": "老号酱园开业"}, hit=False),
        Example(fields={"body": "警方提醒:收购老号、带粉账号的多为诈骗"}, hit=False),
    )

    def __init__(
        self,
        name: str,
        fields: tuple[str, ...],
        settings: Settings,
        sought: Sought,
        sharing: Sharing,
    ) -> None:
        super().__init__(name, fields)
        self._settings = settings
        searched = (*sought.phrases, *sought.excuses, *sought.hidden)
        disguised = [phrase._replace(weight=phrase.weight * READING_FACTOR) for phrase in searched]
        self._phrases = (*searched, *sought.expressions, *disguised)
        self._own, self._hidden = len(sought.phrases), len(sought.phrases) + len(sought.excuses)
        self._first_expression = len(searched)
        self._first_disguised = len(searched) + len(sought.expressions)
        self._doubt = [math.log(max(1.0 - phrase.weight, _SUREST)) for phrase in self._phrases]
        self._sharing = sharing
        readings = [phrase.readings if phrase.weight >= READ_FROM else frozenset() for phrase in sought.phrases]
        readings += [frozenset()] * len(sought.excuses) + [phrase.readings for phrase in sought.hidden]
        self._ticket = sharing.phrases.register(
            [phrase.normal for phrase in searched], name=name, fields=fields, readings=readings
        )
        patterns = [expression.pattern for expression in sought.expressions]
        self._expressions = sharing.expressions.register(patterns, name=name, fields=fields, form="normal") if patterns else None

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        settings = Settings(
            window=options.count("window", default=80, low=2, high=2000),
            min_distinct=options.count("min_distinct", default=2, low=1, high=50),
            excuse_factor=options.number("excuse_factor", default=0.5, low=0.0, high=1.0),
        )
        sought = Sought(
            phrases=distinct_phrases(options, options.banks(kind="phrases"), sharing),
            excuses=distinct_phrases(options, options.further_banks("excuses", kind="phrases"), sharing),
            hidden=distinct_phrases(options, options.further_banks("disguised", kind="phrases"), sharing),
            expressions=_expressions(options, options.further_banks("expressions", kind="expressions"), sharing),
        )
        return cls(options.name, fields, settings, sought, sharing)

    @property
    def watch(self) -> Watch:
        """The automaton over all phrases, with the database over all expressions where it has any."""
        return self._sharing.phrases if self._expressions is None else self._sharing.either

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        best = max((self._best(document, field) for field in self.present(document)), key=_score, default=_NOTHING)
        if not best.score:
            return Reading(self.name)
        count = len({hit.position for hit in best.evidence})
        return reading_of(self.name, score=best.score, spans=list(self._spans(document, best)), count=count)

    def _best(self, document: Document, field: str) -> Window:
        """Return the window of a field with the highest score; of equal ones the first."""
        hits = self._sharing.phrases.hits(document, field, self._ticket)
        text = document.normalised(field).text if hits else ""
        whole = [hit for hit in hits if stands_alone(self._phrases[hit.position], hit, text)]
        disguised = self._disguised(document, field, whole)
        matches = [*self._matches(document, field), *disguised]
        if len(whole) + len(matches) < self._settings.min_distinct:
            return _NOTHING
        evidence = self._apart([hit for hit in whole if hit.position < self._own], matches)
        excuses = sorted((hit.start, hit.position) for hit in whole if self._own <= hit.position < self._hidden)
        best, place = 0.0, (0, 0, 0, 0)
        for score, *found in self._windows(evidence, excuses):
            if score > best:
                best, place = score, (found[0], found[1], found[2], found[3])
        left, right, first, last = place
        seen = evidence[left:right]
        named = list(dict.fromkeys(position for _, position in excuses[first:last]))
        if not best:
            return _NOTHING
        score = self._exact(seen, len(named))
        return Window(score, field, seen, named, disguised)

    def _disguised(self, document: Document, field: str, written: Sequence[Hit]) -> dict[Hit, tuple[int, int]]:
        """Return phrases that stand in a field only in disguise, as hits of lighter positions, with their original offsets."""
        hits = self._sharing.phrases.disguised(document, field, self._ticket)
        plain = {hit.position for hit in written if hit.position < self._own}
        return {
            Hit(hit.start, hit.end, self._first_disguised + hit.position): (hit.first, hit.last)
            for hit in hits
            if hit.position not in plain
        }

    def _matches(self, document: Document, field: str) -> list[Hit]:
        """Return where the expressions match, as hits of the positions behind those of the phrases."""
        if self._expressions is None:
            return []
        shared = self._sharing.expressions
        return [
            Hit(start, end, self._first_expression + position)
            for position in shared.matching(document, field, self._expressions, form="normal")
            for start, end in shared.spans(document, field, self._expressions, position, form="normal")
            if start < end
        ]

    def _apart(self, hits: Sequence[Hit], matches: Sequence[Hit]) -> list[Hit]:
        """Keep hits that do not overlap: the phrase that contains the other, or else the heavier of the two."""
        phrases = [Hit._make(hit) for hit in outermost(hits)]
        starts = [hit.start for hit in phrases]
        kept: list[Hit] = []
        for hit in sorted([*phrases, *(match for match in matches if not _within(match, phrases, starts))]):
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
            elif self._doubt[hit.position] < self._doubt[kept[-1].position]:
                kept[-1] = hit
        return kept

    def _windows(self, evidence: Sequence[Hit], excuses: Sequence[tuple[int, int]]) -> Iterator[tuple[float, int, int, int, int]]:
        """Yield ``score, left, right, first, last`` for each hit a window may end with: its hits and its excuses as ranges."""
        window, enough, factor = self._settings
        inside, near = Counter[int](), Counter[int]()
        doubt, left, first, last = 0.0, 0, 0, 0
        for right, hit in enumerate(evidence, start=1):
            doubt += self._doubt[hit.position] if _enters(inside, hit.position) else 0.0
            while hit.end - evidence[left].start > window and left < right - 1:
                doubt -= self._doubt[evidence[left].position] if _leaves(inside, evidence[left].position) else 0.0
                left += 1
            while last < len(excuses) and excuses[last][0] <= hit.end + window:
                _enters(near, excuses[last][1])
                last += 1
            while first < last and excuses[first][0] < evidence[left].start - window:
                _leaves(near, excuses[first][1])
                first += 1
            if len(inside) >= enough:
                yield (1.0 - math.exp(min(doubt, 0.0))) * factor ** len(near), left, right, first, last

    def _exact(self, evidence: Sequence[Hit], excuses: int) -> float:
        """Return the score of chosen hits, so rounded that a phrase of weight 0.45 alone comes to 0.45."""
        distinct = sorted({hit.position for hit in evidence})
        score = 1.0 - math.prod(1.0 - self._phrases[position].weight for position in distinct)
        return round(score * self._settings.excuse_factor**excuses, 9)

    def _spans(self, document: Document, window: Window) -> Iterator[Span]:
        places = [self._place(document, window, hit) for hit in window.evidence]
        sent = document.fields[window.field]
        names = [self._named(hit, sent[first:last]) for hit, (first, last) in zip(window.evidence, places, strict=True)]
        named = list(dict.fromkeys(names))
        details = {"score": f"{window.score:.2f}", "phrases": _listed(named)}
        if window.excuses:
            details["excuses"] = _listed([self._phrases[position].pattern for position in window.excuses])
        code = "combined_excused" if window.excuses else "combined"
        for (first, last), name in zip(places, names, strict=True):
            why = reason(code, phrase=name, **details)
            yield original_span(document, window.field, first, last, signal=self.name, why=why)

    def _place(self, document: Document, window: Window, hit: Hit) -> tuple[int, int]:
        known = window.disguised.get(hit)
        return known if known is not None else document.normalised(window.field).original_span(hit.start, hit.end)

    def _named(self, hit: Hit, written: str) -> str:
        """Name a phrase as its bank writes it, a disguised one by both forms, and an expression by what it matched."""
        if hit.position < self._own:
            return self._phrases[hit.position].pattern
        return written if hit.position < self._first_disguised else f"{written}→{self._phrases[hit.position].pattern}"


def _expressions(options: Options, banks: Iterable[Bank], sharing: Sharing) -> tuple[Phrase, ...]:
    """Return the expressions of banks that are in force, as phrases whose normal form is never searched."""
    found: list[Phrase] = []
    for bank in banks:
        for entry in bank.entries:
            if entry.expires is None or entry.expires > sharing.at:
                check_expression(options, bank, entry)
                options.check_weight(bank, entry)
                found.append(Phrase("", entry.pattern, entry.weight, letter_before=False, letter_after=False))
    return tuple(found)


def _within(match: Hit, phrases: Sequence[Hit], starts: Sequence[int]) -> bool:
    """Say whether one of the phrases, none of which contains another, contains a match."""
    before = bisect.bisect_right(starts, match.start)
    return before > 0 and phrases[before - 1].end >= match.end


def _enters(inside: Counter[int], position: int) -> bool:
    """Count one more of a phrase; say whether it is the first."""
    inside[position] += 1
    return inside[position] == 1


def _leaves(inside: Counter[int], position: int) -> bool:
    """Count one less of a phrase; say whether it was the last."""
    inside[position] -= 1
    if inside[position]:
        return False
    del inside[position]
    return True


def _score(window: Window) -> float:
    return window.score


def _listed(phrases: Sequence[str]) -> str:
    return "、".join(phrases[:MOST_NAMED]) + ("…" if len(phrases) > MOST_NAMED else "")
