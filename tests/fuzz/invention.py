"""Inputs made from bytes: text as evaders write it, and what no sane program sends."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

LARGEST = 4_000
"""Code points of one text, about."""
PIECES = (
    "加微信", "薇❤", "扣扣", "V x", "➕🛰", "demo_88888", "13800138000", "壹叁捌００１３８零零零", "①③⑧00138000",
    "400-800-1234", "dd86q。t0p", "hxxp://demo-link88[.]top/a?b=1", "example。com", "ｗｗｗ．example．ｃｏｍ",
    "开户送彩金", "上分下分", "日结", "刷单", "弓长", "女子", "氵每", "讠兑", "发票", "發票", "fa票", "f p", "票发",
    "代(dai)开(kai)", "【】", "微 信", "微.信", "微\u200b信", "\u202e信微\u202c", "\ufeff", "\u0301\u0302\u0303", "é",
    "ｅ\u0301", "Ⅷ", "㊙", "㈱", "🅰", "👨\u200d👩\u200d👧", "🇨🇳", "️⃣", "1️⃣", "乾隆", "皇后", "頭髮", "里程",
    "锟斤拷", "ä½ å¥½", "浣犲ソ", "\x00", "\ud800", "\udfff", "\U0010ffff", "\ue000", "ﷺ", "ß", "İ", "ŉ", "ﬀ", "한글",
    "\u1100\u1161\u11a8", "ــ", "م", "नि", "क्ष", "\t", "\r\n", "\u2028", "　", "、", "。", "@", "/", "\\", "%00",
    "{{", "<b>", "\"", "'", "110101199003078515", "91110000600037341L", "京ICP备2024000001号-1", "演示大学",
    "演示市公安局", "官方", "清華", "ABC", "wx", "qq", "关注公众号", "转载自网络", "来源：", "招聘", "防骗提醒",
    "民警提醒", "是", "的", "了", "我", "好", "一", "0", "9",
)  # fmt: skip
"""What texts are put together from."""


class Maker:
    """Reads choices off a string of bytes; when the bytes are used up every choice is the first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def byte(self) -> int:
        """Return the next byte, 0 at the end."""
        if self._at >= len(self._data):
            return 0
        self._at += 1
        return self._data[self._at - 1]

    def below(self, limit: int) -> int:
        """Return a number from 0 to ``limit`` - 1."""
        return (self.byte() << 8 | self.byte()) % limit

    def pick(self, choices: tuple[Any, ...]) -> Any:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    @property
    def is_used_up(self) -> bool:
        """Whether no bytes are left."""
        return self._at >= len(self._data)

    def rest(self) -> bytes:
        """Return what is left, and use it up."""
        left, self._at = self._data[self._at :], len(self._data)
        return left

    def text(self, most: int = 60) -> str:
        """Return a text of up to ``most`` pieces."""
        parts: list[str] = []
        while len(parts) < most and not self.is_used_up:
            parts.append(_STEPS[self.byte() % len(_STEPS)](self, parts))
        return "".join(parts)[:LARGEST]

    def value(self, depth: int = 0) -> Any:
        """Return a value that JSON can hold."""
        kind = self.below(7 if depth < 4 else 5)
        plain = (None, bool(self.byte() % 2), self.below(65_536) - 9, self.below(999) / 7, self.text(4))
        if kind < 5:
            return plain[kind]
        inner = [self.value(depth + 1) for _ in range(self.below(4))]
        return inner if kind == 5 else {self.text(2): one for one in inner}


def _character(maker: Maker, _parts: list[str]) -> str:
    """Return any code point of the first two planes, surrogates among them."""
    return chr(maker.below(0x10000) | (maker.byte() % 2) << 16)


def _han(maker: Maker, _parts: list[str]) -> str:
    return chr(0x4E00 + maker.below(0x5200))


def _ascii(maker: Maker, _parts: list[str]) -> str:
    return chr(32 + maker.byte() % 95)


def _piece(maker: Maker, _parts: list[str]) -> str:
    return str(maker.pick(PIECES))


def _again(maker: Maker, parts: list[str]) -> str:
    """Return the last piece many times over."""
    return parts[-1][:40] * (1 + maker.byte() % 60) if parts else ""


def _spread(maker: Maker, _parts: list[str]) -> str:
    """Return a piece with a mark between its characters."""
    return str(maker.pick((" ", ".", "\u200b", "*", "|", "\u0335", "️"))).join(str(maker.pick(PIECES)))


def _wide(maker: Maker, _parts: list[str]) -> str:
    """Return a piece in full width where it has one."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in str(maker.pick(PIECES)))


def _misread(maker: Maker, _parts: list[str]) -> str:
    """Return a piece as a program shows it that reads UTF-8 as something else."""
    sent = str(maker.pick(PIECES)).encode("utf-8", "surrogatepass")
    return sent.decode(str(maker.pick(("latin-1", "gbk", "cp1252"))), "replace")


_STEPS: tuple[Callable[[Maker, list[str]], str], ...] = (
    _piece, _piece, _piece, _han, _han, _ascii, _character, _again, _spread, _wide, _misread,
)  # fmt: skip


def event(maker: Maker) -> bytes:
    """Return an event, more or less: right, with a field of the wrong kind, or with bytes that are no JSON."""
    kinds = ("content.published", "comment.published", "account.registered", "account.profile_changed", "follow.created", "x")
    made: dict[str, Any] = {
        "specversion": maker.pick(("1.0", "0.3", 1)),
        "id": maker.text(2) or "e-1",
        "source": maker.pick(("/demo", "", 7)),
        "type": maker.pick(kinds),
        "subject": maker.text(2),
        "time": maker.pick(("2026-11-24T00:00:00Z", "2026-02-30T00:00:00Z", "9999-12-31T23:59:60+99:99", "", 5)),
        "data": {"content_id": maker.text(1), "title": maker.text(6), "body": maker.text(30), maker.text(1): maker.value()},
    }
    if maker.byte() % 3 == 0:
        made[maker.pick(tuple(made))] = maker.value()
    sent = json.dumps(made, ensure_ascii=bool(maker.byte() % 2)).encode("utf-8", "surrogatepass")
    if maker.byte() % 4 == 0:
        at = maker.below(len(sent) + 1)
        return sent[:at] + maker.rest()[:40] + sent[at + maker.byte() % 9 :]
    return sent
