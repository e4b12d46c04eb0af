"""Words that injected lists and advertisements are made of: how sites present themselves, and what is sold in them.

Conduct only: no topic, person or view is named. A word alone says nothing; `foreign_text` asks how many there are, in what kind
of line, and whether the rest of the text speaks of them too.
"""

from __future__ import annotations

from goodstanding.core.signals.wordlist import words

SITE_WORDS = words(
    "官网 官方 首页 主页 登录 登入 登陆 注册 入口 下载 网址 域名 欢迎 welcome index 有限公司 厂家 批发 加盟 代理 平台",
    "免费 永久 直播 破解版 安卓版 手机版 手游 私服 门户 大全 专卖 售后 维修 回收 服务中心 查询 客服 报名 在线 授权",
    "导航 资讯网 信息网 走势图 友情链接 热门推荐 相关推荐 猜你喜欢 更多精彩 站长统计 网站地图",
)
TRADE_WORDS = words(
    "彩票 彩金 娱乐城 娱乐 棋牌 博彩 赌博 投注 下注 百家乐 时时彩 快3 11选5 六合 老虎机 捕鱼 滚球 外围 开奖 包中 无码",
    "成人视频 色情 约炮 裸聊 招嫖 代孕 代开 发票 办证 刻章 外汇 开户 放款 网贷 贷款 套现 养卡 信用卡 代发 代刷 刷单",
    "补单 做单 接单 返佣 返利 日结 次日结 佣金 人工投票 引流 收徒 提款 充值 存款 秒到 首存 包赔 稳赚 点赞 粉丝 壮阳",
    "伟哥 迷药 减肥药 祛斑 丰胸 高仿 a货 微商 货源 优惠 特价 团购 好评 赚钱 证件",
)
CALLING_WORDS = words(
    "有需要 需要的联系 需要请 如需 联系我 私我 私聊 dd我 滴滴我 喊我 加我 找我 感兴趣的来 做的来 诚信 靠谱 长期合作",
    "打扰见谅 打扰请见谅 如扰 敬请保留 招人 要人 本公司代 专业代 专业办 免费领 注册送 首存送 赠送给您 给您推荐 请加",
    "咨询电话 联系电话 上车 速来 名额",
)
COMPANY_WORDS = frozenset({"有限公司", "平台", "在线", "厂家", "官方", "代理"})
"""Site words that also stand in any honest list of firms: a list needs more than these."""
SITE_CODES = (
    r"(?:^|[^a-z0-9])[a-z0-9]{0,30}[a-z0-9]?_(?:com|cn|net|org|xyz|top|cc|vip|me|jsp|php|htm|html|xml)(?:$|[^a-z0-9])",
    r"www[._][a-z0-9\-]+[._][a-z]{2,4}",
    r"\b[a-z0-9\-]+\.(?:com|cn|net|org|xyz|top|cc|vip|htm|jsp|php)\b",
)
"""How generated pages write addresses and file names in their titles."""

FUNCTION_WORDS = frozenset("的了是在我你他她它们这那和与将也就都但而并不对为及其从以被把让使于或者此该所个之等会可能")
"""Characters that hold sentences together: about one in seven in prose, few in lists of titles."""
