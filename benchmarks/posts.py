"""Chinese posts made by code for benchmarks: natural clean ones from a phrase grammar, and the same ones disguised by code.

Nothing is drawn from a data set. A clean post reads like what public accounts publish (neighbourhood, kitchen, library, roads,
sport, study), with numbers, dates and now and then a citation link. Its disguised version carries an offer with a contact, and
every sentence of it wears one of eight disguises.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from goodstanding.core.signals.wordlist import words

SIZE = 1024
"""Bytes of UTF-8 a post has at least."""

WHEN = words("今天一早 昨天傍晚 上周六 每到周末 入冬以来 国庆假期里 前几天 月底之前 下班路上 午休的时候 开学第一周 这个春天")
WHO = words(
    "小区的志愿者 社区图书馆 隔壁的阿姨 我和孩子 学校食堂 几位老师傅 新来的同事 市民服务热线 公交公司 楼下的早餐店",
    "镇上的合作社 篮球队的队员们 养老院的护工 报社的编辑 负责讲解的姑娘 农贸市场的摊主",
)
HOW = words(
    "认认真真地 不声不响地 和往年一样 按照通知要求 趁着天气好 在大家帮助下 花了整整一下午 反复商量之后 带着几分好奇 一边聊天一边"
)
DID = words(
    "把活动室打扫干净 整理出三百多本旧书 重新调整了发车时间 给窗台上的花换了土 煮了一大锅热汤 跑完了五公里 学会了包粽子",
    "修好了那盏坏掉的路灯 排练了两首老歌 准备好了防滑的草垫 讲起了码头的旧事 把菜价写在小黑板上 报名参加了健康讲座",
    "记录下候鸟飞过的日子 统计了各楼的停车需求 张贴了停水检修的告示",
)
THEN = words(
    "邻居们都说这样方便多了 孩子听得入了迷 路过的人忍不住停下来看 剩下的部分打算下个月再做 大家约好明年再来",
    "这件小事让人心里一暖 据说以前可没有这么热闹 有需要的读者可以到服务台登记 具体时间以现场公告为准 味道比想象中要好",
    "老人家笑得合不拢嘴 工作人员提醒注意保暖 一本书的价钱还不到三十元 这才明白坚持并不容易",
)
FACTS = words(
    "全程大约{n}分钟 最高气温{n}摄氏度 一共来了{n}位街坊 门票每张{n}元 第{n}页写得很清楚 咨询请到{n}号窗口 截至{n}日已完成八成",
    "水位比去年同期低{n}厘米 每周开放{n}个小时 比原计划提前{n}天",
)
CITED = (
    "更多说明见 https://www.example.com/notice/{n}",
    "原文刊于 www.example.org 的公告栏",
    "用 APP 也能查到",
    "参考 Python 教程第{n}章",
)
OFFER_HEAD = words("长期 高价 大量 专业 实力 诚信 常年 急速 现货 批量 私下 低价 团队 一手 老店 全国 本地 内部 独家 稳定")
OFFER_VERB = words(
    "收购 出售 代刷 代办 转让 租用 回收 代开 代写 定制 提供 承接 代运营 代过 出租 代投 代发 解封 注册 交换 求购 寄售",
    "合租 代练 代充 代领 代考 代挂 代查 代删 批售 置换 托管 代购 回购 换购 代签 代注销 代申诉 代认证",
)
OFFER_WHAT = (
    *(kind + thing for kind in words("万粉 千粉 实名 蓝标 企业 老牌 带粉 高权") for thing in words("号 店 群 主页 小程序")),
    *words(
        "公众号 万粉号 实名账号 老号小号 阅读量 真人粉丝 好评差评 排名权重 转发点赞 投票刷票 删帖服务 负面处理 认证资料 企业执照",
        "流水证明 课程答案 考试名额 引流软件 群发设备 变声工具 接码平台 养号脚本 直播人气 店铺流量 短信轰炸 内部渠道 资料名单",
        "返利红包 代理名额 培训教程 积分卡券 电话卡 邀请资格 抢购软件 定位修改 聊天记录 通话清单 机票行程 成绩单 推荐信 健身卡",
        "购物券 会员账号 游戏装备 皮肤礼包 装修合同 发票抬头 快递底单 体检报告 假期证明 居住证明 同款软文 榜单位置 热搜词条",
        "评论文案 榜单票数",
    ),
)
OFFER_TAIL = words("量大从优 秒到账 可先验货 包售后 不封号 当天出 价格私聊 免押金 一手货源 支持定制")
CONTACT = (
    "加v信:demo_{n}88",
    "扣扣群 {n}5678{n}",
    "薇❤ demo{n}shop",
    "telegram:@demo_{n}_ch",
    "打开 demo{n}x。t0p",
    "电话138{n}0013",
    "➕🛰:demo_{n}ok",
)


def clean_posts(count: int, /, *, seed: int) -> list[str]:
    """Return natural posts of 1 KB."""
    draw = random.Random(seed)
    return [_grown(lambda: _sentence(draw)) for _ in range(count)]


def disguised_posts(count: int, offers: Sequence[str], /, *, seed: int, share: float = 1.0) -> list[str]:
    """Return the clean posts of a seed with an offer and a contact in them, and this share of their sentences disguised."""
    draw = random.Random(seed + 1)
    return [_disguised(post, offers, draw, share) for post in clean_posts(count, seed=seed)]


def offer_phrases(count: int, /, *, seed: int) -> list[str]:
    """Return as many distinct phrases of two to four parts, the way a bank is filled."""
    draw = random.Random(seed)
    phrases: dict[str, None] = {}
    while len(phrases) < count:
        head, tail = draw.choice((*OFFER_HEAD, "", "")), draw.choice((*OFFER_TAIL, "", "", ""))
        between = draw.choice(("", "各类", "优质", "一批", "正规", "全新", "平台", "自媒体", "短视频", "同城", "海外", "高权重"))
        link = draw.choice(("", "", ",", "和", "及", "加"))
        what = draw.choice(OFFER_WHAT) + (link + draw.choice(OFFER_WHAT) if link else "")
        phrases[f"{head}{draw.choice(OFFER_VERB)}{between}{what}{tail}"] = None
    return list(phrases)


def offer_expressions(count: int, /, *, seed: int) -> list[str]:
    """Return as many distinct expressions in the forms banks use: alternatives, gaps, numbers, repeats."""
    draw = random.Random(seed)
    expressions: dict[str, None] = {}
    while len(expressions) < count:
        verbs, whats = draw.sample(OFFER_VERB, 3), draw.sample(OFFER_WHAT, 3)
        head, tail, number = draw.choice(OFFER_HEAD), draw.choice(OFFER_TAIL), draw.randint(2, 5)
        form = draw.choice(
            (
                rf"(?:{'|'.join(verbs)})[^。!?\n]{{0,{number * 2}}}(?:{'|'.join(whats)})",
                rf"{head}(?:{'|'.join(verbs)})(?:{'|'.join(whats)})",
                rf"{whats[0]}\s*\d{{1,{number}}}\s*(?:元|块|w|万)",
                rf"(?:{'|'.join(whats)}).{{0,{number}}}{tail}",
                rf"(?:{verbs[0]}|{verbs[1]}){whats[0]}[,，]?{tail}",
                rf"\d{{{number},}}(?:个|条)?{whats[1]}{verbs[2]}",
            )
        )
        expressions[form] = None
    return list(expressions)


def _grown(sentence: Callable[[], str]) -> str:
    text = ""
    while len(text.encode()) < SIZE:
        text += sentence()
    return text


def _sentence(draw: random.Random) -> str:
    kind = draw.random()
    if kind < 0.02:
        return draw.choice(CITED).format(n=draw.randint(2, 40)) + "。"
    said = draw.choice(THEN) if kind < 0.75 else draw.choice(FACTS).format(n=draw.randint(2, 90))
    return f"{draw.choice(WHEN)}，{draw.choice(WHO)}{draw.choice(HOW)}{draw.choice(DID)}，{said}。"


def _disguised(post: str, offers: Sequence[str], draw: random.Random, share: float) -> str:
    contact = draw.choice(CONTACT).format(n=draw.randint(1000, 9999))
    sentences = post.split("。")[:-2]
    sentences.insert(draw.randint(0, len(sentences)), f"{draw.choice(offers)}，{contact}")
    return "".join((_dressed(text, draw) if draw.random() < share else text) + "。" for text in sentences)


def _dressed(sentence: str, draw: random.Random) -> str:
    return draw.choice(_DISGUISES)(sentence, draw)


@cache
def _to_traditional() -> Any:
    """Return opencc's converter, which a benchmark without disguise need not load."""
    import opencc

    return opencc.OpenCC("s2t")


@cache
def _toned(letter: str) -> str:
    from pypinyin import Style, pinyin

    return str(pinyin(letter, style=Style.TONE)[0][0])


_CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")
_GREEK = str.maketrans("aeopcxy", "аеорсху")  # the look-alikes are the point


def _apart(mark: str) -> Callable[[str, random.Random], str]:
    def inserted(text: str, draw: random.Random) -> str:
        at = draw.randrange(max(1, len(text) - 8))
        return text[:at] + mark.join(text[at : at + 8]) + text[at + 8 :]

    return inserted


def _readings(text: str, draw: random.Random) -> str:
    at = draw.randrange(max(1, len(text) - 4))
    told = [f"{letter}({_toned(letter)})" if letter > "一" else letter for letter in text[at : at + 4]]
    return text[:at] + "".join(told) + text[at + 4 :]


def _wide(text: str, _draw: random.Random) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


_DISGUISES: Sequence[Callable[[str, random.Random], str]] = (
    _apart("."),
    _apart(" "),
    _apart("\u200b"),
    _readings,
    _wide,
    lambda text, _draw: _to_traditional().convert(text),
    lambda text, _draw: text.translate(_CIRCLED),
    lambda text, _draw: text.translate(_GREEK),
)
