"""An offer beside a contact or a link: what is offered and the way to take it up, in one breath."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, ClassVar, NamedTuple, Self

from goodstanding.core.signals import contacts, link_finder
from goodstanding.core.signals.bank_expressions import check_expression
from goodstanding.core.signals.base import Cost, Document, EitherWatch, Example, Reading, Span, Watch
from goodstanding.core.signals.declared import Bank, SampleBank, SampleEntry
from goodstanding.core.signals.evidence import original_span, reading_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.link_trust import THROW_AWAY, trust_lost
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing
from goodstanding.core.signals.wordlist import words
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.normalised import Normalised

PAYMENT_WORDS = words(
    "转账 付款 支付 打款 汇款 定金 押金 预付 到付 收款 扫码付 手续费 中介费 保证金 红包 返利 返现 佣金 提成 日结 月入",
    "日入 稳赚 躺赚 彩金 充值 提现 下注 投注 高薪 低价 特价 优惠 包邮 批发 代理价 成本价 内部价 私聊价 免费领 免费送",
    "送礼品 限时 秒到账 出售 收购 代购 代开 代办 代刷 代写 代发 办证 放款 贷款 借款 套现 变现",
)
_PRICE_MARKS = frozenset(("元", "块钱", "万元", "¥", "￥", "rmb", "usdt"))
_NUMERALS = frozenset("0123456789零〇一二两三四五六七八九十百千万亿几")
_ANCHORS = ("contacts", "links", "throw_away_links")
_ORDERS = ("any", "offer_first", "contact_first")


class _Place(NamedTuple):
    """A stretch of the original text."""

    start: int
    end: int


class _Offer(NamedTuple):
    """An offer as it stands in the original text, and what to call it."""

    place: _Place
    key: str


class _Words(NamedTuple):
    """What counts as an offer."""

    phrases: tuple[str, ...]
    expressions: tuple[str, ...]


class PaymentNearContact(TextKind):
    """Payment, price or offer words within a distance of a contact or link; with banks, any offer near any contact.

    One offer scores 0.6, each further distinct one adds 0.1, to 1.0. The count is of distinct offers near an anchor. A price mark
    (元, ¥ …) counts only beside a number, in digits or in Chinese.
    """

    kind: ClassVar[str] = "payment_near_contact"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {
        "fields": FIELDS_NOTE,
        "distance": "Farthest distance in code points of the text as sent, 1–2000. Default: 30.",
        "order": "Which must come first: any, offer_first or contact_first. Default: any.",
        "anchors": f"What an offer may stand near, of {', '.join(_ANCHORS)}. Default: contacts, links.",
        "words": "Whether the built-in payment words and price marks count. Default: true.",
        "bank": "Id of a bank of phrases or expressions that count as offers too. Default: none.",
        "banks": "Ids of several such banks.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {"bank": "sample-deals"}
    example_banks: ClassVar[Mapping[str, SampleBank]] = {
        "sample-deals": SampleBank("sample-deals", "expressions", (SampleEntry(r"(?:转让|出)一?个?.{0,4}号"),)),
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "高佣金日结,加v信:demo_88888"}, hit=True),
        Example(fields={"body": "50元一套 demo-shop88.com 下单"}, hit=True),
        Example(fields={"body": "转让一个样例号,加v信:demo_88888"}, hit=True, spans=("转让一个样例号",)),
        Example(fields={"body": "九十九元一份,加v信:demo_88888"}, hit=True, spans=("元",)),
        Example(fields={"body": "本店支持扫码付款,欢迎光临。"}, hit=False),
        Example(fields={"body": "联系邮箱以外,请加微信:demo_88888 交流读书"}, hit=False),
    )

    def __init__(self, name: str, fields: tuple[str, ...], words: _Words, reach: _Reach, sharing: Sharing) -> None:
        super().__init__(name, fields)
        self._words = words
        self._reach = reach
        self._phrases, self._expressions = sharing.phrases, sharing.expressions
        normal = [normalise(word).text for word in words.phrases]
        self._phrase_ticket = self._phrases.register(normal, name=name, fields=fields)
        self._expression_ticket = self._expressions.register(words.expressions, name=name, fields=fields, form="normal")
        self._watch = EitherWatch(self._phrases, self._expressions) if words.expressions else self._phrases

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        anchors = options.names("anchors", default=_ANCHORS[:2])
        for anchor in anchors:
            if anchor not in _ANCHORS:
                raise options.fault(f"there is no anchor “{anchor}”.", hint=f"Known: {', '.join(_ANCHORS)}.")
        distance = options.count("distance", default=30, low=1, high=2000)
        order = options.word("order", default="any", allowed=_ORDERS)
        words = _words_of(options, options.banks(kind="any", obligatory=False), sharing)
        return cls(options.name, fields, words, _Reach(distance, order, frozenset(anchors)), sharing)

    @property
    def watch(self) -> Watch:
        """The passes over all phrases and expressions: without an offer there is nothing to read."""
        return self._watch

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
        offers = self._offers(document, field)
        anchors = self._reach.anchors_in(document, field) if offers else []
        if not anchors:
            return []
        starts = [anchor.start for anchor in anchors]
        found: dict[_Place, tuple[str, Span]] = {}
        for place, key in offers:
            at = bisect_left(starts, place.start)
            around = (self._reach.between(place, anchor) for anchor in anchors[max(at - 1, 0) : at + 1])
            distance = min((away for away in around if away is not None), default=None)
            if distance is not None:
                why = reason("payment", word=key, distance=distance)
                found[place] = key, original_span(document, field, *place, signal=self.name, why=why)
        return list(found.values())

    def _offers(self, document: Document, field: str) -> list[_Offer]:
        """Return what is offered in a field, in order."""
        normal = document.normalised(field)
        found: list[_Offer] = []
        for hit in self._phrases.hits(document, field, self._phrase_ticket):
            word = self._words.phrases[hit.position]
            if word not in _PRICE_MARKS or _beside_number(normal.text, hit.start, hit.end):
                found.append(_Offer(_Place(*normal.original_span(hit.start, hit.end)), word))
        if self._words.expressions:
            found.extend(self._by_expression(document, field, normal))
        return sorted(found)

    def _by_expression(self, document: Document, field: str, normal: Normalised) -> Iterator[_Offer]:
        shared, ticket = self._expressions, self._expression_ticket
        for position in shared.matching(document, field, ticket, form="normal"):
            for start, end in shared.spans(document, field, ticket, position, form="normal"):
                yield _Offer(_Place(*normal.original_span(start, end)), normal.text[start:end])


class _Reach(NamedTuple):
    """How near an offer must be, and to what."""

    distance: int
    order: str
    anchors: frozenset[str]

    def anchors_in(self, document: Document, field: str) -> list[_Place]:
        """Return the contacts and links that count, in original offsets, in order."""
        found: list[_Place] = []
        if "contacts" in self.anchors:
            normal = document.normalised(field)
            sure = (contact for contact in contacts.FINDER.contacts(document, field) if contact.score >= contacts.SURE)
            found += [_Place(*normal.original_span(contact.start, contact.end)) for contact in sure]
        least = 0.0 if "links" in self.anchors else THROW_AWAY if "throw_away_links" in self.anchors else None
        if least is not None:
            links = link_finder.FINDER.links(document, field)
            found += [_Place(link.start, link.end) for link in links if trust_lost(link) >= least]
        return sorted(found)

    def between(self, offer: _Place, anchor: _Place) -> int | None:
        """Return how many characters lie between an offer and an anchor, 0 where they touch; None where that is no relation."""
        if (self.order == "offer_first" and offer.start > anchor.start) or (
            self.order == "contact_first" and offer.start < anchor.start
        ):
            return None
        away = max(anchor.start - offer.end, offer.start - anchor.end, 0)
        return away if away <= self.distance else None


def _words_of(options: Options, banks: Iterable[Bank], sharing: Sharing) -> _Words:
    """Collect the built-in words and the entries of banks that have not expired."""
    own = chain(PAYMENT_WORDS, sorted(_PRICE_MARKS)) if options.flag("words", default=True) else ()
    phrases, expressions = dict.fromkeys(own), dict[str, None]()
    for bank in banks:
        for entry in bank.entries:
            if entry.expires is not None and entry.expires <= sharing.at:
                continue
            if bank.kind == "expressions":
                check_expression(options, bank, entry)
            (expressions if bank.kind == "expressions" else phrases)[entry.pattern] = None
    return _Words(tuple(phrases), tuple(expressions))


def _beside_number(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    return before in _NUMERALS or after in _NUMERALS
