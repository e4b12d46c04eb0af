"""Spam injected into somebody else's text: link farms at head or tail, keyword lists, advertisements between sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.contacts import FINDER
from goodstanding.core.signals.evidence import reading_of, span_of
from goodstanding.core.signals.foreign_marks import Foreign, Mark
from goodstanding.core.signals.foreign_text import foreign_parts
from goodstanding.core.signals.kind import FIELDS_NOTE, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.phrase_bank import Phrase, distinct_phrases, stands_alone
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing

_SENTENCE_ENDS = ("。", "!", "?", "…", ". ", "\n")
"""In normal form. A text without any is a slogan or a message, and its parts belong together."""
_SHORTEST_WORD = 2
_ARTICLE = (
    "清晨的码头上,渔船陆续靠岸,工人们把一筐筐海货搬上推车。\n市场里早已亮起灯,摊主们一边分拣,一边招呼熟客。\n"
    "到了七点,孩子们背着书包从摊前走过,有人停下来看桶里的螃蟹。"
)
_LIST = "示例棋牌官网_示例棋牌下载| 样例彩票平台-首页| 演示厂家批发_demo_com| 示例手游私服大全"
_SPAM_LINE = "本公司代开发票,办证刻章,有需要加微信:demo_88888"


class InjectedSpam(TextKind):
    """Parts of a body foreign to the rest. The score is the surest part's; the count is of parts."""

    kind: ClassVar[str] = "injected_spam"
    cost: ClassVar[Cost] = Cost.MODERATE
    option_notes: ClassVar[Mapping[str, str]] = {
        "banks": "Ids of banks of weighted phrases that are words of trades too, each bank a trade. Default: none.",
        "min_weight": "Leave out entries of the banks lighter than this, 0.0–1.0. Default: 0.4.",
        "fields": FIELDS_NOTE.replace("title, body", "body"),
        "min_score": "Leave out parts less sure than this, 0.0–1.0. Default: 0.5.",
        "min_rest": "Letters the rest of the text needs for a part to be foreign to it, 0–10000. Default: 60.",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": f"{_LIST}\n\n{_ARTICLE}"}, hit=True, spans=(_LIST,)),
        Example(fields={"body": f"{_ARTICLE}\n友情链接:{_LIST}"}, hit=True, spans=(f"友情链接:{_LIST}",)),
        Example(fields={"body": f"{_ARTICLE}\n{_SPAM_LINE}\n{_ARTICLE}"}, hit=True, spans=(_SPAM_LINE,)),
        Example(fields={"body": _ARTICLE}, hit=False),
        Example(fields={"body": f"{_ARTICLE}\n码头 | 市场 | 渔船 | 螃蟹"}, hit=False),
        Example(fields={"body": _LIST}, hit=False),
    )

    def __init__(
        self, name: str, fields: tuple[str, ...], min_score: float, min_rest: int, words: tuple[Phrase, ...], sharing: Sharing
    ) -> None:
        super().__init__(name, fields)
        self._min_score = min_score
        self._min_rest = min_rest
        self._words = words
        self._phrases = sharing.phrases
        self._ticket = sharing.phrases.register([word.normal for word in words], name=name, fields=fields) if words else None

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=("body",))
        min_score = options.number("min_score", default=0.5, low=0.0, high=1.0)
        min_rest = options.count("min_rest", default=60, low=0, high=10_000)
        lightest = options.number("min_weight", default=0.4, low=0.0, high=1.0)
        listed = distinct_phrases(options, options.further_banks("banks", kind="phrases"), sharing)
        words = tuple(word for word in listed if word.weight >= lightest and len(word.normal) >= _SHORTEST_WORD)
        return cls(options.name, fields, min_score, min_rest, words, sharing)

    def _named(self, document: Document, field: str, text: str) -> list[Mark]:
        """Return the words of trades that banks hold."""
        if self._ticket is None:
            return []
        return [
            Mark(hit.start, hit.end, word.normal, "trade", word.weight, word.bank)
            for hit in self._phrases.hits(document, field, self._ticket)
            if stands_alone(word := self._words[hit.position], hit, text)
        ]

    def _is_a_text(self, rest: str) -> bool:
        """Say whether what is left is long enough, and written in sentences, to be a text of its own."""
        return len(rest) >= self._min_rest and any(mark in rest for mark in _SENTENCE_ENDS)

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        spans: list[Span] = []
        score, count = 0.0, 0
        for field in self.present(document):
            text = document.normalised(field).text
            contacts, named = FINDER.contacts(document, field), self._named(document, field, text)
            parts = [part for part in foreign_parts(text, contacts, named=named) if part.score >= self._min_score]
            if parts and not self._is_a_text(_rest(text, parts)):
                continue  # nothing is left for a part to be foreign to
            for part in parts:
                score, count = max(score, part.score), count + 1
                spans.append(span_of(document, field, part.start, part.end, signal=self.name, why=_why(part)))
        return reading_of(self.name, score=score, spans=spans, count=count)


def _rest(text: str, parts: Sequence[Foreign]) -> str:
    """Return what is left of a text without its foreign parts."""
    bounds = [0, *(place for part in parts for place in (part.start, part.end)), len(text)]
    return "".join(text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))


def _why(part: Foreign) -> str:
    if part.kind == "list":
        return reason("injected_list", items=part.items)
    return reason(f"injected_{part.kind}", marks="、".join(part.marks))
