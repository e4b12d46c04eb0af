"""Words that injected lists and advertisements are made of: how sites present themselves, what is sold, how one is asked to call.

Conduct only: no topic, person or brand is named. A word alone says nothing; the finders of foreign parts ask how many there are,
in what kind of line, and whether the rest of the text speaks of them too. All are in normal form: simplified, lower case.
"""

from __future__ import annotations

from goodstanding.core.signals.wordlist import by_family, words

SITE_WORDS = words(
    "官网 官方 主页 登录 登入 登陆 入口 下载 网址 域名 欢迎 welcome index 有限公司 厂家 批发 加盟 代理 平台",
    "免费 永久 直播 破解版 安卓版 手机版 手游 私服 门户 大全 专卖 售后 维修 回收 服务中心 查询 客服 报名 在线 授权",
    "导航 资讯网 信息网 走势图 友情链接 热门推荐 相关推荐 猜你喜欢 更多精彩 站长统计 网站地图 首页 注册 网页版 苹果版",
    "最新版 官方版 正版 电脑版 客户端 app 高清 在线观看 免费观看 全集 中文字幕 无删减 开服 攻略网 价格表 报价 哪家好 多少钱 网站",
    "官方网站",
    "有限责任公司 购彩 网投 直营 备用网",
)
THEME_WORDS = words("体育 国际 娱乐 china vip ios android 苹果 安卓 线路 大厅 网页 电竞 真人 电子 游戏 科技 集团 最新 备用")
"""Words of a site's name that say what it is about: they count beside site words only."""
NAVIGATION = words(
    "首页 主页 登录 登陆 注册 下载 客服 导航 搜索 查询 在线留言 联系我们 关于我们 新闻中心 产品中心 产品展示 网站地图 友情链接",
    "公司简介 企业文化 招贤纳士 人才招聘 在线客服 帮助中心 下载中心 资料下载 会员登录 会员中心 用户登录 用户注册 登录注册",
    "信息公开",
    "政务公开 办事服务 互动交流 通知公告 院校概况 学校概况 机构设置 招生就业 招生信息 科学研究 师资队伍 图书馆 校园网",
    "在线服务 设为首页",
    "加入收藏 收藏本站 返回首页 返回顶部 上一页 下一页 上一篇 下一篇 更多 english 繁体 手机版 客户端 app下载 免责声明",
    "隐私政策 服务条款",
    "相关推荐 热门推荐 猜你喜欢 免费注册 在线报名 报名入口 在线查询 查询服务 官方微信 官方微博 视频 直播 图片 专题 问答 官网",
    "网页版",
    "退出 退出登录 忘记密码 我的 购物车 我的订单 全部分类 版权声明 投稿 广告服务 常见问题 意见反馈 成绩查询 录取查询 平台首页",
)
"""What the menus and feet of honest sites say; a piece that is nothing else counts for nothing."""

_TRADES: dict[str, tuple[str, ...]] = {
    "gambling": words(
        "彩票 彩金 娱乐城 娱乐场 棋牌 博彩 赌博 赌场 投注 下注 百家乐 时时彩 快3 11选5 六合 老虎机 捕鱼 滚球 外围 开奖 包中",
        "真人视讯 真人荷官 电子游艺 返水 洗码 倍投 龙虎斗 牛牛 炸金花 斗牛 pk10 赛车计划 双面盘 腰分 回血 出款 首充 秒提",
        "体彩计划 赔率 pc蛋蛋 幸运28 一分快 棋牌室 电竞投注 体育投注 买球 六合彩 特码 一码中 平特 波胆 串关 真钱 现金网 信誉网",
        "casino betting lottery slots poker jackpot baccarat roulette sportsbook 赌城 赌盘 赌博网 线上娱乐 真人娱乐",
        "大额无忧 全民代理 首存 红包雨 免费试玩 试玩金 体验金 导师带 稳赢 计划群 赚回来",
    ),
    "sexual": words(
        "无码 成人视频 成人网站 色情 约炮 裸聊 招嫖 上门服务 全套服务 一夜情 同城约 外围女 学生妹 情趣用品 大尺度 激情视频",
        "福利视频",
        "av在线 三级片 国产自拍 偷拍视频 撩妹 少妇 小姐姐上门 约妹 看片 黄片 色播 成人直播 裸播 援交 包夜 楼凤 莞式",
    ),
    "papers": words(
        "开发票 代开 代开发票 办证 刻章 证件 代办证 开票 增值税",
        "普票 专票 餐饮票 住宿票 各类发票 各种发票 真票 点数低 代办 代理记账",
        "公司注册 代账 学历提升 毕业证",
        "代考 替考 保过 包过 免考 代写 代发论文 论文代写 论文发表 职称 挂靠 落户 驾照 消分 假证 文凭 学位证 不动产证",
        "银行流水 四六级",
    ),
    "loans": words(
        "放款 网贷 贷款 套现 养卡 信用卡 借款 借钱 借贷 无抵押 免抵押 抵押贷 信用贷 低息 月息 日息 下款 额度 黑户 白户 征信",
        "急用钱 资金周转 代还 提额",
        "过桥 垫资 车贷 房贷 小额贷 放贷 利息低 当天放 急需用钱 缺钱 pos机 刷卡机 花呗 白条 满额 秒批 秒贷",
    ),
    "brushing": words(
        "代发 代刷 刷单 刷粉 刷赞 刷票 补单 做单 接单 返佣 返利 日结 次日结 佣金 人工投票 引流 收徒 点赞 粉丝 好评 涨粉 加粉",
        "拉新 地推 代投票 刷信誉 刷阅读",
        "兼职 招聘兼职 打字员 在家做 在家赚 轻松赚 日赚 月赚 月入 赚钱 赚佣 手机赚 宝妈 工资日结 加盟费 零投资 无需押金 抢单",
        "派单 试玩赚 副业 小白可做 一单一结",
        "微商 货源 一手货源 招代理 招商 代购 群发 短信群发 群控 爆粉 采集软件 养号 实名号 白号 老号 卖号 收号 出号 解封",
        "代实名 四件套 接码 公众号买卖 吸粉",
    ),
    "finance": words(
        "外汇 开户 炒股 荐股 牛股 股票群 黑马股 涨停股 涨停板 推荐股票 期货 配资 杠杆 充值 存款 秒到 稳赚 高收益 高回报 保本",
        "年化 理财 投资回报 贵金属",
        "虚拟币 数字货币 空投 usdt 币圈 量化 内幕 老师带 免费诊股 白银 原油 操盘 翻倍 日收益 零风险 虚拟货币",
    ),
    "medicine": words(
        "壮阳 伟哥 迷药 催情 减肥药 祛斑 丰胸 增高 祛痘 美白针 听话水 春药 安眠药 早泄 阳痿 延时 补肾 丰乳 瘦身 减肥茶",
        "减肥产品 排毒 养颜 特效药 祖传 秘方",
        "根治 包治 无痛人流 代孕 试管 包生男 鉴定性别 供卵 不孕不育 男科 妇科医院 整形 隆鼻 双眼皮 植发 生发 狐臭 白癜风",
        "牛皮癣 痔疮 微整",
    ),
    "goods": words(
        "高仿 a货 复刻 原单 尾货 一比一 1:1 精仿 名表 名包 包邮 厂家直销 优惠 特价 团购 清仓 促销 打折 折扣 秒杀 特惠 满减",
        "直降 买一送一 买就送 代金券 现金券 优惠券 返现 钜惠",
        "大酬宾 换季 新品上市 热销 抢购 亏本 批发价 出厂价 底价 惊爆 免单 礼包 大礼包 好礼 赠品 满送 开业 样板间 首付 楼盘",
        "现房 学区房 旺铺 商铺 精装 房源 户型 尊享 豪宅 售楼处",
        "流量包 宽带 话费 套餐 月租 提速 充话费 送手机 香烟 外烟 茅台 走私车 水货 二手车 黑车 套牌 高价收 长期收购 高价回收",
        "上门回收 代驾 装修 搬家 开锁 疏通 保洁 家教 防水补漏",
    ),
    "illicit": words(
        "枪支 气枪 弹弓 电棍 迷魂 窃听 监听 定位找人 手机定位 查开房 查询个人 调查取证 私家侦探 讨债 收账 要账 追债 黑客",
        "盗号 破解密码 改分 查通话 通话记录 复制卡 监控软件 外挂 卡盟 私服 变态版",
        "删帖 负面处理 公关删除 信息出售 个人信息 偷渡 蛇头 办签证 假钞 毒品 冰毒 大麻 k粉 洗钱 卖卡 收卡 银行卡收 对公账户",
        "走账 代付 干扰器 解码器 偷看微信 同步聊天",
    ),
    "lure": words(
        "账户异常 账号异常 已冻结 被冻结 积分兑换 积分换 即将失效 即将清零 逾期失效 逾期作废 口令过期 令牌过期 升级为",
        "实名认证失效 中奖 抽中 场外观众 获奖 领取奖金 二等奖 一等奖 惊喜奖 幸运用户 补贴领取",
        "汇款 打到 汇到 打钱 账号变更 新账号 房租 换号 尾号 领取补贴 退款 理赔 etc 异地登录 安全控件",
    ),
}
TRADE_FAMILIES = by_family(_TRADES)
"""Each word of a trade with the family it belongs to; a text that speaks of a family is no stranger to it."""
TRADE_WORDS = tuple(TRADE_FAMILIES)
STRONG_FAMILIES = frozenset({"gambling", "sexual", "papers", "brushing", "illicit", "medicine"})
"""Trades an honest article seldom has a word of in passing."""

CALLING_WORDS = words(
    "有需要 需要的联系 需要请 如需 联系我 私我 私聊 dd我 滴滴我 喊我 加我 找我 感兴趣的来 做的来 诚信 靠谱 长期合作 需要加",
    "想做的 有意者",
    "打扰见谅 打扰请见谅 如扰 敬请保留 招人 要人 本公司代 专业代 专业办 免费领 注册送 首存送 赠送给您 给您推荐 请加 点击",
    "点我 戳 戳我 扫码",
    "咨询电话 联系电话 上车 速来 名额 详询 详情咨询 详情请 详情点 致电 来电 咨询 热线 回复 退订 回t 回td 退订回 拨打 请拨",
    "请联系 联系人 联系 欢迎咨询 欢迎来电",
    "欢迎加入 加群 进群 加微 加qq 加q 群号 qq群 微信群 加v 添加 关注 领取 抢购 速抢 立即 马上 赶快 赶紧 登陆 登录 打开网址",
    "访问 下载app 注册即 注册就 免费试 免费体验 免费咨询",
    "复制 浏览器打开 搜索 进入 评论区 主页 看头像 看签名 看我 头像 留号 留电话 报名 预约 订购 购买 选购 光临 恭候 垂询 电联",
    "有意 联系客服 网址 官网 电话 手机 微信 qq 企鹅 客服",
)
PROMISE_WORDS = words(
    "秒到 包赔 稳赚 不成功不收费 先办后付 货到付款 验货付款 保密 安全可靠 快速 当天 当日 立等 全国 上门 无需 免费 无门槛",
    "门槛低 无风险 0风险 零风险 正规 信誉 信誉好 实力 最低 最高 最低价 超低 全网 优质 低价 高价",
    "专业 诚招 诚聘 诚邀 长期 大量 急招 急聘 保证 绝对 放心 支持 靠谱 真实 有效 百分百 100% 轻松 简单 操作简单 时间自由 不限",
    "不限时间 多劳多得 日入 人人 全程 手把手 包教 包会 包出 送 赠送 赠 免 仅需 仅 只需 限时 限量",
    "最后 回馈 感恩 尊敬的 亲爱的 亲 您好 你好 老板 朋友 贵公司 我司 本公司 我公司 本店 本人 我们这 我这里 我这边 专人 经理",
    "女士 先生 小姐 24小时 随时 一手 直招 总代 优先 豪礼",
    "终身 多年 可查 验证 联网可查 真实有效 税务 可验 无需面签 凭身份证 秒 内部 独家 神器 躺赚",
)
REPORT_WORDS = words(
    "警方 民警 公安 记者 检察 法院 犯罪 嫌疑人 诈骗 骗局 涉嫌 涉案 落网 抓获 查处 查获 曝光 打击 整治 违法 违规 非法 受骗",
    "被骗 上当 提醒 警惕 谨防 切勿 不要轻信 专家 介绍说 表示 指出 案件 判处 通报 治理 取缔",
    "不要 依法 处置 招揽 禁止 严禁 拒绝 不得 应当 协议 投诉 相关账号 已处理 拖欠 劳动合同 小广告 清理 反映 审理",
    "专项行动 据悉 据了解 据介绍 报道 所谓 声称 自称 谎称 不法分子 民法典 刑法 规定 处罚",
)
"""How reports speak of a trade without plying it."""

FOOT_WORDS = words(
    "版权所有 邮编 备案 icp备 公网安备 技术支持 责任编辑 编辑: 记者: 来源: 投稿 主办单位 承办单位 地址: 友情链接 传真",
    "值班电话 办公电话 监督电话",
    "联系人: 联系我们 帮助中心 网站地图 上一篇 下一篇 设为首页 联系地址 主办: 主管: 社址 热线电话 招生热线 copyright 标签:",
    "关键词:",
)
"""What stands at the foot of an honest page."""

COMPANY_WORDS = frozenset({"有限公司", "平台", "在线", "厂家", "官方", "代理", "客户端", "app"})
"""Site words that also stand in any honest list of firms: a list needs more than these."""
PLAIN_SITE_WORDS = COMPANY_WORDS | frozenset(
    words(
        "官网 门户 信息网 资讯网 首页 主页 查询 服务中心 友情链接 网站地图 导航 在线 客服 报名 登录 注册",
        "入口 售后 直播 报价 授权 网站 官方网站 有限责任公司 高清 正版 电脑版 热门推荐",
    )
)
"""Site words of honest links to other sites: a list of nothing else is a list of links."""
SITE_CODES = (
    r"(?:^|[^a-z0-9])[a-z0-9]{0,30}[a-z0-9]?_(?:com|cn|net|org|xyz|top|cc|vip|me|jsp|php|htm|html|xml)(?:$|[^a-z0-9])",
    r"www[._][a-z0-9\-]+[._][a-z]{2,4}",
    r"\b[a-z0-9\-]+\.(?:com|cn|net|org|xyz|top|cc|vip|htm|jsp|php)\b",
)
"""How generated pages write addresses and file names in their titles."""
OFFER_CODES = (
    r"\d(?:\.\d+)?\s?(?:元|块|万|w|%|折|倍|k|米|分钟|小时|天)",
    r"[日月]\s?(?:赚|入|薪|结|息)\s?[\d一二三四五六七八九几上过]",
    r"[满送减免奖返领赠]\s?\d{1,6}",
    r"[【\[][^】\]\s]{2,12}[】\]]",
    r"\d{5,12}",
)
"""Amounts, shares, numbers to call or to pay into, and a sender's name in brackets."""
TITLE_CODES = (
    r"\b(?:[a-z]{1,10}\d{2,6}[a-z]{0,4}|\d{2,6}[a-z]{2,10}|[a-z]\d)\b",
    r"[(（\[【](?:中国|china|官方|官网|集团|全站|手机版|最新|点击|推荐|vip|app)[^)）\]】\n]{0,8}[)）\]】]",
    r"\b[a-z][a-z0-9_\-]{2,19}\b",
    r"[\p{Han}a-z0-9)）]\s?[_|·•–—-]\s?[\p{Han}a-z(（]",
)
"""How titles of sites are put together: a name of letters and digits, a remark in brackets, pieces joined by dashes."""

FUNCTION_WORDS = frozenset("的了是在我你他她它们这那和与将也就都但而并不对为及其从以被把让使于或者此该所个之等会可能")
"""Characters that hold sentences together: about one in seven in prose, few in lists of titles."""

JAPANESE_TRADE = words(
    "激安 通贩 送料无料 正规品 ブランド 新品 楽天 乐天 中古 贩売 贩卖 人気 メンズ レディース 财布 时计 コピー 口コミ",
    "即日発送 即日发送 最安値 最安值",
    "ランキング 大特価 大特价 限定 在库 在庫 公式 セール 格安 店舗 スニーカー バッグ オンライン カジノ 出会い 着払い 代引き",
    "円 レビュー お买い得 お買い得",
)
ENGLISH_TRADE = words(
    "cheap buy sale outlet discount replica wholesale jersey jerseys handbags watches shoes price prices shipping coupon",
    "casino slots poker betting bet",
    "viagra cialis levitra pharmacy pills prescription tramadol loan loans payday essay writing escort escorts porn sex xxx",
    "dating cams nude crack keygen",
    "serial torrent hack cheats generator backlinks seo followers bonus jackpot roulette lottery sportsbook blackjack free",
    "download online",
)
