"""How people write the ways to reach them elsewhere: the expressions the contact finder looks for, and those that wake it.

Everything is read in normal form: lower case, half width, marks inside words gone. What is left of a disguise stands here:
sound-alikes, hearts for 心, numbers in Chinese, identifiers with something between every two letters.
"""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """One way of writing a contact.

    Args:
        channel: One of `contacts.CHANNELS`.
        score: 0.0–1.0: with an identifier beside the name of the channel it is surer than a number or an invitation alone.
    """

    channel: str
    expression: str
    score: float


_MARKS = r"\s:：;；,，.。、|｜*＊~～\-—_=\[\]【】()（）<>《》「」“”\"'→👉☎📞▶➡⬇"
_GAP = rf"[{_MARKS}]{{0,6}}"
_APART = rf"[{_MARKS}]{{1,6}}"
_BETWEEN = r"[\s\-·•*＊~～|｜、_—👉]"
"""What is put between two digits. Neither a comma nor a dot: those stand in amounts and dates."""
_NAMED = r"(?:号码?|账号|帐号|id|ID|同号|同步|客服|咨询|联系|请?加|搜索?|是|为|[:：])?"
_ADD = r"(?:加|十|\+|＋|➕|✚|╋|添加|扣|嘉|佳|家|伽|茄|jia|联系|搜|咨询|私)"
_NUMBER = r"[1-9]\d{4,10}"
_IDENTIFIER = r"(?:[a-z][a-z0-9_\-]{5,19}|[a-z0-9][a-z0-9_\-]{4,18}\d)"
_MIXED = r"[a-z0-9_\-]{0,12}\d[a-z0-9_\-]{4,12}"
_SPELLED = r"[a-z0-9](?:[\s.·•*、~\-][a-z0-9]){5,19}"
_DIGIT = "0-9零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
_DRESSED = rf"[1-9一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖](?:{_BETWEEN}?[{_DIGIT}]){{5,10}}"
_HEART = "❤♥❣💗💓💕💖💘💙💚💛💜🧡🖤"
"""A heart is read 心, which sounds like the 信 of 微信."""
_WECHAT = (
    rf"(?:[微薇威维徽溦嶶魏v]\s*[信芯心xⅹ星{_HEART}]|w\s*e\s*i\s*x\s*i\s*n|wechat|vx|wx|wei\s?信|[微薇威溦]\s*号|微×|🛰|卫星号)"
)
_SATELLITE = r"(?:卫星|🛰)"
_SHORT_WECHAT = r"[微薇威溦徽v]+"
_GLYPH = r"[微薇威溦徽]"
_QQ = r"(?:q{1,2}|[扣抠叩蔻釦]{2}|企鹅|球球|秋秋|🐧)"
_GROUP = r"(?:群|裙|羣)"
_TELEGRAM = r"(?:telegram|纸?飞机|电报|✈|\btg)"
_SURE_TELEGRAM = r"(?:telegram|[纸小]飞机|✈|\btg)"
_MESSENGER = r"(?:whatsapp|skype|\bline|蝙蝠|钉钉|potato|土豆|facebook|instagram|\bins)"
_HANDLE = r"[a-z][a-z0-9_]{4,31}"
_MOBILE = r"(?:13\d|14[5-9]|15[0-35-9]|16[2567]|17[0-8]|18\d|19[0-35-9])"
_PHONE_HEAD = rf"[1一幺壹]{_BETWEEN}{{0,2}}[3-9三四五六七八九叁肆伍陆柒捌玖]"

FORMS: tuple[Form, ...] = (
    Form("wechat", rf"(?i){_WECHAT}{_GAP}{_NAMED}{_GAP}(?:{_IDENTIFIER}|{_NUMBER})", 0.9),
    Form(
        "wechat",
        rf"(?i){_ADD}\s*(?:我|个)?\s*(?:{_GLYPH}{_IDENTIFIER}|v+{_APART}{_IDENTIFIER}|{_SHORT_WECHAT}{_GAP}{_NUMBER})",
        0.9,
    ),
    Form("wechat", rf"(?i){_ADD}\s*(?:我|个)?\s*{_SATELLITE}{_GAP}(?:{_IDENTIFIER}|{_NUMBER})", 0.9),
    Form("wechat", rf"(?i)(?:(?:\+|➕)\s*我?|{_ADD}\s*我)\s*v+{_MIXED}", 0.8),
    Form("wechat", rf"(?i)(?:{_SHORT_WECHAT}|{_SATELLITE})\s*[:：]\s*(?:{_IDENTIFIER}|{_NUMBER})", 0.8),
    Form("wechat", rf"(?i)(?:{_WECHAT}|{_ADD}\s*(?:我|个)?\s*{_SHORT_WECHAT})\s*号?\s*[:：]?\s*(?:{_SPELLED}|{_DRESSED})", 0.8),
    Form("wechat", rf"(?i)(?:加|\+|➕)\s*(?:我|群主|老师|客服|助理)\s*的?\s*(?:{_WECHAT}|v+\b|[微薇威]\b)", 0.6),
    Form("wechat", rf"(?i)(?:加|➕)\s*个?\s*(?:{_WECHAT}|v+\b)", 0.5),
    Form("wechat", rf"(?i)(?:{_WECHAT}\s*同号|(?:手机|电话|\d)\s*[（(]?\s*{_WECHAT}\s*同步)", 0.6),
    Form("qq", rf"(?i){_QQ}\s*(?:{_GROUP}|号|號)?{_GAP}{_NAMED}{_GAP}{_NUMBER}", 0.9),
    Form("qq", rf"(?i)(?:加|进|入|\+|➕)\s*(?:q|扣)?\s*{_GROUP}\s*(?:号)?{_GAP}{_NUMBER}", 0.9),
    Form("qq", rf"(?i)(?:{_QQ}\s*(?:{_GROUP}|号|號)?|(?:加|进|入|\+|➕)\s*{_GROUP}\s*号?)\s*[:：]?\s*{_DRESSED}", 0.8),
    Form("qq", r"(?i)(?:加|➕)\s*我?\s*(?:q+|扣扣?|企鹅)\b", 0.6),
    Form("qq", rf"(?i)(?:群|裙)\s*(?:号)?\s*[:：]\s*{_NUMBER}", 0.7),
    Form("telegram", rf"(?i){_TELEGRAM}\s*(?:群|号|频道)?\s*[:：@]\s*@?{_HANDLE}", 0.9),
    Form(
        "telegram", rf"(?i){_SURE_TELEGRAM}\s*(?:群|号|频道|联系|搜索?|加)?\s*@?[a-z][a-z0-9]{{0,20}}[_\d][a-z0-9_]{{3,20}}", 0.8
    ),
    Form("telegram", r"(?i)\bt\.me/\+?[a-z0-9_]{4,}", 0.9),
    Form("messenger", rf"(?i){_MESSENGER}\s*(?:号|id)?\s*[:：@]\s*@?[a-z0-9+][a-z0-9_.\-]{{4,31}}", 0.8),
    Form("email", r"(?i)[a-z0-9][a-z0-9._%+\-]{1,40}@[a-z0-9][a-z0-9\-]{0,40}(?:\.[a-z0-9\-]{2,20}){1,3}", 0.4),
    Form("phone", rf"(?:\+?86[\s\-]?)?{_MOBILE}[\s\-]?\d{{4}}[\s\-]?\d{{4}}", 0.6),
    Form("phone", rf"{_PHONE_HEAD}(?:{_BETWEEN}{{0,2}}[{_DIGIT}]){{9}}", 0.7),
    Form("landline", r"(?:400[\s\-]?\d{3}[\s\-]?\d{4}|0\d{2,3}[\s\-]\d{7,8})", 0.3),
)

WAKING: tuple[str, ...] = (
    r"(?i)[a-z0-9_\-.+]{5}",  # every identifier and plain number
    rf"(?i)[{_DIGIT}]{_BETWEEN}{{0,2}}[{_DIGIT}]{_BETWEEN}{{0,2}}[{_DIGIT}]{_BETWEEN}{{0,2}}[{_DIGIT}]{_BETWEEN}{{0,2}}[{_DIGIT}]",
    r"(?i)[a-z0-9][\s.·•*、~\-][a-z0-9][\s.·•*、~\-][a-z0-9]",
    r"(?i)t\.me/|@",
    r"(?i)(?:加|\+|➕)\s*(?:我|个|群主|老师|客服|助理)?\s*的?\s*(?:[微薇威维徽溦嶶魏vqw扣企卫]|🛰)",
    r"同号|同步",
)
"""Cheap expressions of which at least one matches wherever a form does: most texts hold none, and are done with."""
