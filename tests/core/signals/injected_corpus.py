"""A development corpus of our own: articles made from a grammar, spam of our own templates put into them, and lawful look-alikes.

Everything is invented and says so; no row of any data set stands here. ``pages(seed, count)`` makes the same pages every time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

TOPICS: dict[str, dict[str, tuple[str, ...]]] = {
    "school": {
        "who": ("示例中学", "高一年级的同学们", "物理组的老师", "校学生会", "图书馆的管理员"),
        "did": ("在操场上布置了科学展台", "把实验记录整理成册", "围绕节水开展了调查", "为低年级准备了阅读角", "排练了一部话剧"),
        "so": ("家长们看到了孩子的另一面", "大家对下一次活动充满期待", "课堂上的提问明显多了起来", "操场边的黑板报换了新的一期"),
    },
    "farm": {
        "who": ("示例村的农户", "合作社的技术员", "返乡的年轻人", "村里的老把式", "驻村工作队"),
        "did": (
            "把滴灌管道铺进了坡地",
            "在大棚里试种了新的番茄",
            "请来农学院的师生看土",
            "修好了通往果园的机耕路",
            "建起了晾晒场",
        ),
        "so": ("今年的收成比往年早了半个月", "坡上的梯田又绿了起来", "山里的果子第一次走出了县城", "雨季再也不怕积水"),
    },
    "health": {
        "who": ("社区医院的大夫", "示例街道的志愿者", "营养科的护士", "值班的全科医生", "来复诊的老人"),
        "did": ("为居民测量了血压", "讲解了换季时的饮食", "把随访记录录入档案", "演示了正确的急救动作", "整理了过期的药品"),
        "so": ("许多人第一次知道了自己的血糖", "门口的长椅上坐满了听课的人", "邻里之间也熟络了起来", "楼道里多了互相问候的声音"),
    },
    "town": {
        "who": ("示例市博物馆", "修复组的师傅", "城南的老街坊", "铁路部门的巡道工", "河道管理所"),
        "did": (
            "展出了一批新近整理的陶器",
            "更换了沿河的旧护栏",
            "给百年的石桥做了体检",
            "把巷口的旧仓库改成了书屋",
            "记录了候鸟停留的时间",
        ),
        "so": ("傍晚散步的人渐渐多了", "不少游客专程绕路来看", "孩子们在石阶上数着过往的船", "老照片里的街景重新亮了起来"),
    },
}
LINKS = ("当天傍晚,", "与往年不同的是,", "天气转凉之后,", "第二周开始,", "这一次,", "到了月底,", "")
BRANDS = ("示例", "样例", "演示", "demo88", "sample365")
TITLES = (
    "{b}棋牌官网_{b}棋牌下载",
    "{b}彩票平台-首页",
    "{b}厂家批发",
    "{b}手游私服大全",
    "{b}时时彩计划软件",
    "{b}老虎机免费试玩",
    "{b}娱乐城注册送彩金",
    "{b}百家乐入口",
    "{b}网投平台登录",
    "{b}成人视频在线观看",
)
ADVERTISEMENTS = (
    "专业代开各类发票,税务可查,联系微信demo_88888",
    "招聘兼职打字员,在家做日结200元,加qq12345678",
    "急用钱找我,无抵押贷款当天放款,电话13800138000",
    "代办文凭学位证,先办后付,有需要加微信:demo_66666",
    "刷单日赚300,佣金秒到,加我微信sample_999",
    "{b}娱乐城首存送彩金,注册送58元,打开网址demo88.top",
    "出售高仿名表名包,一比一复刻,加v信sample_777",
    "跟老师买牛股,免费诊股,进群领取黑马股",
    "私家侦探专业调查取证,手机定位,详询13800138000",
    "本店减肥产品特价优惠,买一送一,联系客服领取",
)
JAPANESE = "ブランド 財布 激安 通販 送料無料 正規品 メンズ レディース 人気ランキング"
ENGLISH = "buy cheap viagra online no prescription, cialis discount pharmacy free shipping"
FEET = (
    "版权所有:示例大学 地址:示例市样例路1号 邮编:100000 电话:010-00000000 技术支持:演示科技有限公司",
    "首页 | 新闻中心 | 产品展示 | 在线留言 | 联系我们 | 网站地图",
    "友情链接:示例市人民政府门户网站 | 样例大学官网 | 演示日报 | 示例教育信息网",
    "责任编辑:某甲 投稿邮箱:editor@example.com 值班电话:010-00000000",
    "欢迎关注示例社区公众号,在线报名咨询电话:010-00000000,联系人:王老师",
    "登录 | 注册 | 帮助中心 | 客服 | 下载中心",
    "上一篇:示例街道开展义诊\n下一篇:样例中学举办科技节",
    "标签:节水 科学 展台 阅读",
)
REPORTS = (
    "民警提醒,刷单返利、办证贷款等骗局多发,凡是要求先交押金的兼职都要警惕。",
    "法院审理查明,该团伙以代开发票为名实施诈骗,涉案金额达300万元。",
    "记者注意到,有人在评论区招揽赌博,平台已经依法处置了相关账号。",
    "市民反映,小区门口贴满了“办证刻章”的小广告,城管部门组织人员清理。",
    "示例银行的工作人员介绍,申请信用卡应当到网点办理,不要轻信代办。",
    "高血压患者服药期间体重下降的,应当及时复诊,不要自行购买减肥药。",
    "年轻人做兼职,首先要签订协议,按月领取工资,遇到拖欠可以投诉。",
    "超市的促销从周五开始,牛奶打八折,会员可以领取优惠券。",
)


class Page(NamedTuple):
    """A page with the places of what was put into it."""

    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]


def article(draw: random.Random, *, paragraphs: int = 5) -> list[list[str]]:
    """Return the sentences of an article by paragraph."""
    topic = TOPICS[draw.choice(sorted(TOPICS))]
    return [
        [
            f"{draw.choice(LINKS)}{draw.choice(topic['who'])}{draw.choice(topic['did'])},{draw.choice(topic['so'])}。"
            for _ in range(draw.randint(2, 4))
        ]
        for _ in range(paragraphs)
    ]


def _list(draw: random.Random) -> str:
    separator = draw.choice(("|", " | ", "丨", "_", "-", ",", " ★ "))
    titles = draw.sample(TITLES, draw.randint(5, 8))
    return separator.join(title.format(b=draw.choice(BRANDS)) for title in titles)


def _head(draw: random.Random, own: list[list[str]]) -> tuple[str, str]:
    listed = _list(draw)
    return listed, "\n".join([listed, *map("".join, own)])


def _tail(draw: random.Random, own: list[list[str]]) -> tuple[str, str]:
    listed = _list(draw)
    return listed, "\n".join([*map("".join, own), listed])


def _down(draw: random.Random, own: list[list[str]]) -> tuple[str, str]:
    listed = "\n".join(title.format(b=draw.choice(BRANDS)) for title in draw.sample(TITLES, 6))
    return listed, "\n".join([*map("".join, own), "", listed])


def _inline(draw: random.Random, own: list[list[str]]) -> tuple[str, str]:
    said = draw.choice(ADVERTISEMENTS).format(b=draw.choice(BRANDS))
    at = draw.randrange(len(own))
    own[at].insert(draw.randint(1, len(own[at])), said + draw.choice(("。", "!", "\n")))
    return said, "\n".join(map("".join, own))


def _japanese(draw: random.Random, own: list[list[str]]) -> tuple[str, str]:
    return JAPANESE, "\n".join([*map("".join, own), JAPANESE])


def _english(draw: random.Random, own: list[list[str]]) -> tuple[str, str]:
    own[draw.randrange(len(own))].append(ENGLISH)
    return ENGLISH, "\n".join(map("".join, own))


def _hidden(draw: random.Random, own: list[list[str]]) -> tuple[str, str]:
    said = f"<a href=/x>{draw.choice(TITLES[:8]).format(b='示例')}</a> <a href=/y>样例棋牌app</a>"
    return said, "\n".join([*map("".join, own), f'<div style="display:none">{said}</div>'])


def _name(draw: random.Random, own: list[list[str]]) -> tuple[str, str]:
    name = draw.choice(("demo365棋牌官网", "sample88彩票平台", "demo百家乐app"))
    own[0].insert(0, f"昨天,{name}的负责人到现场参加了揭牌。")
    return name, "\n".join(map("".join, own))


PLANTED = {
    "head_list": _head,
    "tail_list": _tail,
    "lines": _down,
    "inline": _inline,
    "japanese": _japanese,
    "english": _english,
    "hidden": _hidden,
    "name": _name,
}


def planted_pages(seed: int, count: int) -> Iterator[Page]:
    """Make pages into which something was put, the kinds in turn."""
    draw = random.Random(seed)
    kinds = sorted(PLANTED)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        said, text = PLANTED[kind](draw, article(draw))
        yield Page(kind, text, ((text.index(said), text.index(said) + len(said)),))


def lawful_pages(seed: int, count: int) -> Iterator[Page]:
    """Make pages with a foot, a menu, a report or a notice of a lawful kind."""
    draw = random.Random(seed)
    for number in range(count):
        own = article(draw)
        own[draw.randrange(len(own))].insert(0, REPORTS[number % len(REPORTS)])
        text = "\n".join([*map("".join, own), *draw.sample(FEET, 3)])
        yield Page("lawful", text, ())
