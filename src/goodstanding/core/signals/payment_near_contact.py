"""Payment words beside a contact or a link: the offer and the way to take it up, in one breath."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import ClassVar, NamedTuple, Self

from goodstanding.core.signals import contacts, link_finder
from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.evidence import original_span, reading_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import SharedPhrases, Sharing
from goodstanding.core.signals.wordlist import words
from goodstanding.core.text.normalise import normalise

PAYMENT_WORDS = words(
    "转账 付款 支付 打款 汇款 定金 押金 预付 到付 收款 扫码付 手续费 中介费 保证金 红包 返利 返现 佣金 提成 日结 月入",
    "日入 稳赚 躺赚 彩金 充值 提现 下注 投注 高薪 低价 特价 优惠 包邮 批发 代理价 成本价 内部价 私聊价 免费领 免费送",
    "送礼品 限时 秒到账 出售 收购 代购 代开 代办 代刷 代写 代发 办证 放款 贷款 借款 套现 变现",
)
_PRICE_MARKS = ("元", "块钱", "万元", "¥", "￥", "rmb", "usdt")


class _Anchor(NamedTuple):
    start: int
    end: int


class PaymentNearContact(TextKind):
    """Payment, price or offer words within a distance of a contact or link.

    One word scores 0.6, each further distinct word adds 0.1, to 1.0. The count is of distinct words near an anchor. A price mark
    (元, ¥ …) counts only behind or before a number.
    """

    kind: ClassVar[str] = "payment_near_contact"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {
        "fields": FIELDS_NOTE,
        "distance": "Farthest distance in code points of the text as sent, 1–500. Default: 30.",
        "bank": "Id of a bank of phrases that count as payment words too. Default: none.",
        "banks": "Ids of several such banks.",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "高佣金日结,加v信:demo_88888"}, hit=True),
        Example(fields={"body": "50元一套 demo-shop88.com 下单"}, hit=True),
        Example(fields={"body": "本店支持扫码付款,欢迎光临。"}, hit=False),
        Example(fields={"body": "联系邮箱以外,请加微信:demo_88888 交流读书"}, hit=False),
    )

    def __init__(self, name: str, fields: tuple[str, ...], distance: int, words: tuple[str, ...], shared: SharedPhrases) -> None:
        super().__init__(name, fields)
        self._distance = distance
        self._words = words
        self._shared = shared
        self._ticket = shared.register([normalise(word).text for word in words], name=name, fields=fields)

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        distance = options.count("distance", default=30, low=1, high=500)
        banks = options.banks(kind="phrases", obligatory=False)
        further = (
            entry.pattern for bank in banks for entry in bank.entries if entry.expires is None or entry.expires > sharing.at
        )
        words = tuple(dict.fromkeys(chain(PAYMENT_WORDS, _PRICE_MARKS, further)))
        return cls(options.name, fields, distance, words, sharing.phrases)

    @property
    def watch(self) -> SharedPhrases:
        """The automaton over all phrases: without a payment word there is nothing to read."""
        return self._shared

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        spans: list[Span] = []
        words: set[str] = set()
        for field in self.present(document):
            for word, span in self._near(document, field):
                words.add(word)
                spans.append(span)
        score = min(1.0, 0.5 + 0.1 * len(words)) if words else 0.0
        return reading_of(self.name, score=score, spans=spans, count=len(words))

    def _near(self, document: Document, field: str) -> list[tuple[str, Span]]:
        hits = self._shared.hits(document, field, self._ticket)
        anchors = _anchors(document, field) if hits else []
        if not anchors:
            return []
        normal = document.normalised(field)
        found: dict[tuple[int, int], tuple[str, Span]] = {}
        at = 0
        for hit in sorted(hits):
            word = self._words[hit.position]
            if word in _PRICE_MARKS and not _beside_number(normal.text, hit.start, hit.end):
                continue
            start, end = normal.original_span(hit.start, hit.end)
            while at < len(anchors) and anchors[at].end + self._distance < start:
                at += 1
            distance = min((_between(anchor, start, end) for anchor in anchors[at : at + 2]), default=self._distance + 1)
            if distance <= self._distance:
                why = reason("payment", word=word, distance=distance)
                found[(start, end)] = word, original_span(document, field, start, end, signal=self.name, why=why)
        return list(found.values())


def _anchors(document: Document, field: str) -> list[_Anchor]:
    """Return contacts and links in original offsets, in order."""
    normal = document.normalised(field)
    handles = [
        _Anchor(*normal.original_span(contact.start, contact.end))
        for contact in contacts.FINDER.contacts(document, field)
        if contact.score >= contacts.SURE
    ]
    linked = [_Anchor(link.start, link.end) for link in link_finder.FINDER.links(document, field)]
    return sorted([*handles, *linked])


def _between(anchor: _Anchor, start: int, end: int) -> int:
    """Return how many characters lie between a span and an anchor; 0 where they touch or overlap."""
    return max(anchor.start - end, start - anchor.end, 0)


def _beside_number(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    return before.isdecimal() or after.isdecimal()
