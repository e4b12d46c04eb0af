"""How notices print times, clauses and codes, in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.notices.errors import ContextIncomplete, WordingMalformed
from goodstanding.apps.notices.rendering import Filter

Words = Mapping[str, Mapping[str, str]]
"""Tables of words by code: ``{"measure": {"warn": "…"}}``."""

_CLAUSE = re.compile(r"^([A-Z0-9]+):(\d+)(?:\.(\d+))?(?:\((\d+)\))?$")
_DIGITS = "零一二三四五六七八九"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def filters_for(language: str, words: Words, /) -> dict[str, Filter]:
    """Collect the filters of one language: ``moment day clause quoted line``, and one for each table of words."""
    chinese = language.startswith("zh")
    own: dict[str, Filter] = {
        "moment": _moment_zh if chinese else _moment_en,
        "day": _day_zh if chinese else _day_en,
        "clause": partial(_clause_zh if chinese else _clause_en, words.get("instrument", {})),
        "quoted": _quoted,
        "line": _line,
    }
    return own | {table: partial(_word, table, entries) for table, entries in words.items()}


def _local(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as fault:
        raise ContextIncomplete(f"“{value}” is not a time.", hint="Give times as ISO 8601 text with an offset.") from fault
    if moment.tzinfo is None:
        raise ContextIncomplete(f"The time {value} has no offset.", hint="Give times as ISO 8601 text with an offset.")
    return moment.astimezone(LOCAL)


def _day_zh(value: Any) -> str:
    moment = _local(value)
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _moment_zh(value: Any) -> str:
    return f"{_day_zh(value)} {_local(value):%H:%M}（北京时间）"


def _day_en(value: Any) -> str:
    moment = _local(value)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def _moment_en(value: Any) -> str:
    return f"{_day_en(value)}, {_local(value):%H:%M} (Beijing time)"


def _clause_zh(instruments: Mapping[str, str], value: Any) -> str:
    code, article, paragraph, item = _clause_parts(value)
    text = f"{instruments.get(code, code)}第{_chinese_number(article)}条"
    text += f"第{_chinese_number(paragraph)}款" if paragraph else ""
    return text + (f"第（{_chinese_number(item)}）项" if item else "")


def _clause_en(instruments: Mapping[str, str], value: Any) -> str:
    code, article, paragraph, item = _clause_parts(value)
    text = f"{instruments.get(code, code)}, article {article}"
    text += f", paragraph {paragraph}" if paragraph else ""
    return text + (f", item {item}" if item else "")


def _clause_parts(value: Any) -> tuple[str, int, int, int]:
    found = _CLAUSE.match(str(value))
    if found is None:
        raise ContextIncomplete(f"“{value}” is not a clause reference.", hint="Write it as in PA21:18(8).")
    return found[1], int(found[2]), int(found[3] or 0), int(found[4] or 0)


def _chinese_number(number: int) -> str:
    """Write 1 … 9,999 in Chinese numerals, as articles of law are numbered."""
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        zero = "零" if 0 < rest < 100 else ""
        return f"{_DIGITS[thousands]}千{zero}" + (_below_thousand(rest, with_one=True) if rest else "")
    return _below_thousand(number, with_one=False)


def _below_thousand(number: int, *, with_one: bool) -> str:
    """Write 1 … 999; ``with_one``: ten is said “one ten” after something larger."""
    if number < 10:
        return _DIGITS[number]
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds and not with_one else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _quoted(value: Any) -> str:
    """Indent a passage of several lines so that it reads as a quotation."""
    if not isinstance(value, str):
        raise ContextIncomplete(f"“{value}” is not a passage.")
    return "\n".join(f"  │ {line}".rstrip() for line in value.splitlines() or [""])


def _line(value: Any) -> str:
    """Put a name or title on one line, so that no account can write sections of a notice into its own name."""
    if not isinstance(value, str):
        raise ContextIncomplete(f"“{value}” is not a text.")
    return " ".join(value.split())


def _word(table: str, entries: Mapping[str, str], value: Any) -> str:
    """Find the word for a code; ``*`` speaks for codes of an open vocabulary that are not listed."""
    pattern = entries.get(value, entries.get("*")) if isinstance(value, str) else None
    if pattern is None:
        raise WordingMalformed(f"The table “{table}” has no word for “{value}”.", hint="Add it to the words of each language.")
    return pattern.replace("{code}", value)
