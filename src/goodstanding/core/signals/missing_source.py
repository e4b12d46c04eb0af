"""Reposts without an owner and a source somebody could follow.

Source: PA21:17.1; RQ-075: “the internet” is no source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Self

from goodstanding.core.signals import link_finder
from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.evidence import MOST_HITS, reading_of, span_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing
from goodstanding.core.text.patterns import PatternSet, compile_re2, encoded

REPOST_OF = "content.repost_of"
OWNER = "content.source_owner"
URL = "content.source_url"

_NOWHERE = (
    r"(?:(?:互联|因特)?网(?:络|上|友|站|页|路)?(?:整理|收集|综合|搜集|素材|图片|投稿|流传|转载|资料)*"
    r"|internet|online|the web|unknown|佚名|不详|未知|匿名|综合整理|朋友圈|微信群|群聊|各大平台|百度一?下?)"
)
_NAMED = r"(?:转载自|转自|转帖自|摘自|摘编自|来源于|来源|出处|文章来源|图文来源|素材来源|图片来源|信息来源|本文来自|source)"
_MARKS = (
    rf"(?i){_NAMED}\s*[:：]?\s*[“\"《【(（]?\s*{_NOWHERE}\s*(?:$|[\s,，。.;；、|)）】”\"》侵如,若])",
    r"(?i)(?:整理自|收集自|综合自|搜集于|取自)\s*(?:互联网|网络|网上)",
    r"(?i)(?:转载自|转自|转帖自|摘自|摘编自|文章来源|图文来源|素材来源)\s*[:：]?\s*[^\s,，。;；:：]",
    r"[【\[(（〔]\s*(?:转载?|转帖|转发)\s*[】\])）〕]",
    r"(?:本文|此文|以下内容|以下)(?:系|为|属)?转载(?:$|[^请須须需])",
)
_VAGUE = frozenset({0, 1})
_VAGUE_OWNER = compile_re2(rf"(?i)^\s*(?:来源|来源于|来自|转自)?\s*[:：]?\s*{_NOWHERE}\s*$")


def names_nobody(owner: str, /) -> bool:
    """Tell whether a source, as it is named, is none: “the internet”, “unknown” and the like."""
    return _VAGUE_OWNER.search(encoded(owner)) is not None


class _Mark(NamedTuple):
    start: int
    end: int
    vague: bool


class MissingSource(TextKind):
    """A repost that names no owner, or nothing traceable.

    A post is a repost where the platform says so (``content.repost_of``) or the text does. The score is 0.9 where the source
    given is “the internet” or the like, 0.8 where none is given, 0.5 where an owner is named but nothing to follow. The count
    is of faults.
    """

    kind: ClassVar[str] = "missing_source"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {"fields": FIELDS_NOTE}
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "【转载】春天来了"}, facts={}, hit=True),
        Example(fields={"body": "春天来了。来源:网络,侵删"}, facts={}, hit=True),
        Example(fields={"body": "春天来了"}, facts={"content.repost_of": "c-1"}, hit=True),
        Example(fields={"body": "春天来了"}, facts={"content.repost_of": "c-1", "content.source_owner": "互联网"}, hit=True),
        Example(
            fields={"body": "【转载】春天来了"},
            facts={"content.source_owner": "示例日报", "content.source_url": "https://demo.example.com/1"},
            hit=False,
        ),
        Example(fields={"body": "转自示例日报 https://demo.example.com/1"}, facts={}, hit=False),
        Example(fields={"body": "本文为原创,转载请注明出处。"}, facts={}, hit=False),
    )

    def __init__(self, name: str, fields: tuple[str, ...]) -> None:
        super().__init__(name, fields)
        self._marks = PatternSet(_MARKS)

    @classmethod
    def build(cls, options: Options, _sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        return cls(options.name, options.names("fields", default=TEXT_FIELDS))

    @property
    def optional_facts(self) -> tuple[str, ...]:
        """What the platform says about the source."""
        return REPOST_OF, OWNER, URL

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        owner, url = _said(document, OWNER), _said(document, URL)
        marks = [(field, mark) for field in self.present(document) for mark in self._found(document, field)]
        if not marks and not _said(document, REPOST_OF):
            return Reading(self.name)
        vague_owner = bool(owner) and names_nobody(owner)
        if owner and url and not vague_owner:
            return Reading(self.name)
        score = self._score(document, marks, owner=owner, vague_owner=vague_owner)
        spans = self._spans(document, marks) if score else []
        return reading_of(self.name, score=score, spans=spans, count=max(1, len(spans)) if score else 0)

    def _score(self, document: Document, marks: list[tuple[str, _Mark]], *, owner: str, vague_owner: bool) -> float:
        if vague_owner or (not owner and any(mark.vague for _, mark in marks)):
            return 0.9
        names_owner = bool(owner) or any(self._names_owner(document, field, mark) for field, mark in marks)
        if not names_owner:
            return 0.8
        traceable = bool(_said(document, URL)) or any(
            link_finder.FINDER.links(document, field) for field in self.present(document)
        )
        return 0.0 if traceable else 0.5

    def _names_owner(self, document: Document, field: str, mark: _Mark) -> bool:
        written = document.normalised(field).text[mark.start : mark.end]
        return not mark.vague and any(word in written for word in ("自", "来源"))

    def _found(self, document: Document, field: str) -> list[_Mark]:
        text = document.normalised(field).text
        return [
            _Mark(start, end, index in _VAGUE)
            for index in sorted(self._marks.which(text))
            for start, end in self._marks.spans(text, index, most=MOST_HITS)
        ]

    def _spans(self, document: Document, marks: list[tuple[str, _Mark]]) -> list[Span]:
        spans: dict[tuple[str, int], Span] = {}
        for field, mark in marks:
            written = document.normalised(field).text[mark.start : mark.end].strip()
            why = reason("source_vague", source=written) if mark.vague else reason("source_missing", mark=written)
            spans.setdefault((field, mark.start), span_of(document, field, mark.start, mark.end, signal=self.name, why=why))
        return sorted(spans.values(), key=_order)


def _order(span: Span) -> tuple[str, int]:
    return span.field, span.start


def _said(document: Document, fact: str) -> str:
    value: Any = document.facts.get(fact)
    return value.strip() if isinstance(value, str) else ""
