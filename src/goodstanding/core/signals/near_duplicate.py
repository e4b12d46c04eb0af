"""Near duplicates: how much of a text stands in what was published recently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from goodstanding.core.originality.fingerprint import fingerprint_of_normal, hashes_of, hashes_of_each, sample
from goodstanding.core.signals.base import Cost, Document, Example, Reading, SignalError, Span, Text, normal_forms, texts_of
from goodstanding.core.signals.evidence import reading_of, span_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing

_WIDEST_GAP = 64  # normal-form characters between two shared samples that still belong to one passage
_SAMPLE_TEXT = (
    "清晨的码头上,渔船陆续靠岸,工人们把一筐筐海货搬上推车。市场里早已亮起灯,摊主们一边分拣,一边招呼熟客。"
    "到了七点,孩子们背着书包从摊前走过,有人停下来看桶里的螃蟹,惹得摊主笑着递上一只贝壳。"
)


class NearDuplicate(TextKind):
    """Containment in recent texts: the score is the largest share of this text's fingerprint found in one of them.

    Shares below the threshold score 0. The count is of recent texts at or above it.
    """

    kind: ClassVar[str] = "near_duplicate"
    cost: ClassVar[Cost] = Cost.MODERATE
    option_notes: ClassVar[Mapping[str, str]] = {
        "fields": FIELDS_NOTE.replace("title, body", "body"),
        "fact": "Fact that holds recent fingerprints: a list of lists of hashes, or one list. Default: recent_fingerprints.",
        "threshold": "Smallest share that counts, 0.05–1.0. Default: 0.5.",
        "min_hashes": "Texts with fewer hashes say too little (one hash is about 8 characters). Default: 6.",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            fields={"body": _SAMPLE_TEXT},
            facts={"recent_fingerprints": [[1, 2, 3], list(fingerprint_of_normal(_SAMPLE_TEXT))]},
            hit=True,
        ),
        Example(fields={"body": _SAMPLE_TEXT}, facts={"recent_fingerprints": [[1, 2, 3]]}, hit=False),
        Example(fields={"body": "短句"}, facts={"recent_fingerprints": []}, hit=False),
    )

    def __init__(self, name: str, fields: tuple[str, ...], fact: str, threshold: float, min_hashes: int) -> None:
        super().__init__(name, fields)
        self._fact = fact
        self._threshold = threshold
        self._min_hashes = min_hashes

    @classmethod
    def build(cls, options: Options, _sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=("body",))
        fact = options.word("fact", default="recent_fingerprints")
        threshold = options.number("threshold", default=0.5, low=0.05, high=1.0)
        return cls(options.name, fields, fact, threshold, options.count("min_hashes", default=6, low=1, high=1000))

    @property
    def facts(self) -> tuple[str, ...]:
        """The fact that holds recent fingerprints."""
        return (self._fact,)

    def prepare(self, documents: Sequence[Document], /) -> None:
        """Compute the fingerprints of the texts that are compared."""
        texts = texts_of((read for read in documents if read.facts.get(self._fact)), self._fields, lacking=hashes_of)
        for text, hashes in zip(texts, hashes_of_each(normal_forms(texts)), strict=True):
            text.keep(hashes_of, frozenset(hashes))

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        recent = _fingerprints(document.facts.get(self._fact), self._fact)
        if not recent:
            return Reading(self.name)
        score, count = 0.0, 0
        spans: list[Span] = []
        for field in self.present(document):
            mine: frozenset[int] = document.text(field).shared(hashes_of, _distinct_hashes)
            if len(mine) < self._min_hashes:
                continue
            shared = _in_common(mine, recent, self._fact)
            shares = [share for share in (len(part) / len(mine) for part in shared) if share >= self._threshold]
            if shares:
                score, count = max(score, *shares), count + len(shares)
                spans.extend(self._passages(document, field, frozenset().union(*shared), max(shares)))
        return reading_of(self.name, score=score, spans=spans, count=count)

    def _passages(self, document: Document, field: str, shared: frozenset[int], share: float) -> list[Span]:
        """Return the passages of a field whose samples stand in recent texts."""
        found = sample(document.normalised(field).text)
        bounds: list[list[int]] = []
        for hashed, start, end in zip(found.hashes.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True):
            if hashed not in shared:
                continue
            if bounds and start - bounds[-1][1] <= _WIDEST_GAP:
                bounds[-1][1] = end
            else:
                bounds.append([start, end])
        why = reason("near_duplicate", percent=round(share * 100))
        return [span_of(document, field, start, end, signal=self.name, why=why) for start, end in bounds]


def _distinct_hashes(text: Text) -> frozenset[int]:
    return frozenset(hashes_of(text.normal))


def _fingerprints(value: Any, fact: str) -> Sequence[Sequence[int]]:
    """Read the fact: a list of fingerprints, or one fingerprint. They stay the lists they came as: each is walked once."""
    if not isinstance(value, list | tuple):
        raise SignalError(f"Fact “{fact}” must be a list of fingerprints.", hint="Each is a list of hashes.")
    if not value or isinstance(value[0], int):
        return [value] if value else []
    return [item for item in value if isinstance(item, list | tuple)]


def _in_common(mine: frozenset[int], recent: Sequence[Sequence[int]], fact: str) -> list[frozenset[int]]:
    try:
        return [mine.intersection(other) for other in recent]
    except TypeError:
        raise SignalError(f"Fact “{fact}” holds something that is no hash.", hint="Each is a list of whole numbers.") from None
