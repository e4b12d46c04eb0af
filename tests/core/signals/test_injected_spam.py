"""Injected lists and advertisements are found where they stand; honest lists and reports about abuse are left alone."""

from __future__ import annotations

import time

import pytest

from goodstanding.core.signals.foreign_text import foreign_parts
from goodstanding.core.signals.injected_spam import _ARTICLE, InjectedSpam
from tests.core.signals.conformance import SignalConformance, read, signal_of

TITLES = ("示例棋牌官网_示例棋牌下载", "样例彩票平台-首页", "演示厂家批发_demo_com", "示例手游私服大全", "样例登录入口-欢迎您")


class TestInjectedSpam(SignalConformance):
    kind = InjectedSpam


@pytest.mark.parametrize("separator", [" | ", "丨", " I ", "-", "_"])
def test_a_list_is_found_whatever_separates_it(separator: str) -> None:
    listed = separator.join(TITLES)

    reading = read(signal_of(InjectedSpam), {"body": f"{_ARTICLE}\n{listed}\n{_ARTICLE}"})

    assert [listed] == [span.text for span in reading.spans]


def test_an_advertisement_without_sentences_has_nothing_foreign_in_it() -> None:
    advert = (
        "示例商场周年庆 全场家电五折起 满三千送电饭煲一台 再抽金条 凭此短信到店领取礼品一份 地址示例路一号 " * 2
        + "示例棋牌官网|样例彩票平台"
    )

    assert not read(signal_of(InjectedSpam), {"body": advert}).hit


def test_a_list_in_another_script_is_found_in_its_own_offsets() -> None:
    listed = "|".join(TITLES)
    body = "清晨的碼頭上,漁船陸續靠岸,工人們把一筐筐海貨搬上推車。市場裡早已亮起燈,攤主們一邊分揀,一邊招呼熟客。"
    body += f"到了七點,孩子們背著書包從攤前走過。\n{listed}"

    reading = read(signal_of(InjectedSpam), {"body": body})

    assert [(body.index(TITLES[0]), len(body))] == [(span.start, span.end) for span in reading.spans]


@pytest.mark.parametrize(
    "line",
    [
        "参会单位:示例科技有限公司、样例网络有限公司、演示信息有限公司、示例软件有限公司、样例工程有限公司",
        "| 名称 | 版本 | 下载 | 官网 |",
        "警方提醒:网络赌博、电信诈骗、刷单返利、办证贷款等案件多发,请市民提高警惕,不要轻信。",
        "https://demo.example.com/news/free-download-login-index-welcome.html",
    ],
)
def test_an_honest_line_is_left_alone(line: str) -> None:
    assert not read(signal_of(InjectedSpam), {"body": f"{_ARTICLE}\n{line}\n{_ARTICLE}"}).hit


def test_a_text_that_speaks_of_the_trade_itself_is_no_host() -> None:
    report = "民警介绍,所谓代开发票、办证刻章多是骗局。代开发票的人会留下加微信的方式。"
    body = f"{report}\n本公司代开发票,办证刻章,有需要加微信:demo_88888\n{report}"

    assert not read(signal_of(InjectedSpam), {"body": body}).hit


def test_time_grows_evenly_with_the_text() -> None:
    listed = "\n".join("|".join(f"{title}{number}" for title in TITLES) for number in range(2_000))

    began = time.process_time()
    foreign_parts(listed, ())

    assert time.process_time() - began < 5.0  # a quadratic walk over 130,000 characters takes minutes


@pytest.mark.parametrize(
    "piece",
    [
        "招聘兼职日结200元,加我微信demo_88888。",
        "示例棋牌官网",
        "<a style='display:none'>示例棋牌",
        "&#26827;&#29260;",
        "cheap viagra casino ",
        "激安 通販 コピー\n",
        "\n示例彩票平台",
    ],
)
def test_no_repetition_is_catastrophic(piece: str) -> None:
    seconds = [_seconds(piece * count) for count in (4_000, 16_000)]

    assert seconds[1] < 12 * seconds[0] + 0.5


def test_one_foreign_letter_before_a_long_line_is_not_catastrophic() -> None:
    """Found by fuzzing: each letter of the line was once asked for kana up to its end."""
    seconds = [_seconds("ア。" + "加微" * count) for count in (8_000, 32_000)]

    assert seconds[1] < 8 * seconds[0] + 0.2


def _seconds(text: str) -> float:
    began = time.process_time()
    foreign_parts(text, ())
    return time.process_time() - began
