"""Contact handles in their usual disguises, and ordinary text that only looks like them."""

from __future__ import annotations

import pytest

from goodstanding.core.signals.base import SignalError
from goodstanding.core.signals.contact_handle import ContactHandle
from tests.core.signals.conformance import SignalConformance, read, signal_of


class TestContactHandle(SignalConformance):
    kind = ContactHandle


@pytest.mark.parametrize(
    "text",
    [
        "加薇芯 demo_88888",
        "威信号:demo888888",
        "vx:demo8888",
        "➕v:demo_1234",
        "加我微信聊",
        "加薇demo88888",
        "有想做的+vdemo1234567",
        "有意可佳我v113demo88",
        "诚心的➕q聊",
        "扣扣 123456789",
        "企鹅号123456789",
        "q群:12345678",
        "加群 987654321",
        "电报 @demo_channel",
        "t.me/demo_channel",
        "电话 138-0013-8000",
        "一三八零零一三八零零零",
        "微信同号",
    ],
)
def test_a_disguised_contact_is_seen(text: str) -> None:
    assert read(signal_of(ContactHandle), {"body": text}).hit


@pytest.mark.parametrize(
    "text",
    [
        "微信公众平台今日更新",
        "视频号v2.0发布",
        "增加微博登录",
        "加微小的扰动",
        "他打了一个飞机票",
        "version 123456789",
        "IPv6 地址 2001:db8::1",
        "流水号 20261380013800012",
        "家威武雄壮",
        "添加WebAuthn 支持",
        "通过 Telegram、v2ray 传播",
        "增加v2ray 配置",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert not read(signal_of(ContactHandle), {"body": text}).hit


def test_channels_can_be_chosen() -> None:
    signal = signal_of(ContactHandle, {"channels": ["qq"]})

    assert not read(signal, {"body": "电话13800138000"}).hit


def test_an_unknown_channel_is_refused() -> None:
    with pytest.raises(SignalError) as refused:
        signal_of(ContactHandle, {"channels": ["pigeon"]})

    assert "pigeon" in refused.value.message
