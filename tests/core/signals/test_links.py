"""Links: glued to Chinese, disguised, allowed, and text that only looks like one."""

from __future__ import annotations

import pytest

from goodstanding.core.signals.domains import registrable, top_level_domains
from goodstanding.core.signals.links import Links
from tests.core.signals.conformance import SignalConformance, read, signal_of


class TestLinks(SignalConformance):
    kind = Links


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("快来demo88.com看看", "demo88.com"),
        ("网址:demo.com.cn。", "demo.com.cn"),
        ("HTTP://DEMO.EXAMPLE/路", "HTTP://DEMO.EXAMPLE/"),
        ("进www.demo.cc,有礼", "www.demo.cc"),
        ("搜dd86q。t0p", "dd86q。t0p"),
        ("demo123_com-首页", "demo123_com"),
        ("demo点com", "demo点com"),
    ],
)
def test_a_link_is_seen_where_it_stands(text: str, span: str) -> None:
    assert [span] == [found.text for found in read(signal_of(Links), {"body": text}).spans]


@pytest.mark.parametrize(
    "text",
    [
        "os.path 和 a.b",
        "版本 3.11.7",
        "user@demo.com",
        "file.zip 已上传",
        "get_com 函数",
        "android.permission.CAMERA",
        "1.Stream 流式接口",
        "他用python。in 是关键字",
        "requests.post(url)",
    ],
)
def test_what_only_looks_like_a_link_is_left_alone(text: str) -> None:
    assert not read(signal_of(Links), {"body": text}).hit


def test_an_allowed_domain_covers_what_is_below_it_only() -> None:
    signal = signal_of(Links, {"allow": ["demo.com"]})

    assert not read(signal, {"body": "a.demo.com demo.com"}).hit
    assert read(signal, {"body": "notdemo.com"}).hit


def test_disguised_links_can_be_asked_for_alone() -> None:
    signal = signal_of(Links, {"look_for": "disguised"})

    assert ["demo86。t0p"] == [span.text for span in read(signal, {"body": "https://demo.com 与 demo86。t0p"}).spans]


@pytest.mark.parametrize(
    ("host", "domain"),
    [("www.demo.com.cn", "demo.com.cn"), ("DEMO.com", "demo.com"), ("com", "com"), ("a.b.unknown-ending", "a.b.unknown-ending")],
)
def test_the_registrable_part_follows_the_public_suffix_list(host: str, domain: str) -> None:
    assert domain == registrable(host)


def test_longer_endings_come_first() -> None:
    endings = top_level_domains()

    assert endings.index("com") < endings.index("co")
