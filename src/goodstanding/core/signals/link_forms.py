"""How links are written: the expressions the link finder looks for, and what tells a throw-away address from a citation.

The lists come from general knowledge of published abuse statistics (registries' and blocklist operators' yearly reports name the
same cheap endings) and of well-known services; no data set was drawn on.
"""

from __future__ import annotations

from goodstanding.core.signals.wordlist import words

_LABEL = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
_PATH = r"(?::\d{2,5})?(?:[/?#][a-z0-9\-._~:/?#@!$&*+,;=%]*)?"
_NUMBERS = r"(?:\d{1,3}\.){3}\d{1,3}"
_SOLD = words("com cn net org top xyz vip cc club shop site info tv io co icu fun pw online live work link")
_LOOKALIKE = {"o": "[o0]", "l": "[l1]", "i": "[i1]", "e": "[e3]"}
_CHINESE_ENDINGS = "中国|公司|网络|网址|商城|网店|集团|在线|中文网|我爱你|手机|购物"
_HAN = "\u3400-\u9fff"

CHEAP_ENDINGS = frozenset(
    words(
        "top xyz icu vip club shop site online store fun live cc pw ws tk ml ga cf gq cyou cfd sbs bond buzz rest work click",
        "link loan win bid men date racing stream review party trade gdn monster quest hair beauty skin makeup lol mom fit su",
        "surf webcam accountant faith cricket science download zone ltd wang ren xin red pro space website press host uno today",
    )
)
"""Endings sold for next to nothing and named first in abuse statistics, year after year."""

SHORTENERS = frozenset(
    words(
        "t.cn url.cn dwz.cn suo.im suo.nz suo.run mrw.so u6.gg 985.so 6du.in rrd.me m6z.cn w.url.cn tb.cn m.tb.cn c.tb.cn 3.cn",
        "bit.ly tinyurl.com goo.gl is.gd v.gd ow.ly t.co buff.ly rebrand.ly cutt.ly rb.gy reurl.cc shorturl.at lnkd.in t.ly",
        "tiny.cc s.id adf.ly bl.ink qr.ae ppt.cc x.co shrtco.de surl.li s.yam.com lihi.cc lihi1.com pse.is urlzs.com dlvr.it",
    )
)
"""Services that hide where a link leads."""

PUBLIC_ENDINGS = (
    ".gov.cn",
    ".edu.cn",
    ".ac.cn",
    ".mil.cn",
    ".gov",
    ".edu",
    ".mil",
    ".int",
    ".gov.hk",
    ".edu.hk",
    ".gov.mo",
    ".政务",
)
"""Endings only public bodies and schools are given."""

URL, BARE, CHINESE, NUMBERS = range(4)
"""Places of the forms that are links as they stand; those after them are disguises."""


def _disguised_ending() -> str:
    longest_first = sorted(_SOLD, key=len, reverse=True)
    written = ("".join(_LOOKALIKE.get(letter, letter) for letter in ending) for ending in longest_first)
    return f"(?:{'|'.join(written)})"


def forms() -> tuple[str, ...]:
    """Return the expressions, to be read in normal form."""
    disguised = _disguised_ending()
    dot = r"\s?(?:[。．·•・丶]|点|[(（\[【]\s?(?:dot|点|\.|。)\s?[)）\]】])\s?"
    return (
        rf"(?i)(?:h[tx][tx]ps?|ftp)://(?:(?:[a-z0-9\-_{_HAN}]+\.)+[a-z0-9\-{_HAN}]{{2,}}|{_NUMBERS}){_PATH}",
        rf"(?i)(?:{_LABEL}\.){{1,6}}(?:[a-z]{{2,18}}|xn--[a-z0-9]{{2,20}}){_PATH}",
        rf"(?i)[a-z0-9\-{_HAN}]{{2,20}}\.(?:{_CHINESE_ENDINGS})",
        rf"{_NUMBERS}:\d{{2,5}}(?:/[a-z0-9\-._~/?&=%]*)?",
        rf"(?i)www\s?[_。．·•・丶,，]\s?[a-z0-9\-]{{2,40}}\s?[_。．·•・丶,，.]\s?{disguised}",
        rf"(?i)[a-z0-9\-]{{2,40}}(?:{dot}|\s+dot\s+){disguised}",
        rf"(?i)[a-z0-9\-]{{0,30}}\d[a-z0-9\-]{{0,30}}(?:_|\s\.\s?|\s?\.\s){disguised}",
        r"(?i)[a-z0-9\-]*\d[a-z0-9\-]*\.(?:t0p|c0m|c0|0rg|1nfo|n3t|v1p|s1te|sh0p|c1ub|xy2|0nline|w0rk)",
    )


WAKING: tuple[str, ...] = (
    r"://",
    r"(?i)www",
    r"(?i)[a-z0-9\-_]\s?(?:[.。．·•・丶_]|点|[(（\[【]\s?(?:dot|点|\.|。)\s?[)）\]】])\s?[a-z013][a-z0-9]",
    r"(?i)\sdot\s",
    r"\d\.\d{1,3}:\d",
    rf"\.(?:{_CHINESE_ENDINGS})",
)
"""Cheap expressions of which at least one matches wherever a form does."""
