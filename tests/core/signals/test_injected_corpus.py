"""On pages of our own grammar: what was put in is found to the character, and lawful pages are left alone."""

from __future__ import annotations

from functools import cache

import pytest

from goodstanding.core.signals.injected_spam import InjectedSpam
from tests.core.signals.conformance import read, signal_of
from tests.core.signals.injected_corpus import PLANTED, Page, lawful_pages, planted_pages

COUNT = 40 * len(PLANTED)


@cache
def _found(page: Page) -> frozenset[int]:
    spans = read(signal_of(InjectedSpam), {"body": page.text}).spans
    return frozenset(at for span in spans for at in range(span.start, span.end))


def _truth(page: Page) -> set[int]:
    return {at for start, end in page.spans for at in range(start, end)}


@pytest.mark.parametrize("kind", sorted(PLANTED))
def test_what_was_put_in_is_found_to_the_character(kind: str) -> None:
    pages = [page for page in planted_pages(7, COUNT) if page.kind == kind]

    right = sum(len(_truth(page) & _found(page)) for page in pages)
    recall = right / sum(len(_truth(page)) for page in pages)
    precision = right / max(1, sum(len(_found(page)) for page in pages))

    assert recall >= 0.9, f"{kind}: recall {recall:.3f}"
    assert precision >= 0.95, f"{kind}: precision {precision:.3f}"


def test_lawful_pages_are_left_alone() -> None:
    pages = list(lawful_pages(11, 400))

    accused = [page.text for page in pages if _found(page)]

    assert [] == accused


WHOLE = """<title>示例棋牌官网_样例彩票平台</title>
<meta name="keywords" content="示例棋牌,样例棋牌app,演示彩票下载,示例真人">
<meta name="description" content="示例棋牌提供真人视讯,注册送58元彩金">
首页 | 学院概况 | 师资队伍 | 招生就业
示例学院的师生在操场上布置了科学展台,家长们看到了孩子的另一面。需要开发票的联系13800138000。课堂上的提问明显多了起来。
当天傍晚,图书馆的管理员把实验记录整理成册,操场边的黑板报换了新的一期,大家对下一次活动充满期待。
白癜风医院哪家好 治疗牛皮癣专科医院排名 无痛人流多少钱
示例棋牌 样例彩票 演示百家乐 示例老虎机 样例投注网 示例捕鱼
版权所有:示例学院 地址:示例市样例路1号 电话:010-00000000"""


def test_a_whole_hijacked_page_keeps_only_its_own_text() -> None:
    page = Page("whole", WHOLE, ())

    left = "".join(letter for at, letter in enumerate(WHOLE) if at not in _found(page))

    assert not any(word in left for word in ("棋牌", "彩票", "发票", "牛皮癣", "老虎机"))
    assert all(own in left for own in ("首页 | 学院概况", "家长们看到了孩子的另一面。", "课堂上的提问", "版权所有:示例学院"))
