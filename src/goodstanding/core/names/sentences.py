"""Why a name reads as another, in words: one sentence per code, in both languages."""

from __future__ import annotations

from goodstanding.core.kernel.sentences import Sentence

_SAID: dict[str, tuple[str, str]] = {
    "exact": ("“{text}”与受保护名称相同", "“{text}” is the same as in the protected name"),
    "traditional": ("“{text}”是“{protected}”的繁体或异体写法", "“{text}” is “{protected}” in traditional or variant script"),
    "look_alike": ("“{text}”与“{protected}”字形相近", "“{text}” is drawn like “{protected}”"),
    "homophone": ("“{text}”与“{protected}”读音相同或相近", "“{text}” sounds like “{protected}”"),
    "pinyin": ("“{text}”是“{protected}”的拼音", "“{text}” is “{protected}” in pinyin"),
    "spacing": ("“{text}”是插入的字符", "“{text}” was put in between"),
    "added_words": ("“{text}”是附加词语", "“{text}” was added"),
    "dropped_words": ("省略了“{protected}”", "“{protected}” was left out"),
    "match": (
        "该名称与受保护名称“{name}”（{kind}，来源：{source}）{how}，相似度 {score}",
        "The name {how} the protected name “{name}” ({kind}, source: “{source}”); likeness {score}",
    ),
    "how_exact": ("相同", "is the same as"),
    "how_traditional": ("仅有繁简或异体之差", "differs only in script from"),
    "how_spacing": ("仅多出间隔字符", "only adds signs or spaces to"),
    "how_look_alike": ("字形相近", "looks like"),
    "how_homophone": ("读音相同或相近", "sounds like"),
    "how_pinyin": ("的拼音相同", "spells out"),
    "how_added_words": ("仅多出附加词语", "adds words to"),
    "how_dropped_words": ("仅省略部分词语", "leaves words out of"),
    "how_stacked": ("在多处作了变形后相同", "disguises in several ways"),
    "kind_government": ("党政机关和事业单位", "government and public institutions"),
    "kind_media": ("新闻媒体", "news media"),
    "kind_university": ("高等学校", "universities"),
    "kind_trademark": ("注册商标", "trade marks"),
    "kind_closed": ("已关闭账号", "closed accounts"),
    "kind_person_held": ("知名人士", "well-known persons"),
    "rule_state": (
        "名称含有“{text}”，须从严核验，由人工判断申请人是否有权使用",
        "The name holds “{text}”: strict verification; a person decides whether the applicant is entitled to it",
    ),
    "rule_news": (
        "名称含有新闻属性的“{text}”，而没有相应的许可记录，由人工判断",
        "The name holds “{text}”, a word of news media, and no licence is on record; a person decides",
    ),
    "rule_official": (
        "名称含有“{text}”，而认证主体“{verified}”不足以证明，由人工判断",
        "The name holds “{text}”, which the verified subject “{verified}” does not bear out; a person decides",
    ),
    "rule_official_unnamed": (
        "名称含有“{text}”，而没有经认证的单位名称可以证明，由人工判断",
        "The name holds “{text}”, which no verified name of an organization bears out; a person decides",
    ),
    "rule_organ": (
        "名称含有机关用语“{text}”，必须人工审核",
        "The name holds “{text}”, words of a public body; it must be reviewed by a person",
    ),
    "rule_place": (
        "名称含有行政区划名称“{text}”，必须人工审核",
        "The name holds “{text}”, the name of an administrative division; it must be reviewed by a person",
    ),
    "rule_contact": (
        "名称夹带联系方式或网址“{text}”，由人工判断",
        "The name carries “{text}”, a contact or address; a person decides",
    ),
    "rule_protected": (
        "名称与受保护名称“{name}”相似（{score}），由人工判断",
        "The name reads as the protected name “{name}” ({score}); a person decides",
    ),
    "rule_closed": (
        "该名称属于依法依约关闭的账号，不得重新注册（依据：{source}）",
        "The name is that of an account closed by law or agreement and cannot be registered again (ground: “{source}”)",
    ),
    "rule_closed_near": (
        "名称与已关闭账号的名称“{name}”关联度高（{score}），须重新核验身份和资质",
        "The name is close to “{name}”, that of a closed account ({score}): identity and qualifications are checked again",
    ),
}


def sentence(code: str, /, **details: object) -> Sentence:
    """Say one thing in both languages. A detail that is itself a sentence is put in each in its language."""
    chinese, english = _SAID[code]
    spoken = {
        name: value if isinstance(value, Sentence) else Sentence("", str(value), str(value)) for name, value in details.items()
    }
    return Sentence(
        f"name:{code}",
        chinese.format(**{name: value.zh for name, value in spoken.items()}),
        english.format(**{name: value.en for name, value in spoken.items()}),
    )


def codes() -> frozenset[str]:
    """Return every code there is."""
    return frozenset(_SAID)
