"""Phrases of the operator's own banks, found through disguise: one pass over the normal form, however many phrases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Self

from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.declared import Bank, Entry, SampleBank, SampleEntry
from goodstanding.core.signals.evidence import MOST_SPANS, outermost, reading_of, span_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Hit, SharedPhrases, Sharing
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.plain import is_plain


class Phrase(NamedTuple):
    """One phrase as it is searched, and as its bank writes it."""

    normal: str
    pattern: str
    weight: float
    why: str
    letter_before: bool
    letter_after: bool


class PhraseBank(TextKind):
    """Phrases of one or more banks. The score is the weight of the heaviest phrase seen; the count is of distinct phrases.

    A phrase with a Latin letter at its edge is not seen inside a longer Latin word, nor one with a digit inside a longer number.
    """

    kind: ClassVar[str] = "phrase_bank"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {
        "bank": "Id of one bank of phrases.",
        "banks": "Ids of several banks of phrases.",
        "fields": FIELDS_NOTE,
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
        Example(fields={"body": "旧书收购,上门服务"}, hit=False),
        Example(fields={"body": "gzhs"}, hit=False),
    )

    def __init__(self, name: str, fields: tuple[str, ...], phrases: tuple[Phrase, ...], shared: SharedPhrases) -> None:
        super().__init__(name, fields)
        self._phrases = phrases
        self._shared = shared
        self._ticket = shared.register([phrase.normal for phrase in phrases], name=name, fields=fields)

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        lightest = options.number("min_weight", default=0.0, low=0.0, high=1.0)
        phrases = tuple(
            searched(options, bank, entry)
            for bank in options.banks(kind="phrases")
            for entry in bank.entries
            if entry.weight >= lightest and (entry.expires is None or entry.expires > sharing.at)
        )
        return cls(options.name, fields, phrases, sharing.phrases)

    @property
    def watch(self) -> SharedPhrases:
        """The automaton over all phrases."""
        return self._shared

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        spans: list[Span] = []
        seen: set[int] = set()
        for field in self.present(document):
            spans.extend(self._found(document, field, seen))
        if not seen:
            return Reading(self.name)
        score = max(self._phrases[position].weight for position in seen)
        distinct = {self._phrases[position].normal for position in seen}
        return reading_of(self.name, score=score, spans=spans, count=len(distinct))

    def _found(self, document: Document, field: str, seen: set[int]) -> list[Span]:
        hits = self._shared.hits(document, field, self._ticket)
        if not hits:
            return []
        text = document.normalised(field).text
        phrases = self._phrases
        whole = [hit for hit in hits if stands_alone(phrases[hit.position], hit, text)]
        seen.update(hit.position for hit in whole)
        return [
            span_of(document, field, start, end, signal=self.name, why=phrases[position].why)
            for start, end, position in outermost(whole)[:MOST_SPANS]
        ]


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
    why = reason("phrase", bank=bank.id, phrase=entry.pattern)
    return Phrase(normal, entry.pattern, entry.weight, why, _is_ascii_word(normal[0]), _is_ascii_word(normal[-1]))


def _is_ascii_word(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _continues(outside: str, edge: str) -> bool:
    """Say whether a neighbour makes the edge part of a longer word or number: letter beside letter, or digit beside digit."""
    return outside.isascii() and ((outside.isalpha() and edge.isalpha()) or (outside.isdigit() and edge.isdigit()))
