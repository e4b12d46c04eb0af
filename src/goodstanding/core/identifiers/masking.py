"""Numbers of persons within running text, hidden but for their end: a reason may hold them, a notice need not."""

from __future__ import annotations

import re
from collections.abc import Callable

from goodstanding.core.identifiers.resident_id import check_digit

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_RESIDENT = re.compile(r"(?<![0-9A-Za-z])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])1[ -]?[3-9](?:[ -]?[0-9]){9}(?![0-9A-Za-z])")
_SHOWN = 4
_BODY = 17


def mask_numbers(text: str, /) -> str:
    """Hide resident numbers whose check digit is right, and mobile numbers of the mainland; the text keeps its length.

    Source: PA21:16.3, RQ-021.
    """
    plain = text.translate(_WIDE)
    for pattern, is_one in ((_RESIDENT, _is_resident), (_MOBILE, _is_any)):
        plain, text = _hidden(pattern, is_one, plain, text)
    return text


def _hidden(pattern: re.Pattern[str], is_one: Callable[[str], bool], plain: str, text: str) -> tuple[str, str]:
    for found in pattern.finditer(plain):
        if is_one(re.sub(r"[ -]", "", found.group())):
            first, last = found.start(), found.end() - _SHOWN
            stars = "*" * (last - first)
            plain, text = plain[:first] + stars + plain[last:], text[:first] + stars + text[last:]
    return plain, text


def _is_resident(number: str) -> bool:
    return check_digit(number[:_BODY]).upper() == number[_BODY:].upper()


def _is_any(_number: str) -> bool:
    return True
