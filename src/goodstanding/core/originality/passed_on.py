"""Words a text passes on from somebody else: announcements, statements, quoted speech. Their first publisher did not write them.

Two reports of one event share what an office announced; neither copied the other. Recognised is how such words are led in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NOUN = r"(?:通报|公告|通告|声明|公示|情况说明|说明|回应|复函|致歉信|公开信|决定书|处罚决定|新闻稿|消息)"
_LED_IN = re.compile(
    rf"(?:{_NOUN}|官方微博|官网|公众号)(?:全文|原文|内容)?(?:称|说|指出|显示|表示)?如下\s*[:：。]?"
    rf"|(?:全文|原文)如下\s*[:：]?"
    rf"|(?:发布|发出|作出|发表|公布)[^。！？!?\n]{{0,12}}{_NOUN}(?:称|说|指出|显示|表示)?\s*(?:[:：,，!！]|(?=\n))"
    rf"|据[^，,。！？!?\n]{{2,28}}(?:通报|公告|通告|发布|消息|介绍|披露|透露)(?:称)?\s*[:：,，]"
    r"|(?:通报|通告|公告|回应)\s*[:：]"
    rf"|{_NOUN}(?:中)?(?:称|说|指出|显示|表示)\s*[:：,，]"
    rf"|(?:回应|表示|介绍|指出|坦言|强调|告诉记者|说|称)\s*[:：,，]\s*(?=[“\"「『])"
)
_SIGNED = re.compile(
    r"\n[ \t]*(?:20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[(（]?(?:来源|来自|编辑)\s*[:：][^\n]*"
    r"|[^\n。,，!！?？;；:：、…]{2,24})[ \t]*(?=\n|$)"
)
"""A line that can only be a signature, a date or a source."""
_NUMBERED = re.compile(r"\n\s*[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]?\s*[、.．是]")
_CLOSING = {"“": "”", "「": "」", "『": "』", '"': '"'}
_LONGEST_READ = 100_000
_BLOCK, _PARAGRAPH = 2_000, 300
"""Most characters taken for one announcement: told whole, or within a paragraph."""
_INDIRECT = re.compile(r"(?:消息|介绍|披露|透露)称?\s*[:：,，]$")
"""What is led in like this is told in the reporter's words, a sentence long."""
_HEADING = 20
"""A line that ends so soon after the lead-in is a heading, and what was announced follows it."""


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A stretch of somebody else's words, in code points of the text as it was sent, and the words that lead it in."""

    start: int
    end: int
    mark: str
    is_speech: bool


@lru_cache(maxsize=256)
def passed_on(text: str, /) -> tuple[PassedOn, ...]:
    """Return what a text passes on, in order."""
    read = text[:_LONGEST_READ]
    found: list[PassedOn] = []
    for lead in _LED_IN.finditer(read):
        if found and lead.start() < found[-1].end:
            continue
        end, is_quoted = _end(read, lead)
        is_speech = is_quoted and lead.group()[0] in "回表介指坦强告说称"
        found.append(PassedOn(lead.start(), end, lead.group().strip()[:30], is_speech))
    return tuple(found)


def _end(text: str, lead: re.Match[str]) -> tuple[int, bool]:
    """Return where the words led in end, and whether they stand between quotation marks."""
    start = lead.end()
    opening = text[start : start + 3].lstrip()[:1]
    if opening in _CLOSING:
        at = text.find(_CLOSING[opening], text.index(opening, start) + 1)
        if 0 <= at <= start + _BLOCK:
            return at + 1, True
    line = _line_end(text, start)
    if _INDIRECT.search(lead.group()):
        stop = text.find("。", start, line)
        return (stop + 1 if stop >= 0 else line), False
    if "如下" not in lead.group() and line - start >= _HEADING:
        return min(line, start + _PARAGRAPH), False
    while line - start < _HEADING and line < len(text):
        line = _line_end(text, line + 1)
    while _NUMBERED.match(text, line):
        line = _line_end(text, line + 1)
    signed = _SIGNED.search(text, line - 1, start + _BLOCK)
    if signed is not None and (signed.start() <= line or "如下" in lead.group()):
        line = signed.end()
    return min(line, start + _BLOCK), False


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)
