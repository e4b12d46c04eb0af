"""Names compared: what is left of a name when its ornament is taken away, and how alike two are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from goodstanding.core.signals.wordlist import words
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.plain import is_plain

ORGANISATION_ENDINGS = words(
    "公司 集团 银行 医院 大学 学院 中学 小学 法院 检察院 公安局 派出所 管理局 监督局 委员会 政府 厅 日报 晚报 电视台",
    "广播台 通讯社 出版社 杂志社 研究院 研究所 协会 学会 基金会 事务所 博物馆 图书馆 消防 海关 税务局 中心医院 旗舰店",
    "专卖店",
)
_ORNAMENT = re.compile(
    "官方(?:账号|帐号|号|微信|微博|网站|客服|旗舰店|商城|频道|平台)?|官微|官博|官网|认证|旗舰店?|公众号|服务号|订阅号|视频号|客服"
    "|总部|发布|有限责任公司|股份有限公司|有限公司|集团|公司|[^0-9a-z\u3400-\u9fff]"
)


def core_of(name: str, /) -> str:
    """Return a name in normal form without words such as 官方 or 有限公司, spaces and signs; all of it where nothing is left."""
    normal = name if is_plain(name) else normalise(name).text.lower()
    return _ORNAMENT.sub("", normal) or normal


def likeness(one: str, other: str, /) -> float:
    """Return how alike two cores are, 0.0–1.0: 1 where one is within the other, else the share of letter pairs in common."""
    if not one or not other:
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 2 and shorter in longer:
        return 1.0
    return _dice(_pairs(one), _pairs(other))


def _pairs(name: str) -> frozenset[str]:
    framed = f"^{name}$"
    return frozenset(framed[at : at + 2] for at in range(len(framed) - 1))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


class NameIndex:
    """Names to be told apart from: finds the one most like a given name without comparing with each.

    Args:
        names: As they are written; empty cores are left out.
    """

    def __init__(self, names: Sequence[str], /) -> None:
        cored = [(name, core_of(name)) for name in names]
        self._names = [(name, core, _pairs(core)) for name, core in cored if core]
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for index, (_, _, pairs) in enumerate(self._names):
            for pair in pairs:
                self._by_pair[pair].append(index)

    def closest(self, name: str, /) -> tuple[str, float]:
        """Return the name most like this one and how alike they are, 0.0–1.0; ``("", 0.0)`` where none shares a letter pair.

        A protected name that stands whole within the given one counts as 1.0 when it has at least four letters.
        """
        core = core_of(name)
        pairs = _pairs(core)
        shared: dict[int, int] = defaultdict(int)
        for pair in pairs:
            for index in self._by_pair.get(pair, ()):
                shared[index] += 1
        best, best_likeness = "", 0.0
        for index, common in shared.items():
            protected, protected_core, protected_pairs = self._names[index]
            alike = 2 * common / (len(pairs) + len(protected_pairs))
            if len(protected_core) >= 4 and protected_core in core:
                alike = 1.0
            if alike > best_likeness or (alike == best_likeness and protected < best):
                best, best_likeness = protected, alike
        return best, best_likeness
