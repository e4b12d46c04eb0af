"""Phrases of the operator's own banks, found through disguise: one pass over the normal form, however many phrases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, NamedTuple, Self

from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.declared import Bank, Entry, SampleBank, SampleEntry
from goodstanding.core.signals.evidence import MOST_SPANS, original_span, outermost, reading_of, span_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import DisguisedHit, Hit, SharedPhrases, Sharing
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.plain import is_plain
from goodstanding.core.text.readings import How

READING_FACTOR = 0.8
"""What the weight of a phrase is multiplied by where it is only read in a disguise."""


WRITTEN = -1


class Phrase(NamedTuple):
    """One phrase as it is searched, and as its bank writes it."""

    normal: str
    pattern: str
    weight: float
    letter_before: bool
    letter_after: bool
    bank: str = ""
    readings: frozenset[How] | None = frozenset()

    @property
    def why(self) -> str:
        """Why the phrase matters, in words: worked out when it is found."""
        return reason("phrase", bank=self.bank, phrase=self.pattern)


class PhraseBank(TextKind):
    """Phrases of one or more banks. The score is the weight of the heaviest phrase seen; the count is of distinct phrases.

    A phrase is also seen in disguises that have several readings: other characters of its sound, emoji and digits for their
    sound, pinyin, characters taken apart or shuffled, rare characters drawn alike, initials. Its weight is then multiplied by
    0.8, and only what is no ordinary wording counts. A bank's entry may name its ``readings`` or turn them off with ``false``;
    without that, phrases of three characters and more are read in all but initials, those of four and more in initials too, and
    those of two only taken apart.

    A phrase with a Latin letter at its edge is not seen inside a longer Latin word, nor one with a digit inside a longer number.
    """

    kind: ClassVar[str] = "phrase_bank"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {
        "bank": "Id of one bank of phrases.",
        "banks": "Ids of several banks of phrases.",
        "fields": FIELDS_NOTE,
        "readings": "Whether to see phrases in disguises with several readings. Default: true.",
        "min_weight": "Leave out entries lighter than this, 0.0–1.0. Default: 0.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {"bank": "sample-offers"}
    example_banks: ClassVar[Mapping[str, SampleBank]] = {
        "sample-offers": SampleBank(
            "sample-offers",
            "phrases",
            (SampleEntry("收购公众号", 0.9), SampleEntry("公众号", 0.2), SampleEntry("gzh", 0.4)),
        ),
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "长期收购公众号,粉丝不限"}, hit=True, spans=("收购公众号",)),
        Example(fields={"title": "出 gzh 一枚"}, hit=True, spans=("gzh",)),
        Example(fields={"body": "长期收gou工仲号"}, hit=True, spans=("收gou工仲号",)),
        Example(fields={"body": "旧书收购,上门服务"}, hit=False),
        Example(fields={"body": "gzhs"}, hit=False),
    )

    def __init__(self, name: str, fields: tuple[str, ...], phrases: tuple[Phrase, ...], shared: SharedPhrases) -> None:
        super().__init__(name, fields)
        self._phrases = phrases
        self._shared = shared
        readings = [phrase.readings for phrase in phrases]
        self._ticket = shared.register([phrase.normal for phrase in phrases], name=name, fields=fields, readings=readings)

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        is_read = options.flag("readings", default=True)
        lightest = options.number("min_weight", default=0.0, low=0.0, high=1.0)
        phrases = tuple(
            phrase if is_read else phrase._replace(readings=frozenset())
            for bank in options.banks(kind="phrases")
            for entry in bank.entries
            if entry.weight >= lightest and (entry.expires is None or entry.expires > sharing.at)
            for phrase in (searched(options, bank, entry),)
        )
        return cls(options.name, fields, phrases, sharing.phrases)

    @property
    def watch(self) -> SharedPhrases:
        """The automaton over all phrases."""
        return self._shared

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        spans: list[Span] = []
        weights: dict[str, float] = {}
        for field in self.present(document):
            written = self._written(document, field)
            disguised = self._disguised(document, field, written)
            for seen, factor in ((written, 1.0), (disguised, READING_FACTOR)):
                for hit in seen:
                    phrase = self._phrases[hit.position]
                    weights[phrase.normal] = max(weights.get(phrase.normal, 0.0), factor * phrase.weight)
            spans.extend(self._spans(document, field, written, disguised))
        score = max(weights.values(), default=0.0)
        return reading_of(self.name, score=score, spans=spans, count=len(weights))

    def _written(self, document: Document, field: str) -> list[Hit]:
        """Return the phrases a field has as they are written."""
        hits = self._shared.hits(document, field, self._ticket)
        if not hits:
            return []
        text = document.normalised(field).text
        return [hit for hit in hits if stands_alone(self._phrases[hit.position], hit, text)]

    def _disguised(self, document: Document, field: str, written: list[Hit]) -> list[DisguisedHit]:
        """Return the phrases a field has in disguise: of several that one stretch reads as, the heaviest."""
        hits = self._shared.disguised(document, field, self._ticket)
        if not hits:
            return []
        heaviest = sorted(hits, key=lambda hit: -self._phrases[hit.position].weight)
        places = [(hit.start, hit.end, WRITTEN) for hit in written]
        places += [(hit.start, hit.end, at) for at, hit in enumerate(heaviest)]
        return [heaviest[at] for _, _, at in outermost(places) if at != WRITTEN]

    def _spans(self, document: Document, field: str, written: list[Hit], disguised: list[DisguisedHit]) -> list[Span]:
        phrases = self._phrases
        spans = [
            span_of(document, field, start, end, signal=self.name, why=phrases[position].why)
            for start, end, position in outermost(written)[:MOST_SPANS]
        ]
        for hit in disguised[:MOST_SPANS]:
            phrase, what = phrases[hit.position], document.fields[field][hit.first : hit.last]
            why = reason(f"read_{hit.how}", written=what, phrase=phrase.pattern, bank=phrase.bank)
            spans.append(original_span(document, field, hit.first, hit.last, signal=self.name, why=why))
        return sorted(spans, key=lambda span: span.start) if disguised else spans


def stands_alone(phrase: Phrase, hit: Hit, text: str, /) -> bool:
    """Say whether a hit is a word of its own: no Latin letter goes on beside its letters, no digit beside its digits."""
    if phrase.letter_before and hit.start > 0 and _continues(text[hit.start - 1], text[hit.start]):
        return False
    return not (phrase.letter_after and hit.end < len(text) and _continues(text[hit.end], text[hit.end - 1]))


def searched(options: Options, bank: Bank, entry: Entry, /) -> Phrase:
    """Return a bank's entry as it is searched: in normal form, with its edges looked at.

    Raises:
        SignalError: The phrase is empty in normal form, or its weight is not above 0 and at most 1.
    """
    normal = entry.pattern if is_plain(entry.pattern) else normalise(entry.pattern).text
    if not normal.strip():
        where = f" ({bank.where.file}:{bank.where.line})" if bank.where else ""
        raise options.fault(
            f"bank “{bank.id}”{where} has a phrase with nothing in it: {entry.pattern!r}.", hint="Remove the entry."
        )
    if not 0.0 < entry.weight <= 1.0:
        raise options.fault(
            f"bank “{bank.id}”: the weight of “{entry.pattern}” must be above 0 and at most 1, not {entry.weight!r}."
        )
    edges = (_is_ascii_word(normal[0]), _is_ascii_word(normal[-1]))
    readings = None if entry.readings is None else frozenset(map(How, entry.readings))
    return Phrase(normal, entry.pattern, entry.weight, *edges, bank.id, readings)


def distinct_phrases(options: Options, banks: Iterable[Bank], sharing: Sharing, /) -> tuple[Phrase, ...]:
    """Return the phrases of banks that are in force, each normal form once with its heaviest weight."""
    found: dict[str, Phrase] = {}
    for bank in banks:
        for entry in bank.entries:
            if entry.expires is None or entry.expires > sharing.at:
                phrase = searched(options, bank, entry)
                known = found.get(phrase.normal)
                if known is None or known.weight < phrase.weight:
                    found[phrase.normal] = phrase
    return tuple(found.values())


def _is_ascii_word(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _continues(outside: str, edge: str) -> bool:
    """Say whether a neighbour makes the edge part of a longer word or number: letter beside letter, or digit beside digit."""
    return outside.isascii() and ((outside.isalpha() and edge.isalpha()) or (outside.isdigit() and edge.isdigit()))
