"""Reprints as accounts make them, and texts of two accounts that look like reprints and are none.

All of it is made up and evidently so: places, offices and brands that call themselves examples. What is expected is what
an editor would say. Beside ``lookalikes``: longer texts, more ways, and announcements that two reports both pass on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.factories.lookalikes import Pair

_PARAGRAPHS = (
    "河堤上的老槐树是村里的钟。树影缩到碾盘边上,就该回家做饭;树影爬过磨房,孩子们就快放学了。后来有了手机,大家还是习惯先看一眼树,再看一眼屏幕,好像屏幕要由树来核对。",
    "我在车间学徒的第一年只做一件事,就是锉平一块铁。师傅每天下班前用刀口尺靠上去,对着窗户看漏光,看完不说话,把铁还给我。第十一个月的一天,他看完之后点了点头,给我换了一把新锉。",
    "外婆把剪下来的布头分颜色装在铁盒里,红的、蓝的、灰的,从不混放。她说布头和人一样,放在一起久了会串味。那些布头后来拼成一床被子,我盖着它读完了中学,又盖着它离开了家。",
    "镇上唯一的照相馆拆掉那天,老板把底片一袋一袋搬出来,按年份摆在马路边,让大家自己来领。很多人领到了自己都忘记的照片,有人当场哭了,有人笑着笑着不说话了,太阳晒得底片微微卷起来。",
    "修路队住进村小学的那个夏天,教室里第一次通了电。晚上他们打牌,孩子们就趴在窗台上借光写作业。有个年轻的队员看见了,把灯往窗边挪了一尺,从那天起,每天晚上灯都挂在窗边。",
    "父亲不会说好听的话,他表达高兴的方式是修东西。我考上大学那年,他把家里所有松动的凳子都紧了一遍,连邻居家的门轴也上了油。母亲说,你爸这是要把全村修好才肯坐下来。",
    "渡口停航之后,船老大在岸上开了一间小店,柜台是用旧船板钉的,上面还留着编号。客人问他想不想水上的日子,他说水上的日子不用想,闭上眼睛就晃起来了,倒是岸上的日子要慢慢学。",
    "盐场的风有两种,一种是送潮的,一种是收盐的。老盐工不用看天气预报,把手背贴在盐堆上就知道明天能不能开工。他们的手背都有一层细细的白,洗也洗不掉,像是把一辈子的天气都存在那里。",
    "裁缝铺的墙上挂着三十多年来没有人取走的衣服。有的是尺寸做小了,有的是人搬走了,还有一件新娘子的红袄,付了全款,一直没有来拿。裁缝每年晒一次,晒完又挂回去,她说万一呢。",
    "冬天的早市从凌晨三点开始,卖豆腐的第一个到,卖花的最后一个走。雾气里谁也看不清谁,全凭声音认人。有一回卖藕的老人没来,整条街都觉得少了一个音,中午就有人骑车去他家看望。",
    "县剧团最后一次下乡演出,台下只坐了十九个人。武生照样翻满了十二个筋斗,落地的时候扬起一层灰,前排的老人伸手接住了那些灰。谢幕之后,演员们站在台口,一个一个和观众握了手。",
    "学校门口的文具店开了二十六年,老板记得每一届学生喜欢什么颜色的笔。有人工作以后回来,站在门口说要一支从前那种绿色的,他弯腰从最底下的抽屉里摸出来,说就剩三支了,都给你。",
    "高山上的气象站只有两个人,一个记录,一个做饭,每月对调一次。他们说最难的不是冷,是没有可以吵架的第三个人。后来站里养了一条狗,两个人有什么意见就都对狗说,日子一下子宽敞了。",
    "果园剪枝的时候,新来的技术员主张多留,老把式主张狠剪,两人各管一片,约定秋天见分晓。秋天到了,两片果园收成差不多,可老把式那片的果子个个朝阳。技术员说,我懂了,您剪的是影子。",
    "印刷厂的老排字工退休以后,看见报纸仍然忍不住用手指去量字距。儿子给他买了一套铅字留作纪念,他一个一个擦干净,排出全家人的名字,锁紧,蘸墨,印了一张贴在门后,比任何一张照片都端正。",
    "山坡上的蜂农随着花期搬家,一年走九个地方,孩子跟着换了五所学校。老师问孩子最喜欢哪里,孩子说喜欢有槐花的那个。蜂农听说以后,第二年在槐花谢了之后又多停了二十天,那二十天没有蜜,只有课本。",
)
_EDITS = (
    ("一天", "有一天"),
    ("后来", "再后来"),
    ("大家", "人们"),
    ("年轻", "年青"),
    ("就是", "便是"),
    ("习惯", "惯于"),
    ("看见", "瞧见"),
    ("觉得", "感到"),
)
_TITLES = ("《旧时光里的手艺人》", "那些被忘记的小事,读完沉默了", "深度好文:值得看三遍", "愿你也被这样爱过")
_HEADS = (
    "点击上方蓝字,关注示例文摘,每晚九点不见不散。\n",
    "小编按:今天这篇文章在朋友圈刷屏了,推荐给各位读者。\n\n",
    "导读:岁月不语,唯石能言。\n",
    "",
    "作者:样例作者 | 来源:网络 | 编辑:示例小编\n",
)
_TAILS = (
    "\n\n—END—\n图文来源于网络,版权归原作者所有,如有侵权请联系删除。",
    "\n点个在看,转发给身边的朋友。喜欢的话请长按二维码关注样例读书。",
    "\n今日互动:你身边有这样的人吗?欢迎在评论区留言。",
    "",
)
_ADVERTS = (
    "\n【广告】示例牌养生壶今日直降,前一百名下单再送茶具一套,点击下方小程序抢购。\n",
    "\n往期回顾:样例合集一、样例合集二、样例合集三,回复关键词即可查看。\n",
)

_EVENTS = (
    (
        "示例市公安局",
        (
            "10月12日19时许,我局接群众报警称,演示路与样例街交叉口发生一起车辆碰撞行道树事件。接警后,民警迅速到场处置,消防、医疗等部门同步开展救援。"
            "经查,驾驶人李某某(男,42岁)因操作不当,车辆失控驶上人行道,造成3人受伤,均已送医救治,暂无生命危险。经检测,驾驶人排除酒后驾驶嫌疑。"
            "目前案件正在进一步调查中。请广大市民不信谣、不传谣,共同维护清朗的网络环境。"
        ),
    ),
    (
        "样例县市场监督管理局",
        (
            "11月3日,有网民反映我县某超市销售过期牛奶。我局高度重视,立即组织执法人员赶赴现场核查。经查,该超市冷藏柜内存放的两箱牛奶已超过保质期四天,执法人员当场责令下架封存,"
            "并依法立案调查。下一步,我局将在全县范围内开展乳制品专项检查,对违法行为发现一起、查处一起,切实保障人民群众饮食安全。欢迎社会各界继续监督。"
        ),
    ),
    (
        "演示大学",
        (
            "关于网络反映我校食堂餐具不洁一事,学校第一时间成立工作组开展调查。经核实,因洗消设备故障,第二食堂部分餐具未按规定程序清洗。学校对由此给同学们造成的困扰深表歉意,"
            "已责令承包单位停业整顿,更换全部洗消设备,并安排专人每日抽检。食堂将于整改验收合格后恢复营业,其间由第一食堂延长供餐时间。"
        ),
    ),
    (
        "样例航空公司",
        (
            "11月8日,由示例机场飞往演示机场的航班在巡航阶段因风挡加温系统故障告警,机组按程序决定返航,于15时26分安全落地,机上旅客和机组人员均平安。公司已安排备用飞机继续执行,"
            "并为旅客提供餐食和改签服务。故障原因正在排查,公司向受到影响的旅客诚挚道歉,将按规定做好后续补偿工作。"
        ),
    ),
    (
        "示例河流域管理中心",
        (
            "受上游持续降雨影响,示例河样例站水位预计将于今日20时前后超过警戒水位0.3米至0.5米。中心决定自即日18时起将防汛应急响应提升至三级,沿线各单位要加强值守,加密巡堤查险频次,"
            "提前转移低洼地带群众。请沿岸居民不要在河道内逗留、游泳、捕鱼,如发现渗漏、管涌等险情,请立即拨打防汛值班电话报告。"
        ),
    ),
)
_WHERE = ("微信公众号", "官方微博", "官网")
_LEADS = (
    "昨天夜里,一条来自{place}的消息把不少人从睡意里拽了出来。记者多方打听,把目前能确认的情况整理如下。",
    "这两天,关于{place}的讨论一直没有停。有人拍了视频,有人发了长文,众说纷纭之际,官方回应来了。",
    "早高峰刚过,本报热线就接到了好几通电话,说的都是同一件事。我们第一时间联系了有关方面。",
    "事情的起因并不复杂,但经过一夜发酵,评论已经超过两万条。到底发生了什么?请看下文。",
)
_BACKGROUNDS = (
    "记者在现场看到,周边秩序已经恢复,几位店主正在清扫门前的碎屑。附近一位开面馆的大姐说,当时听见一声响,出来一看,很多人已经围了上去帮忙,有人递水,有人打电话。",
    "公开资料显示,类似情况在过去三年里出现过两次,每次都引起过整改的呼声。一位从业多年的工程师告诉我们,设备老化只是表面,关键在于日常检查有没有真正做到位,记录是不是照抄。",
    "住在附近的居民张先生回忆,自己下楼取快递时路过那里,发现围了一圈人。他说,希望以后能把提醒做在前面,别总等到出了事再补。他的邻居则认为处理得还算及时,态度也诚恳。",
    "我们查阅了往年的公开记录,发现有关规定其实写得很清楚,从检查的频次到责任人的签字都有要求。问题往往不在有没有规定,而在有没有人把规定当回事,这一次也不例外。",
)
_COMMENTS = (
    "公众要的其实不多:说清楚,改到位,别再犯。这三句话说起来容易,做起来要靠一天一天的功夫。对此,本号将继续关注。",
    "回应快是好事,可更要紧的是回应之后。整改有没有时间表,验收由谁来做,结果能不能公开,这些才是下一阶段的看点。",
    "有网友留言说,看到官方肯认账,气就消了一半。另一半,要等看到结果再说。话糙理不糙,信任就是这样一点点攒起来的。",
    "此事给各地都提了个醒。安全没有小事,细节里藏着态度。希望这次的教训能变成实实在在的制度,而不是一阵风。",
)

_CARDS = {
    "horoscope": (
        "{sign}今日运势\n综合运势:{stars}\n爱情运势:{love}\n事业学业:{work}\n财富运势:{money}\n健康运势:{health}\n幸运颜色:{colour}\n幸运数字:{n0}\n速配星座:{sign2}\n"
        "今日短评:{note}\n更多运势请关注本号,每日清晨更新,祝大家心想事成。"
    ),
    "recruiting": (
        "【招聘】{firm}诚聘{job}{n0}名\n岗位职责:{duty}\n任职要求:{need}\n薪资待遇:{n1}00元至{n2}00元,缴纳五险一金,享受带薪年假、节日福利、定期体检、员工旅游。\n"
        "工作时间:{hours}\n工作地点:{place}\n联系人:{who}\n联系方式:简历请投递至招聘邮箱,邮件标题注明姓名加应聘岗位,合适者三个工作日内通知面试,未录用者资料代为保密。"
    ),
    "lottery": (
        "样例彩票第20260{n0}期开奖公告\n开奖日期:2026年{m}月{d}日\n本期开奖号码:{n1} {n2} {n3} {n4} {n5}+{n6}\n"
        "本期销售金额:{n7}{n8}万元\n一等奖:{n9}注,单注奖金{n1}{n2}万元\n"
        "二等奖:{n3}注,单注奖金{n4}万元\n奖池累计:{n5}{n6}万元\n兑奖截止日期为自开奖之日起六十个自然日,逾期未兑视为弃奖。温馨提示:请理性购彩,未成年人不得购买彩票及兑奖。"
    ),
    "closing": (
        "【收盘点评】{m}月{d}日,样例指数高开{how},截至收盘报{n0}{n1}.{n2}点,涨跌幅{n3}.{n4}%;示例成指报{n5}{n6}.{n7}点,涨跌幅{n8}.{n9}%。两市全天成交{n1}{n3}亿元,"
        "较上一交易日变化{n5}亿元。盘面上,{sector}、{sector2}板块涨幅居前,{sector3}板块跌幅居前。资金方面,全天净流向{n7}.{n8}亿元。以上内容仅供参考,不构成投资建议,股市有风险,入市需谨慎。"
    ),
    "oil": (
        "油价调整最新消息:根据国内成品油价格形成机制,{m}月{d}日24时起,{place}92号汽油每升{n0}.{n1}元,95号汽油每升{n2}.{n3}元,0号柴油每升{n4}.{n5}元。按一般家用汽车油箱50升容量估算,"
        "加满一箱油将变化{n6}.{n7}元。下一次调价窗口将于{n8}日24时开启。建议车主合理安排加油时间,平稳驾驶,定期保养,养成良好的驾驶习惯,可以有效降低油耗。"
    ),
    "greeting": (
        "早安,{place}的朋友们!今天是{m}月{d}日,星期{week},农历{lunar}。{wish}愿你{wish2}新的一天,加油!点亮在看,把好运传给更多人。"
    ),
}
_WORDS: dict[str, tuple[str, ...]] = {
    "sign": ("白羊座", "金牛座", "双子座", "巨蟹座", "狮子座", "处女座"),
    "sign2": ("天秤座", "天蝎座", "射手座", "摩羯座", "水瓶座", "双鱼座"),
    "stars": ("★★★☆☆", "★★★★☆", "★★☆☆☆", "★★★★★"),
    "love": (
        "单身者可以多参加朋友聚会,容易遇到谈得来的人。",
        "有伴的人要多听对方说话,少下结论,晚上适合一起散步。",
        "旧日朋友忽然联系,保持平常心就好。",
    ),
    "work": (
        "计划容易被打断,先做最重要的一件。",
        "灵感不错,适合写方案,下午的会议上可以大胆发言。",
        "同事之间有分歧,换个角度就通了。",
    ),
    "money": ("小有进账,不宜借出大笔款项。", "购物欲上升,下单前先放一晚。", "以前的付出有了回报,可以犒劳自己。"),
    "health": ("久坐的人注意肩颈。", "肠胃偏弱,少吃生冷。", "睡眠不足,今晚早点休息。"),
    "colour": ("天蓝", "米白", "墨绿", "橘红"),
    "note": ("慢一点,反而更快。", "把话说清楚,误会就散了。", "今天适合收拾抽屉。"),
    "firm": ("示例食品厂", "样例物流公司", "演示科技公司", "示例连锁药房"),
    "job": ("仓库管理员", "收银员", "前端工程师", "配送司机", "文员"),
    "duty": (
        "负责货物出入库登记,核对单据,保持库区整洁。",
        "负责门店收款、对账和会员登记,解答顾客疑问。",
        "负责页面开发与维护,配合设计完成交互。",
    ),
    "need": ("高中以上学历,身体健康,能适应倒班。", "熟练使用办公软件,有相关经验者优先。", "本科以上学历,两年以上经验,沟通顺畅。"),
    "hours": ("早八晚五,单休。", "两班倒,月休六天。", "朝九晚六,双休。"),
    "who": ("王女士", "赵经理", "陈先生"),
    "how": ("低走", "高走", "震荡", "回落"),
    "sector": ("样例煤炭", "示例航运", "演示白酒"),
    "sector2": ("样例医药", "示例半导体", "演示农业"),
    "sector3": ("样例地产", "示例传媒", "演示钢铁"),
    "place": ("示例东区", "样例河口", "演示湖畔", "示例新城"),
    "week": tuple("一二三四五六"),
    "lunar": ("九月初八", "十月廿三", "冬月十五"),
    "wish": ("晨光不负赶路人,脚步慢一点也没关系。", "昨日的雨已经停了,窗外的树又绿了一层。", "所有的努力都会在某一天开花。"),
    "wish2": ("眼里有光,心中有爱。", "三餐温热,四季平安。", "忙有所值,闲有所趣。"),
}


def reprint_pairs(count: int, /, *, seed: int) -> Iterator[Pair]:
    """Yield so many pairs of each kind."""
    chance = random.Random(seed)
    for number in range(count):
        article = _article(chance)
        original = "\n".join(article)
        yield _pair("reprint, new title, head and tail", _dressed(article, chance), original, "copying")
        dropped = chance.sample(range(len(article)), 2)
        trimmed = [paragraph for at, paragraph in enumerate(article) if at not in dropped]
        yield _pair("reprint with paragraphs left out", _dressed(trimmed, chance), original, "copying")
        edited = [_edited(paragraph, chance) for paragraph in article]
        yield _pair("reprint with words changed", _dressed(edited, chance), original, "copying")
        one = article[chance.randrange(len(article))]
        yield _pair(
            "short post, reprinted", chance.choice(("转:", "分享一段:", "今日美文|", "")) + _edited(one, chance), one, "copying"
        )
        line = _sentence(chance.choice(_PARAGRAPHS), chance)
        yield _pair(
            "one or two sentences, reprinted", f"{chance.choice(('转自网络:', '@所有人 ', '【摘抄】'))}{line}", line, "copying"
        )
        office, notice = _EVENTS[number % len(_EVENTS)]
        one_report, other_report = _reports(office, notice, chance)
        yield _pair("two reports quote an announcement", one_report, other_report, "no_copying")
        yield _pair("two accounts pass an announcement on", *_passed_on(office, notice, chance), "no_copying")
        reprinted = _dressed(one_report.split("\n"), chance)
        yield _pair("a report with its announcement, reprinted", reprinted, one_report, "copying")
        for kind in _CARDS:
            yield _pair(f"two of one form: {kind}", _card(kind, chance), _card(kind, chance), "no_copying")
        other = _article(chance, without=article)
        yield _pair("two articles that share head and tail", *_same_dress(article, other, chance), "no_copying")


def _pair(kind: str, examined: str, earlier: str, expected: str) -> Pair:
    return Pair(kind, examined, earlier, "a-demo-8", "a-demo-9", "copying" if expected == "copying" else "no_copying")


def _article(chance: random.Random, without: list[str] | None = None) -> list[str]:
    return chance.sample([each for each in _PARAGRAPHS if each not in (without or [])], chance.randrange(4, 8))


def _dressed(paragraphs: list[str], chance: random.Random) -> str:
    """Give an article a new title, head and tail, as reprinting accounts do; now and then an advertisement in the middle."""
    body = list(paragraphs)
    if chance.random() < 0.4:
        body.insert(len(body) // 2, chance.choice(_ADVERTS).strip())
    joined = chance.choice(("\n", "\n\n", "\n  ")).join(body)
    if chance.random() < 0.3:
        joined = joined.replace(",", ",").replace(";", ";")
    return f"{chance.choice(_TITLES)}\n{chance.choice(_HEADS)}{joined}{chance.choice(_TAILS)}"


def _edited(paragraph: str, chance: random.Random) -> str:
    for old, new in chance.sample(_EDITS, 5):
        paragraph = paragraph.replace(old, new)
    sentences = paragraph.split("。")
    if len(sentences) > 3 and chance.random() < 0.3:
        del sentences[chance.randrange(1, len(sentences) - 1)]
    return "。".join(sentences)


def _sentence(paragraph: str, chance: random.Random) -> str:
    """Return one or two sentences of some fifty letters."""
    sentences = [each + "。" for each in paragraph.split("。") if each]
    start = chance.randrange(len(sentences) - 1)
    return "".join(sentences[start : start + 2])


def _reports(office: str, notice: str, chance: random.Random) -> tuple[str, str]:
    """Return two reports, each in its own words around an announcement."""
    own = [chance.sample(each, 2) for each in (_LEADS, _BACKGROUNDS, _COMMENTS)]
    first, second = (_report(office, notice, [two[which] for two in own], chance) for which in (0, 1))
    return first, second


def _report(office: str, notice: str, own: list[str], chance: random.Random) -> str:
    """Return a report: a lead, an announcement whole or less its end, background and comment."""
    sentences = [each + "。" for each in notice.split("。") if each]
    quoted = "".join(sentences if chance.random() < 0.5 else sentences[:-1])
    ways = (
        f"{office}在{chance.choice(_WHERE)}发布情况通报:{quoted}",
        f"据{office}通报,{quoted}",
        f"{office}回应称:“{quoted}”",
        f"今日,{office}发布通报称,“{quoted}”",
        f"通报全文如下:\n{quoted}\n{office}",
    )
    lead, background, comment = own
    return "\n".join((lead.format(place=office[:2]), chance.choice(ways), background, comment))


def _passed_on(office: str, notice: str, chance: random.Random) -> tuple[str, str]:
    """Return two posts that are hardly more than the announcement."""
    one = f"【最新通报】{office}发布情况通报\n情况通报\n{notice}\n{office}\n2026年11月{chance.randrange(1, 29)}日"
    other = f"刚刚,{office}通报!\n{chance.choice(_WHERE)}消息,{office}发布通报,全文如下:\n{notice}\n(来源:{office})"
    return (one, other) if chance.random() < 0.5 else (other, one)


def _card(kind: str, chance: random.Random) -> str:
    numbers = {f"n{index}": chance.randrange(1, 60) for index in range(10)}
    words = {name: chance.choice(values) for name, values in _WORDS.items()}
    return _CARDS[kind].format(m=chance.randrange(1, 13), d=chance.randrange(1, 29), **numbers, **words)


def _same_dress(article: list[str], other: list[str], chance: random.Random) -> tuple[str, str]:
    """Return two articles of different wording between the same head and tail."""
    head, tail = chance.choice(_HEADS), chance.choice(_TAILS)
    return tuple(f"{head}{chr(10).join(each)}{tail}" for each in (article, other))  # type: ignore[return-value]
