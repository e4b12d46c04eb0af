"""Links out of the platform: plain, bare, or disguised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.domains import registrable
from goodstanding.core.signals.evidence import original_span, reading_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.link_finder import FINDER, Link
from goodstanding.core.signals.link_trust import DISGUISED, THROW_AWAY, is_shortener, trust_lost
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing
from goodstanding.core.signals.waking import SharedEntities

_LOOK_FOR: Mapping[str, float] = {"all": 0.0, "throw_away": THROW_AWAY, "disguised": DISGUISED}


class Links(TextKind):
    """URLs, bare domains and disguised domains. The score is of the least trustworthy one; the count is of links.

    0.9 for a disguised domain, 0.7 for a number in place of a name, 0.6 for a shortener, 0.1 for public bodies and schools. Any
    other begins at 0.3 with its scheme and 0.4 without; a cheap ending adds 0.2, a name that mixes letters and digits or has no
    vowel 0.15, a bare front door 0.1, ``www.`` takes 0.1 away. From 0.6 on it looks thrown away after use; a citation is at 0.3.
    """

    kind: ClassVar[str] = "links"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {
        "fields": FIELDS_NOTE,
        "allow": "Domains that are no finding, with all below them, e.g. example.com. Default: none.",
        "look_for": "Which links: all, throw_away (score 0.6 and more) or disguised. Default: all.",
        "min_score": "Leave out links with a lower score, 0.0–1.0. Default: 0.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {"allow": ["allowed.example.com"]}
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "详情见https://demo.example.net/a?b=1。"}, hit=True, spans=("https://demo.example.net/a?b=1",)),
        Example(fields={"body": "打开demo-shop.top领取"}, hit=True, spans=("demo-shop.top",)),
        Example(fields={"title": "网址 demo86。t0p 记得收藏"}, hit=True, spans=("demo86。t0p",)),
        Example(fields={"body": "官网www_demo_com"}, hit=True, spans=("www_demo_com",)),
        Example(fields={"body": "复制链接 t.cn/demo1234 打开"}, hit=True, spans=("t.cn/demo1234",)),
        Example(fields={"body": "参见 www.allowed.example.com 的说明"}, hit=False),
        Example(fields={"body": "修改 readme.md 和 main.py 后运行 self.name"}, hit=False),
    )

    def __init__(
        self, name: str, fields: tuple[str, ...], allow: tuple[str, ...], min_score: float, shared: SharedEntities
    ) -> None:
        super().__init__(name, fields)
        self._shared = shared
        shared.register_for_links(name, fields=fields)
        self._allow = tuple(domain.lower().strip(".") for domain in allow)
        self._min_score = min_score

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        look_for = options.word("look_for", default="all", allowed=tuple(_LOOK_FOR))
        min_score = options.number("min_score", default=0.0, low=0.0, high=1.0)
        least = max(min_score, _LOOK_FOR[look_for])
        return cls(options.name, fields, options.names("allow", default=()), least, sharing.entities)

    @property
    def watch(self) -> SharedEntities:
        """The pass that says whether there can be a link."""
        return self._shared

    def prepare(self, documents: Sequence[Document], /) -> None:
        """Find the links of several documents together."""
        FINDER.prepare(documents, self.fields)

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        spans: list[Span] = []
        score = 0.0
        for field in self.present(document):
            for link in FINDER.links(document, field):
                own = trust_lost(link)
                if own >= self._min_score and not self._is_allowed(link):
                    score = max(score, own)
                    spans.append(original_span(document, field, link.start, link.end, signal=self.name, why=_why(link, own)))
        return reading_of(self.name, score=score, spans=spans, count=len(spans))

    def _is_allowed(self, link: Link) -> bool:
        return any(link.domain == allowed or link.domain.endswith(f".{allowed}") for allowed in self._allow)


def _why(link: Link, score: float) -> str:
    domain = registrable(link.domain)
    if link.is_disguised:
        return reason("disguised_link", domain=domain)
    if is_shortener(link.domain):
        return reason("short_link", domain=domain)
    return reason("throw_away_link" if score >= THROW_AWAY else "link", domain=domain)
