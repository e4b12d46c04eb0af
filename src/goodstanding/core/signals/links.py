"""Links out of the platform: plain, bare, or disguised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.domains import registrable
from goodstanding.core.signals.evidence import original_span, reading_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.link_finder import FINDER, Link
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing

_PLAIN, _DISGUISED = 0.5, 0.9


class Links(TextKind):
    """URLs, bare domains and disguised domains. The score is 0.9 where one is disguised, else 0.5; the count is of links."""

    kind: ClassVar[str] = "links"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {
        "fields": FIELDS_NOTE,
        "allow": "Domains that are no finding, with all below them, e.g. example.com. Default: none.",
        "look_for": "Which links: all or disguised. Default: all.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {"allow": ["allowed.example.com"]}
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "详情见https://demo.example.net/a?b=1。"}, hit=True, spans=("https://demo.example.net/a?b=1",)),
        Example(fields={"body": "打开demo-shop.top领取"}, hit=True, spans=("demo-shop.top",)),
        Example(fields={"title": "网址 demo86。t0p 记得收藏"}, hit=True, spans=("demo86。t0p",)),
        Example(fields={"body": "官网www_demo_com"}, hit=True, spans=("www_demo_com",)),
        Example(fields={"body": "参见 www.allowed.example.com 的说明"}, hit=False),
        Example(fields={"body": "修改 readme.md 和 main.py 后运行 self.name"}, hit=False),
    )

    def __init__(self, name: str, fields: tuple[str, ...], allow: tuple[str, ...], look_for: str) -> None:
        super().__init__(name, fields)
        self._allow = tuple(domain.lower().strip(".") for domain in allow)
        self._disguised_only = look_for == "disguised"

    @classmethod
    def build(cls, options: Options, _sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        look_for = options.word("look_for", default="all", allowed=("all", "disguised"))
        return cls(options.name, fields, options.names("allow", default=()), look_for)

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        spans: list[Span] = []
        score = 0.0
        for field in self.present(document):
            for link in FINDER.links(document, field):
                if self._is_finding(link):
                    score = max(score, _DISGUISED if link.disguised else _PLAIN)
                    spans.append(original_span(document, field, link.start, link.end, signal=self.name, why=_why(link)))
        return reading_of(self.name, score=score, spans=spans, count=len(spans))

    def _is_finding(self, link: Link) -> bool:
        if self._disguised_only and not link.disguised:
            return False
        return not any(link.domain == allowed or link.domain.endswith(f".{allowed}") for allowed in self._allow)


def _why(link: Link) -> str:
    return reason("disguised_link" if link.disguised else "link", domain=registrable(link.domain))
