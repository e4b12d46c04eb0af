"""Whole pages of our own that somebody broke into: what was put in stands between ⟦ and ⟧. All names are invented."""

from __future__ import annotations

OPEN, CLOSE = "⟦", "⟧"

_HTML = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>⟦示例娱乐城-示例棋牌官网-样例彩票app下载⟧</title>
<meta name="keywords" content="⟦示例娱乐城,样例彩票平台,演示棋牌下载,示例百家乐⟧">
<meta name="description" content="⟦示例娱乐城提供真人百家乐,老虎机,注册送58元彩金,二十四小时在线客服⟧">
</head><body><div class="nav">首页 | 学校概况 | 师资队伍 | 招生就业 | 科学研究 | 图书馆 | 联系我们</div>
<div class="side"><h3>通知公告</h3><a>关于举办第三届读书节的通知</a><a>图书馆暑期开放时间安排</a><a>校园歌手大赛报名开始</a></div>
<div class="main"><h1>我校举行秋季运动会</h1>
<p>十月的操场上彩旗飘扬,来自各年级的八百多名运动员参加了比赛。开幕式由学生会主持,校长向全体师生致辞。</p>
<p>一百米决赛中,高二的选手以十二秒三的成绩获得第一名。看台上的同学们为每一位冲过终点的人鼓掌。</p>
<p>接力比赛把气氛推向了高潮,老师们也组队上场,最后一棒的物理老师被学生们笑着抬了起来。</p></div>
<div style="display:none">⟦<a href="/a">示例棋牌</a><a href="/b">样例彩票</a>
<a href="/c">演示老虎机平台</a><a href="/d">示例真人荷官</a>⟧</div>
<div class="foot">版权所有:示例中学 地址:示例市样例路1号 邮编:100000 电话:010-00000000</div></body></html>"""

_PLAIN = """示例县人民医院
首页 医院概况 新闻中心 科室导航 专家介绍 就诊指南 联系我们
当前位置:首页 > 新闻中心 > 正文
我院开展健康进社区活动
为了让居民了解秋季常见病的预防,上周六我院组织内科、儿科的十二名医护人员走进示例社区,为居民测量血压并解答疑问。
活动现场排起了长队,护士们耐心地讲解怎样正确洗手、怎样通风,还把印好的小册子发到老人手里。⟦示例娱乐城首存送百分之五十彩金,注册即送28元⟧
据了解,这样的活动每月举行一次,下个月将走进样例小区。居民们说,在家门口就能见到大夫,心里踏实多了。
上一篇:我院召开护理工作会议
下一篇:关于调整门诊时间的通知
⟦示例棋牌官网 样例彩票平台 演示时时彩计划 示例百家乐 样例老虎机 演示真人娱乐 示例网投 样例六合彩资料⟧
版权所有:示例县人民医院 地址:示例县样例街8号 值班电话:010-00000000"""

_TRADITIONAL = """首頁 | 館藏介紹 | 展覽活動 | 參觀須知
博物館推出(chū)新展覽
本館(guǎn)從今天起展出一批新近修復的陶器,這些陶器出土於河邊的一處遺址,距今已有三千多年。
修復組的師傅(fù)用了兩年時間,把上千塊碎片一一拼合。觀眾可以在展櫃旁看到修復的過程(chéng)。
⟦示例棋牌(pái)官網_樣例彩票平臺_演示百家樂下載_示例老虎機登錄_樣例時時彩入口⟧
孩子們在講解員的帶領下認識了紋飾,也親手捏了一只小碗。展覽將持續到明年春天。"""

_DOWN = """样例农业信息网
今年的苹果熟得比往年早。合作社的技术员说,春天雨水足,坡上的果树长势好,第一批果子已经运到了省城的市场。
村里修好了通往果园的机耕路,货车可以直接开到地头。过去靠人背下山,一天只能运两趟,现在半天就装满一车。
技术员还提醒农户,采摘之后要及时施肥,为明年打好底子。
⟦样例彩票开奖结果
示例时时彩平台
演示棋牌游戏下载
样例真人视讯官网
示例六合彩资料大全
演示赌场注册送彩金⟧
责任编辑:某甲 投稿邮箱:editor@example.com"""

_LONG = """示例日报
城南的石桥修好了。昨天上午,第一批行人走过了重新铺好的桥面,几位老街坊站在桥头,说起小时候在桥下摸鱼的事。
石桥建于清代,是市里现存最长的一座。工程队先把每块石料编号,再按原样砌回,只有三成的石料是新采的。
⟦{keywords}⟧
负责工程的师傅说,最难的是桥拱,差一厘米都合不上。春天的时候水大,停了两个月的工。
桥头新立了一块碑,记着修桥的经过。傍晚时分,散步的人渐渐多了起来,老照片里的街景又亮了。"""

_WORDS = ("棋牌官网", "彩票平台", "百家乐入口", "老虎机下载", "时时彩计划", "真人娱乐", "网投登录", "六合彩资料", "体育投注")

PAGES = {
    "html": _HTML,
    "plain": _PLAIN,
    "traditional": _TRADITIONAL,
    "down": _DOWN,
    "long": _LONG.format(keywords=",".join(f"{name}{word}" for name in ("示例", "样例", "演示", "范例") for word in _WORDS)),
}


def planted(page: str, /) -> tuple[str, set[int]]:
    """Return a page without the brackets, and the places of what stood between them."""
    text: list[str] = []
    places: set[int] = set()
    is_planted = False
    for letter in page:
        if letter in (OPEN, CLOSE):
            is_planted = letter == OPEN
            continue
        if is_planted:
            places.add(len(text))
        text.append(letter)
    return "".join(text), places
