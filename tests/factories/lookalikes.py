"""Pairs of texts that look alike and are no copies, and some that are: bulletins, notices, reviews that quote, reprints.

All of it is made up and evidently so. What is expected of a pair is what an editor would say of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Expected = Literal["copying", "no_copying"]

_FORMS = {
    "weather": (
        "【样例天气】{place}气象站{m}月{d}日{h}时发布:昨日最高气温{n0}度,最低气温{n1}度,降水量{n2}毫米,相对湿度{n3}%,{wind}风{n4}级。"
        "预计今天白天{sky},最高气温{n5}度;今夜到明天{sky2},最低气温{n6}度。请市民出门留意天气变化,合理安排出行时间,注意交通安全,"
        "老人和儿童适当减少户外活动,农户做好大棚通风和田间排水。空气质量指数{n7},紫外线指数{n8},适宜晾晒指数{n9}。"
    ),
    "market": (
        "【样例菜价】{place}批发市场{m}月{d}日行情:白菜每公斤{n0}元,土豆每公斤{n1}元,西红柿每公斤{n2}元,黄瓜每公斤{n3}元,鸡蛋每公斤{n4}元。"
        "与前一日相比,{up}上涨{n5}%,{down}下降{n6}%。当日到货{n7}吨,较上周同日变化{n8}%。市场管理方表示,货源充足,供应平稳,"
        "请各摊位明码标价,诚信经营,自觉接受监督。如有疑问请拨打服务电话,工作时间为每日{h}时至{n9}时。"
    ),
    "traffic": (
        "【样例路况】{place}交通台{m}月{d}日{h}时播报:环线平均车速每小时{n0}公里,拥堵指数{n1};{road}由东向西缓行{n2}公里,预计持续{n3}分钟;"
        "{road2}因施工占用{n4}条车道,请提前{n5}米变道。今日限行尾号为{n6}和{n7}。地铁{n8}号线运行间隔{n9}分钟。"
        "请司机朋友保持车距,礼让行人,不要占用应急车道,遇有事故先撤离再报警,祝大家一路平安。"
    ),
    "match": (
        "【样例赛报】{m}月{d}日{h}时,{place}体育馆进行了业余篮球联赛第{n0}轮比赛,主队以{n1}比{n2}战胜客队。四节比分为{n3}比{n4}、{n5}比{n6}、"
        "{n7}比{n8}。全场观众{n9}人。赛后双方教练都表示球员发挥了训练水平,感谢到场观众的支持,下一轮比赛将按照赛程如期进行,"
        "购票和退票办法请见赛事公告,请观众凭证件入场,不要携带瓶装饮料和易燃物品。"
    ),
    "power": (
        "【样例供电】因线路检修,{place}片区定于{m}月{d}日{h}时至{n0}时停电,涉及{road}{n1}号至{n2}号、{road2}{n3}号至{n4}号,共{n5}户。"
        "请用户提前做好准备,关闭电器开关,妥善保管冷藏食品,电梯暂停期间请走楼梯。如检修提前完成将提前送电,请勿私自接触线路。"
        "抢修人员{n6}名、车辆{n7}台现场待命,咨询请致电营业厅,给您带来不便敬请谅解。本月累计检修{n8}处,剩余{n9}处。"
    ),
}
_PLACES = ("示例东区", "示例西区", "样例河口", "样例山前", "演示湖畔", "演示港")
_ROADS = ("示例大道", "样例北街", "演示中路", "样例滨河路")
_SKIES = ("晴", "多云", "阴有小雨", "晴转多云", "阵雨")
_GOODS = ("白菜", "土豆", "西红柿", "黄瓜", "鸡蛋")
_SOURCES = ("样例随笔", "示例手记", "演示小集")

_STORIES = (
    (
        "老码头的灯是在傍晚六点亮起来的。守灯人推开窗,先看一眼水面,再看一眼天色,然后把抹布搭在栏杆上。他说灯亮得早,船就回得稳。"
        "有一年雾大,他整整三天没有合眼,到第四天早晨,最后一条渔船靠岸,船上的人抱着他哭。后来那条船换了新漆,船头画了一盏小小的灯。"
    ),
    (
        "巷子深处有一家修表铺,柜台比人还高,抽屉里装着几百种螺丝。老师傅戴上放大镜,呼吸就轻了下来。他常说修表不是把它修快,"
        "而是让它记得原来的步子。有个孩子每天放学都来看他,看了三年,后来自己也开了一家铺子,就在巷子的另一头,两只钟同时敲响。"
    ),
    (
        "母亲晒豆角的时候总要挑北风天,说南风里有潮气,晒出来的菜没有筋骨。竹匾一排一排摆在屋顶上,远远看去像一片晾着的鱼鳞。"
        "冬天炖肉,抓一把丢进锅里,满屋子都是夏天的味道。我离家以后试过很多次,晒出来的豆角总是差一点,后来才明白差的是那阵风。"
    ),
    (
        "图书馆要搬家,旧书一车一车往外运。管理员在每个纸箱上写编号,又在角落里画一朵花,花瓣的数目就是书架的层数。搬完那天,"
        "她坐在空荡荡的阅览室里,听见自己的脚步声有了回音。新馆明亮宽敞,可她总觉得那些书还没有醒过来,要等有人翻开才算到家。"
    ),
    (
        "山里的邮递员每周走一趟,翻两座岭,过一条没有桥的河。他把信装在油布包里,顶在头上涉水。有户人家十年没有收到过信,"
        "他每次路过都停下来喝一碗茶,说说山外的事。后来那家人说,信不信的不要紧,你来了就是信。第二年河上修了桥,他还是走水路。"
    ),
    (
        "厂里最后一台老机床停下来的那个下午,没有人说话。车间主任用棉纱把导轨擦了一遍又一遍,好像第二天还要开工。年轻人站在门口,"
        "不知道该进来还是该走开。后来机床被送进了陈列室,灯光打在上面很好看,只是听不见声音,老工人来参观,总要伸手摸一摸手柄。"
    ),
)
_THOUGHTS = (
    "读完这本小册子,我最先想到的是它的节奏。作者不急着下结论,总是让人物把手里的活干完,再让他们开口说话。",
    "很多人写乡愁喜欢用大词,这里几乎没有。它写气味、写风向、写一只手怎么放下另一只手,读者自己会得出那个词。",
    "当然也有不足。有几篇的结尾收得太快,像是怕读者看穿了什么;还有两处时间对不上,再版时应当改过来。",
    "如果要挑一段给没有时间的朋友看,我会挑下面这段,它把全书的语气都装进去了,短短几行,没有一个多余的字。",
    "我不同意有些评论所说的平淡。平淡是没有选择,而这里每一个动作都是选过的,只是选的痕迹被擦掉了。",
    "书的装帧也值得一提,封面用的是糙纸,摸上去像旧门板;内页留白很大,方便在旁边写字,我就写了不少。",
    "朋友问我值不值得买,我说先去图书馆借,读到第三篇还放不下,就买一本送人,自己那本反正会被借走。",
    "总的来说,这是一本耐得住重读的书。第一次读是故事,第二次读是手艺,第三次读大概就能读到自己了。",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, who published them, and what an editor would say."""

    kind: str
    examined: str
    earlier: str
    examined_account: str
    earlier_account: str
    expected: Expected


def pairs(count: int, /, *, seed: int) -> Iterator[Pair]:
    """Yield so many pairs of each kind."""
    chance = random.Random(seed)
    for _ in range(count):
        form = chance.choice(sorted(_FORMS))
        one, other = bulletin(form, chance), bulletin(form, chance)
        yield Pair("series", one, other, "a-demo-1", "a-demo-1", "no_copying")
        yield Pair("same form, two accounts", one, other, "a-demo-1", "a-demo-2", "no_copying")
        story = chance.choice(_STORIES)
        yield Pair("review that quotes", _review(story, chance), story, "a-demo-3", "a-demo-4", "no_copying")
        yield Pair("review without quotation", _review("", chance), story, "a-demo-3", "a-demo-4", "no_copying")
        yield Pair("reprint of a bulletin", _reprinted(one, chance), one, "a-demo-5", "a-demo-1", "copying")
        yield Pair("reprint with a new head", _reprinted(story, chance), story, "a-demo-5", "a-demo-4", "copying")
        yield Pair("story woven into an article", _woven(story, chance), story, "a-demo-5", "a-demo-4", "copying")


def bulletin(form: str, chance: random.Random, /) -> str:
    """Fill one of the forms with data."""
    numbers = {f"n{index}": chance.choice((chance.randrange(1, 60), round(chance.uniform(1, 40), 1))) for index in range(10)}
    return _FORMS[form].format(
        place=chance.choice(_PLACES),
        m=chance.randrange(1, 13),
        d=chance.randrange(1, 29),
        h=chance.randrange(5, 22),
        wind=chance.choice(("东南", "西北", "偏南", "东北")),
        sky=chance.choice(_SKIES),
        sky2=chance.choice(_SKIES),
        up=chance.choice(_GOODS),
        down=chance.choice(_GOODS),
        road=chance.choice(_ROADS),
        road2=chance.choice(_ROADS),
        **numbers,
    )


def _review(story: str, chance: random.Random) -> str:
    thoughts = chance.sample(_THOUGHTS, 6)
    sentences = story.split("。")
    start = chance.randrange(0, max(len(sentences) - 3, 1))
    quoted = "。".join(sentences[start : start + 2])
    middle = f"《{chance.choice(_SOURCES)}》中写道:“{quoted}。”" if story else ""
    return "".join(thoughts[:3]) + middle + "".join(thoughts[3:])


def _reprinted(text: str, chance: random.Random) -> str:
    head = chance.choice(("【荐读】", "小编今天给大家分享一篇好文:\n", "早上好,请看今天的内容。\n"))
    tail = chance.choice(("\n点个在看,让更多人看到。", "\n来源:网络,侵删。", ""))
    return head + text + tail


def _woven(story: str, chance: random.Random) -> str:
    thoughts = chance.sample(_THOUGHTS, 5)
    return "".join(thoughts[:2]) + story + "".join(thoughts[2:])
