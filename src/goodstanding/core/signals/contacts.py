"""Finding the ways people are asked to get in touch elsewhere: handles, phone numbers, groups, in their usual disguises."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from goodstanding.core.signals.base import Document
from goodstanding.core.signals.evidence import MOST_HITS
from goodstanding.core.text.patterns import PatternSet

CHANNELS = ("wechat", "qq", "telegram", "messenger", "email", "phone", "landline")
"""What a contact may be, surest first."""


class Contact(NamedTuple):
    """One contact in the normal form of a field.

    Args:
        channel: One of `CHANNELS`.
        score: 0.0–1.0: with an identifier beside the name of the channel it is surer than a number or an invitation alone.
    """

    start: int
    end: int
    channel: str
    score: float


_GAP = r"[\s:：;；,，.。、|｜*＊~～\-—_=\[\]【】()（）<>《》「」“”\"'→👉☎📞▶]{0,6}"
_NAMED = r"(?:号码?|账号|帐号|id|ID|同号|同步|客服|咨询|联系|请?加|搜索?|是|为|[:：])?"
_ADD = r"(?:加|十|\+|＋|➕|✚|╋|添加|扣|嘉|佳|家|伽|茄|jia|联系|搜|咨询|私)"
_NUMBER = r"[1-9]\d{4,10}"
_IDENTIFIER = r"(?:[a-z][a-z0-9_\-]{5,19}|[a-z0-9][a-z0-9_\-]{4,18}\d)"
_MIXED = r"[a-z0-9_\-]{0,12}\d[a-z0-9_\-]{4,12}"
_HEART = "❤♥❣💗💓💕💖💘💙💚💛💜🧡🖤"
"""A heart is read 心, which sounds like the 信 of 微信."""
_WECHAT = (
    rf"(?:[微薇威维徽溦嶶魏v]\s*[信芯心xⅹ星{_HEART}]|w\s*e\s*i\s*x\s*i\s*n|wechat|vx|wx|wei\s?信|[微薇威溦]\s*号|微×|🛰|卫星号)"
)
_SHORT_WECHAT = r"[微薇威溦徽v]+"
_GLYPH = r"[微薇威溦徽]"
_APART = r"[\s:：;；,，.。、|｜*＊~～\-—_=\[\]【】()（）<>《》「」“”\"'→👉☎📞▶]{1,6}"
_QQ = r"(?:q{1,2}|[扣抠叩蔻釦]{2}|企鹅|球球|秋秋|🐧)"
_TELEGRAM = r"(?:telegram|纸?飞机|电报|\btg)"
_MESSENGER = r"(?:whatsapp|skype|\bline|蝙蝠|钉钉|potato|土豆|facebook|instagram|\bins)"

_EXPRESSIONS: tuple[tuple[str, str, float], ...] = (
    ("wechat", rf"(?i){_WECHAT}{_GAP}{_NAMED}{_GAP}(?:{_IDENTIFIER}|{_NUMBER})", 0.9),
    (
        "wechat",
        rf"(?i){_ADD}\s*(?:我|个)?\s*(?:{_GLYPH}{_IDENTIFIER}|v+{_APART}{_IDENTIFIER}|{_SHORT_WECHAT}{_GAP}{_NUMBER})",
        0.9,
    ),
    ("wechat", rf"(?i)(?:(?:\+|➕)\s*我?|{_ADD}\s*我)\s*v+{_MIXED}", 0.8),
    ("wechat", rf"(?i){_SHORT_WECHAT}\s*[:：]\s*(?:{_IDENTIFIER}|{_NUMBER})", 0.8),
    ("wechat", rf"(?i)(?:加|\+|➕)\s*(?:我|群主|老师|客服|助理)\s*的?\s*(?:{_WECHAT}|v+\b|[微薇威]\b)", 0.6),
    ("wechat", rf"(?i)(?:加|➕)\s*个?\s*(?:{_WECHAT}|v+\b)", 0.5),
    ("wechat", rf"(?i){_WECHAT}\s*(?:同号|同步)", 0.6),
    ("qq", rf"(?i){_QQ}\s*(?:群|裙|羣|号|號)?{_GAP}{_NAMED}{_GAP}{_NUMBER}", 0.9),
    ("qq", rf"(?i)(?:加|进|入|\+|➕)\s*(?:q|扣)?\s*(?:群|裙|羣)\s*(?:号)?{_GAP}{_NUMBER}", 0.9),
    ("qq", r"(?i)(?:加|➕)\s*我?\s*(?:q+|扣扣?|企鹅)\b", 0.6),
    ("qq", rf"(?i)(?:群|裙)\s*(?:号)?\s*[:：]\s*{_NUMBER}", 0.7),
    ("telegram", rf"(?i){_TELEGRAM}\s*(?:群|号|频道)?\s*[:：@]\s*@?[a-z][a-z0-9_]{{4,31}}", 0.9),
    ("telegram", r"(?i)\bt\.me/\+?[a-z0-9_]{4,}", 0.9),
    ("messenger", rf"(?i){_MESSENGER}\s*(?:号|id)?\s*[:：@]\s*@?[a-z0-9+][a-z0-9_.\-]{{4,31}}", 0.8),
    ("email", r"(?i)[a-z0-9][a-z0-9._%+\-]{1,40}@[a-z0-9][a-z0-9\-]{0,40}(?:\.[a-z0-9\-]{2,20}){1,3}", 0.4),
    ("phone", r"(?:\+?86[\s\-]?)?1[3-9]\d[\s\-]?\d{4}[\s\-]?\d{4}", 0.6),
    ("phone", r"[一幺][三四五六七八九][零〇一幺二三四五六七八九]{9}", 0.7),
    ("landline", r"(?:400[\s\-]?\d{3}[\s\-]?\d{4}|0\d{2,3}[\s\-]\d{7,8})", 0.3),
)


class ContactFinder:
    """All contact expressions as one set. One pass says which can be there; only those are then located."""

    @cached_property
    def _set(self) -> PatternSet:
        """The set, compiled when the first text is read: a second of work no import should pay."""
        return PatternSet([expression for _, expression, _ in _EXPRESSIONS])

    def contacts(self, document: Document, field: str, /) -> tuple[Contact, ...]:
        """Return the contacts in the normal form of a field, in order, without overlap; found once per document."""
        found: tuple[Contact, ...] = document.shared((ContactFinder, field), lambda read: self.find(read.normalised(field).text))
        return found

    def find(self, text: str, /) -> tuple[Contact, ...]:
        """Return the contacts in a text, in order, without overlap; of overlapping ones the surest."""
        hits = [
            Contact(start, end, _EXPRESSIONS[index][0], _EXPRESSIONS[index][2])
            for index in self._set.which(text)
            for start, end in self._set.spans(text, index, most=MOST_HITS)
            if _is_whole(text, start, end)
        ]
        return _surest(hits)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether the hit is not cut out of a longer number, word or address."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isascii() and (before.isalnum() or before in "_.@/-") and text[start].isascii() and text[start].isalnum():
        return False
    return not (after.isascii() and after.isdigit() and text[end - 1].isdigit())


def _surest(hits: list[Contact]) -> tuple[Contact, ...]:
    """Walk the hits once from the left; where one overlaps the last kept, the surer (then the longer) stays."""
    kept: list[Contact] = []
    for hit in sorted(hits):
        if kept and hit.start < kept[-1].end:
            if _rank(hit) > _rank(kept[-1]):
                kept[-1] = hit
        else:
            kept.append(hit)
    return tuple(kept)


def _rank(hit: Contact) -> tuple[float, int]:
    return hit.score, hit.end - hit.start


SURE = 0.6
"""From this score on a contact is more than a word that happens to name a channel."""

FINDER = ContactFinder()
