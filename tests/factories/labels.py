"""Labelled rows made up for tests of training: offers of accounts and ordinary remarks, put together from parts."""

from __future__ import annotations

import json
from itertools import product
from random import Random

_OPENINGS = ("长期", "诚心", "高价", "低价", "现货", "批量", "个人", "公司")
_ACTS = ("收购公众号", "出售公众号", "转让公众号", "回收账号", "出售账号", "收购老号")
_CLOSES = ("价格面议", "粉丝不限", "当面交接", "可走平台", "加好友详谈", "私信联系")
_TIMES = ("今天早上", "昨天傍晚", "上个周末", "刚才", "前几天", "这几天", "中午", "夜里")
_DOINGS = ("去河边散步", "在家做饭", "陪孩子写作业", "到菜场买鱼", "和朋友爬山", "修好了自行车")
_FEELINGS = ("风有点大", "心情不错", "忘了带伞", "遇见一只猫", "汤炖得正好", "路上很安静")

OFFER, ORDINARY = "offer", "ordinary"


def made_up_rows(count: int, *, seed: int = 0) -> list[dict[str, str]]:
    """Return labelled rows, half of each class, no two alike."""
    choices = Random(seed)
    offers = [f"{opening}{act},{close}" for opening, act, close in product(_OPENINGS, _ACTS, _CLOSES)]
    ordinary = [f"{time}{doing},{feeling}" for time, doing, feeling in product(_TIMES, _DOINGS, _FEELINGS)]
    half = count // 2
    rows = [{"text": text, "label": OFFER} for text in choices.sample(offers, half)]
    rows += [{"text": text, "label": ORDINARY} for text in choices.sample(ordinary, count - half)]
    choices.shuffle(rows)
    return [{**row, "id": str(number), "kind": "even" if number % 2 else "odd"} for number, row in enumerate(rows)]


def as_lines(rows: list[dict[str, str]]) -> bytes:
    """Return rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
