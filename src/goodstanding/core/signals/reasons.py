"""Why a span matters, in words: one sentence per reason, in both languages of the product.

A span carries the Chinese sentence, as outcomes print it; `in_english` reads it back, so that one frozen text serves both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_REASONS: dict[str, tuple[str, str]] = {
    "phrase": ("命中词库“{bank}”:{phrase}", "phrase of bank “{bank}”: {phrase}"),
    "combined_excused": (
        "“{phrase}”与邻近用语合计 {score}(因“{excuses}”减轻):{phrases}",
        "“{phrase}” with the phrases near it comes to {score} (less for “{excuses}”): {phrases}",
    ),
    "combined": (
        "“{phrase}”与邻近用语合计 {score}:{phrases}",
        "“{phrase}” with the phrases near it comes to {score}: {phrases}",
    ),
    "read_homophone": (
        "“{written}”读作“{phrase}”(谐音)，命中词库“{bank}”",
        "“{written}” reads as “{phrase}” (by sound): bank “{bank}”",
    ),
    "read_look_alike": (
        "“{written}”读作“{phrase}”(形近)，命中词库“{bank}”",
        "“{written}” reads as “{phrase}” (by looks): bank “{bank}”",
    ),
    "read_emoji": (
        "“{written}”读作“{phrase}”(表情或数字谐音)，命中词库“{bank}”",
        "“{written}” reads as “{phrase}” (emoji or digits by sound): bank “{bank}”",
    ),
    "read_pinyin": (
        "“{written}”读作“{phrase}”(拼音)，命中词库“{bank}”",
        "“{written}” reads as “{phrase}” (pinyin): bank “{bank}”",
    ),
    "read_split_glyph": (
        "“{written}”读作“{phrase}”(拆字)，命中词库“{bank}”",
        "“{written}” reads as “{phrase}” (characters taken apart): bank “{bank}”",
    ),
    "read_shuffled": (
        "“{written}”读作“{phrase}”(打乱字序)，命中词库“{bank}”",
        "“{written}” reads as “{phrase}” (characters shuffled): bank “{bank}”",
    ),
    "read_initials": (
        "“{written}”读作“{phrase}”(拼音首字母)，命中词库“{bank}”",
        "“{written}” reads as “{phrase}” (initials of the pinyin): bank “{bank}”",
    ),
    "expression": ("命中表达式库“{bank}”", "expression of bank “{bank}”"),
    "handle": ("疑似{channel}联系方式", "looks like a {channel} contact"),
    "phone": ("疑似手机号码", "looks like a mobile phone number"),
    "link": ("外部链接 {domain}", "outside link {domain}"),
    "disguised_link": ("变形的域名 {domain}", "disguised domain {domain}"),
    "short_link": ("短链接 {domain}，看不出去向", "short link {domain}, which hides where it leads"),
    "throw_away_link": ("疑似用后即弃的域名 {domain}", "domain {domain} looks thrown away after use"),
    "payment": ("“{word}”距联系方式或链接 {distance} 个字符", "“{word}” stands {distance} characters from a contact or link"),
    "injected_list": ("与全文无关的关键词或站点列表:{items} 项", "list of keywords or sites foreign to the text: {items} items"),
    "injected_line": ("与全文无关的推广内容:{marks}", "promotion foreign to the text: {marks}"),
    "injected_script": ("与全文语言不同的推广词堆砌:{marks}", "promotional keywords in another language than the text: {marks}"),
    "injected_hidden": ("页面中隐藏的推广内容:{marks}", "promotion hidden from the page's readers: {marks}"),
    "injected_name": ("与全文无关的站点名称:{marks}", "name of a site foreign to the text: {marks}"),
    "image_hash": (
        "与图片库“{bank}”中的图片近似，相差 {bits} 位(共 256 位)",
        "near an image of bank “{bank}”: {bits} of 256 bits differ",
    ),
    "injected_token": ("与全文无关的字符串", "string foreign to the text"),
    "near_duplicate": ("与近期内容重合 {percent}%", "shares {percent}% with recent content"),
    "trained_shadow": (
        "模型“{model}”判为“{class_name}”的概率 {probability}(试运行，不计入)",
        "model “{model}” puts “{class_name}” at {probability} (shadow: not counted)",
    ),
    "trained": ("模型“{model}”判为“{class_name}”的概率 {probability}", "model “{model}” puts “{class_name}” at {probability}"),
    "model_server": (
        "模型服务“{model}”(提示词 {version})判为 {probability}",
        "model server “{model}” (prompt {version}) says {probability}",
    ),
    "source_missing": ("转载标记“{mark}”，但未注明来源", "marked as a repost (“{mark}”) but no source is given"),
    "source_vague": ("来源“{source}”不可追溯", "source “{source}” cannot be traced"),
    "claims_official": ("“{word}”与认证主体“{verified}”不符", "“{word}” does not fit the verified subject “{verified}”"),
    "claims_occupation": ("自称“{word}”，无相应资质记录", "claims “{word}” without a credential on record"),
    "like_protected": ("与受保护名称“{protected}”相似", "resembles the protected name “{protected}”"),
}
_CHANNELS = {"微信": "WeChat", "即时通讯": "messenger", "电子邮箱": "e-mail", "电话": "telephone"}
_PLACE = re.compile(r"\{(\w+)\}")


def reason(code: str, /, **details: object) -> str:
    """Say why in Chinese, with named details."""
    return _REASONS[code][0].format(**details)


def in_english(why: str, /) -> str:
    """Say in English what `reason` said in Chinese; a text it did not make comes back as it is."""
    for pattern, english in _readers():
        found = pattern.fullmatch(why)
        if found is not None:
            details = found.groupdict()
            if "channel" in details:
                details["channel"] = _CHANNELS.get(details["channel"], details["channel"])
            return english.format(**details)
    return why


@lru_cache(maxsize=4096)
def details_of(why: str, /) -> Mapping[str, str]:
    """Return the details `reason` was given, such as ``bank`` and ``phrase``; none of a text it did not make."""
    for pattern, _english in _readers():
        found = pattern.fullmatch(why)
        if found is not None:
            return found.groupdict()
    return {}


@lru_cache(maxsize=1)
def _readers() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_reader(chinese), english) for chinese, english in _REASONS.values())


def _reader(template: str) -> re.Pattern[str]:
    """Read a sentence back, also one frozen while its commas were half-width."""
    parts = _PLACE.split(template)
    literal = (re.escape(part).replace("，", "[，,]") for part in parts[::2])
    written = "".join(f"(?P<{parts[2 * n - 1]}>.*?){text}" if n else text for n, text in enumerate(literal))
    return re.compile(written, re.DOTALL)
