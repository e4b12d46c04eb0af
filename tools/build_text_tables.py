"""Build the tables of the normaliser, so that nothing but NumPy is needed to use them.

Run ``python tools/build_text_tables.py`` after a change here, or after an upgrade of Python's Unicode data, ``opencc`` or
``pypinyin``; commit what it writes under ``src/goodstanding/core/text/tables``. The same inputs give the same arrays.
"""

from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

TABLES = Path(__file__).parents[1] / "src" / "goodstanding" / "core" / "text" / "tables"
SIZE = 0x110000
REPLACEMENT = "\ufffd"

# Ordinary Chinese punctuation is its own normal form; NFKC would turn it into ASCII.
KEPT = set("，！？：；（）…")

# Combining marks that are piled on any letter; marks of one script only (Thai, Arabic, …) belong to its words.
MARK_RANGES = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0x302A, 0x302F),
    (0x3099, 0x309A), (0xFE20, 0xFE2F),
)  # fmt: skip

# Invisible, though not all of category Cf.
INVISIBLE_RANGES = (
    (0x0000, 0x0008), (0x000E, 0x001F), (0x007F, 0x0084), (0x0086, 0x009F), (0x00AD, 0x00AD), (0x034F, 0x034F),
    (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip

# Drawn like a Latin letter or an ASCII sign, and nothing else: folded wherever it stands.
DOUBLES = {
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ": "abcdefghijklmnoprstuvwyz",
    "ɑɡɩıȷøđħłŧƀɓɖɗɨɵʉƶƴɍꞷ": "agiijodhltbbddiouzyrw",
    "\u2044\u2215\u2212\u2010\u2011\u2012\u2013\u02d7\u2043\u2236\ua789\u05c3\u2217\u204e\u223c\u01c3\u29f5\u201a": (
        "//-------:::**~!\\,"
    ),
    "\u2015\u2028\u2029\u0085\u000b\u000c\u2800": "—\n\n\n\n\n ",
}

# Letters of other scripts that pass for Latin ones. Folded by context only (see lookalikes.py).
# Strong: alike at any size. Weak: alike as small capitals or by habit.
CYRILLIC_STRONG = {
    "АВЕЅЗІЈКМНОРСТУХԀԚԜҺҮӀЁЇ": "abes3ijkmhopctyxdqwhylei",
    "аеѕіјорсухԁԛԝһүӏёї": "aesijopcyxdqwhylei",
}
CYRILLIC_WEAK = {"взкмнтьЬ": "b3kmhtbb"}
MIXED_ONLY = {
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ": "abezhikmnoptyx",
    "αβεγηικμνορτυχω": "abeynikuvoptuxw",
    "օսհոզԼՕՍ": "ouhnqlou",
    "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃᏀ": "abcdehjklmprstvwyzg",
    "ꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜꓮ": "bcdefghijklmnoprstuvwxyza",
}

# How the most frequent signs look when UTF-8 was read as GBK. None of these is left by the normaliser.
MISREAD_AS_GBK = {"銆": "。"}

SPELLED = {"🆎": "ab", "🆑": "cl", "🆒": "cool", "🆓": "free", "🆔": "id", "🆕": "new", "🆖": "ng", "🆗": "ok", "🆘": "sos",
           "🆙": "up", "🆚": "vs", "🔟": "10", "🈁": "ココ"}  # fmt: skip
SPELLED |= {"æ": "ae", "œ": "oe", "Æ": "ae", "Œ": "oe"}


def numbered() -> dict[str, str]:
    """Give the bare letters and numbers for enclosed ones that NFKC leaves alone or wraps in punctuation."""
    series = (
        (0x2776, 1, 10), (0x2780, 1, 10), (0x278A, 1, 10), (0x24EB, 11, 20), (0x24F5, 1, 10), (0x24FF, 0, 0), (0x1F10B, 0, 0),
        (0x1F10C, 0, 0), (0x1F101, 0, 9), (0x1F100, 0, 0), (0x2488, 1, 20), (0x2474, 1, 20),
    )  # fmt: skip
    found = {chr(first + i): str(low + i) for first, low, high in series for i in range(high - low + 1)}
    for first in (0x249C, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6):
        found |= {chr(first + i): chr(ord("a") + i) for i in range(26)}
    return found | {chr(0x3220 + i): numeral for i, numeral in enumerate("一二三四五六七八九十")}


def pairs(strings: dict[str, str]) -> dict[str, str]:
    """Pair the characters of each key with those of its value."""
    return {a: b for left, right in strings.items() for a, b in zip(left, right, strict=True)}


def is_within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether a code point lies in one of the ranges, ends included."""
    return any(low <= code <= high for low, high in ranges)


def in_gb2312(char: str, *, levels: int = 2) -> bool:
    """Tell whether a character is in the national set of 1980, level 1 (the 3,755 most common) or either level."""
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= lead <= 0xD7 or (levels == 2 and lead >= 0xD8)


@cache
def opencc_pairs(name: str) -> dict[str, str]:
    """Read one dictionary of the opencc package: key to first candidate."""
    import opencc

    base = Path(opencc.__file__).parent / "clib"
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "out.txt"
        source = base / "share" / "opencc" / f"{name}.ocd2"
        subprocess.run([base / "bin" / "opencc_dict", "-i", source, "-o", out, "-f", "ocd2", "-t", "text"], check=True)
        lines = out.read_text(encoding="utf-8").splitlines()
    return {key: values.split(" ")[0] for key, values in (line.split("\t") for line in lines)}


@cache
def simplified() -> dict[str, str]:
    """Map traditional (and variant) characters to simplified ones, by themselves."""
    table = {k: v for k, v in opencc_pairs("TSCharacters").items() if k != v}
    for name in ("JPShinjitaiCharacters", "HKVariantsRev"):
        for variant, standard in opencc_pairs(name).items():
            target = table.get(standard, standard)
            if variant not in table and not in_gb2312(variant) and in_gb2312(target):
                table[variant] = target
    for _ in range(3):
        table = {k: table.get(v, v) for k, v in table.items()}
    return {k: v for k, v in table.items() if k != v}


@cache
def phrases() -> dict[str, str]:
    """Give the phrases whose conversion differs from that of their characters, and never harms simplified text.

    A phrase written wholly in GB2312 may be ordinary simplified text (a name, say), so it may protect but not convert.
    """
    found = {}
    for key, value in sorted(opencc_pairs("TSPhrases").items()):
        by_character = "".join(simplified().get(c, c) for c in key)
        plain = all(in_gb2312(c) for c in key)
        if len(key) == len(value) and value != by_character and not (plain and key != value):
            found[key] = value
    return found


@cache
def classes() -> dict[str, str]:
    """Group characters that any conversion links: each to the least member of its group."""
    parent: dict[str, str] = {}

    def root(char: str) -> str:
        while char in parent:
            char = parent[char]
        return char

    links = list(simplified().items()) + [(a, b) for k, v in phrases().items() for a, b in zip(k, v, strict=True)]
    for left, right in links:
        a, b = sorted((root(left), root(right)))
        if a != b:
            parent[b] = a
    return {char: root(char) for pair in links for char in pair if root(char) != char}


@cache
def contexts() -> dict[tuple[str, int], str]:
    """Map (phrase in classes, offset) to the character that belongs there."""
    found: dict[tuple[str, int], str] = {}
    for key, value in phrases().items():
        grouped = "".join(classes().get(c, c) for c in key)
        for offset, (source, target) in enumerate(zip(key, value, strict=True)):
            if simplified().get(source, source) != target:
                found.setdefault((grouped, offset), target)
    return found


@cache
def ambiguous() -> frozenset[str]:
    """Give the characters whose conversion depends on their phrase."""
    return frozenset(
        source
        for key, value in phrases().items()
        for source, target in zip(key, value, strict=True)
        if simplified().get(source, source) != target
    )


@cache
def lookalikes() -> dict[str, tuple[str, str]]:
    """Map each contextual look-alike to (Latin letter, strength): "s" strong, "w" weak, "m" in mixed words only."""
    found = {k: (v, "s") for k, v in pairs(CYRILLIC_STRONG).items()}
    found |= {k: (v, "w") for k, v in pairs(CYRILLIC_WEAK).items()}
    return found | {k: (v, "m") for k, v in pairs(MIXED_ONLY).items()}


@cache
def overrides() -> dict[str, str]:
    """Give the replacements chosen by hand."""
    chosen = numbered() | pairs(DOUBLES) | SPELLED | MISREAD_AS_GBK
    return chosen | {c: c for c in KEPT | set(lookalikes()) | ambiguous()}


def without_latin_marks(text: str) -> str:
    """Take the marks off Latin letters; leave those that make another letter in another script."""
    out = []
    for char in text:
        spread = unicodedata.normalize("NFKD", char)
        latin = spread[0].isascii() and spread[0].isalpha()
        out.append("".join(c for c in spread if not is_within(ord(c), MARK_RANGES)) if latin else char)
    return "".join(out)


def fold_once(char: str) -> str:
    """Fold one character, without asking whether the result folds further."""
    code = ord(char)
    if char in overrides():
        return overrides()[char]
    if 0xD800 <= code <= 0xDFFF:
        return REPLACEMENT
    if is_within(code, INVISIBLE_RANGES):
        return ""
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "Zs":
        return " "
    wide = unicodedata.normalize("NFKC", char)
    if len(wide) > 1 and wide[0] == " ":
        return char
    folded = unicodedata.normalize("NFKC", wide.casefold())
    return "".join(simplified().get(c, c) for c in without_latin_marks(folded))


@cache
def fold(char: str) -> str:
    """Fold one character until nothing changes."""
    text = char
    for _ in range(6):
        again = "".join(fold_once(c) for c in text)
        if again == text:
            return text
        text = again
    raise ValueError(f"the fold of U+{ord(char):04X} does not settle")


def foldable() -> list[int]:
    """Give the code points that may fold: all but the unassigned and private ones that can be seen."""
    blank = ("Cn", "Co")
    return [code for code in range(SIZE) if unicodedata.category(chr(code)) not in blank or is_within(code, INVISIBLE_RANGES)]


def compositions() -> dict[tuple[int, int], int]:
    """Map (letter, mark) to the one character they make, where that character is a normal form."""
    found = {}
    for code in range(SIZE):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and parts[0][0] != "<" and fold(chr(code)) == chr(code):
            base, mark = (int(p, 16) for p in parts)
            if is_within(mark, MARK_RANGES):
                found[base, mark] = code
    return found


HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF), (0x3005, 0x3005), (0x3007, 0x3007))
KIND_OF = {
    "\t": "s", " ": "s", "\n": "n", "\r": "n", "。": "f", "：": "z", ":": "z", "(": "o", "（": "o", ")": "e", "）": "e",
    **dict.fromkeys("，！？；,!?;…—", "q"), **dict.fromkeys("、'\"%‰&<>", "x"), REPLACEMENT: "p",
}  # fmt: skip


def kind(char: str) -> str:
    """Give the kind letter of a character (scripts.py explains them)."""
    if char in KIND_OF:
        return KIND_OF[char]
    code, category = ord(char), unicodedata.category(char)
    if is_within(code, HAN_RANGES):
        return "c"
    if 0xA4D0 <= code <= 0xA4F7:
        return "r"  # Lisu has no case, and looks like Latin capitals
    if 0x1E900 <= code <= 0x1E943:
        return "x"  # Adlam has case, and marks of its own
    if is_within(code, MARK_RANGES) or 0x31C0 <= code <= 0x31EF:
        return "x"
    if code < 0x80 and category in ("Ll", "Lu", "Nd"):
        return "d" if category == "Nd" else "l"
    return kind_by_category(category)


def kind_by_category(category: str) -> str:
    """Give the kind letter of a Unicode general category."""
    if category in ("Mn", "Me"):
        return "m"
    if category in ("Ll", "Lu", "Lt"):
        return "r"
    return "p" if category in ("Sm", "Sc", "Sk", "So", "Pd", "Pc", "Po", "Co", "Cn") else "x"


def kind_runs() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Give the kinds of all code points as runs: first code point, letter."""
    letters = np.frombuffer("".join(kind(chr(code)) for code in range(SIZE)).encode(), np.uint8)
    firsts = np.flatnonzero(np.concatenate(([True], letters[1:] != letters[:-1])))
    return firsts.astype(np.int32), letters[firsts]


def readings() -> dict[str, str]:
    """Map every pinyin syllable without tone (ü as u and as v) to the classes of the characters that are read so."""
    from pypinyin import pinyin_dict
    from pypinyin.contrib.tone_convert import to_normal

    found: dict[str, set[str]] = {}
    for code, listed in pinyin_dict.pinyin_dict.items():
        char = chr(code)
        for reading in listed.split(","):
            plain = to_normal(reading, v_to_u=True).replace("ê", "e")
            for spelling in {plain.replace("ü", "u"), plain.replace("ü", "v")}:
                holders = found.setdefault(spelling, set())
                if in_gb2312(char) or char in ambiguous():
                    holders.add(classes().get(char, char))
    return {k: "".join(sorted(v)) for k, v in sorted(found.items()) if k.isascii() and k.isalpha() and len(k) <= 6}


def arrays() -> dict[str, npt.NDArray[np.generic]]:
    """Build every numeric table."""
    changed = [(code, text) for code in foldable() if (text := fold(chr(code))) != chr(code)]
    firsts, letters = kind_runs()
    composed = sorted(compositions().items())
    likes = sorted(lookalikes().items())
    return {
        "fold_from": np.array([code for code, _ in changed], np.int32),
        "fold_size": np.array([len(text) for _, text in changed], np.uint8),
        "fold_to": np.array([ord(c) for _, text in changed for c in text], np.int32),
        "marks": np.array([code for low, high in MARK_RANGES for code in range(low, high + 1)], np.int32),
        "composed_letter": np.array([letter for (letter, _), _ in composed], np.int32),
        "composed_mark": np.array([mark for (_, mark), _ in composed], np.int32),
        "composed_to": np.array([code for _, code in composed], np.int32),
        "kind_first": firsts,
        "kind_letter": letters,
        "like_from": np.array([ord(c) for c, _ in likes], np.int32),
        "like_to": np.array([ord(to) for _, (to, _) in likes], np.int32),
        "like_strength": np.array([ord(strength) for _, (_, strength) in likes], np.uint8),
        "ambiguous_from": np.array([ord(c) for c in sorted(ambiguous())], np.int32),
        "ambiguous_to": np.array([ord(simplified().get(c, c)) for c in sorted(ambiguous())], np.int32),
        "class_from": np.array([ord(c) for c in sorted(classes())], np.int32),
        "class_to": np.array([ord(classes()[c]) for c in sorted(classes())], np.int32),
    }


def versions() -> list[str]:
    """Name what the tables are made from."""
    return [f"unicode {unicodedata.unidata_version}", *(f"{name} {version(name)}" for name in ("opencc", "pypinyin"))]


def texts() -> dict[str, str]:
    """Build every table kept as text: file name to content."""
    rows = [f"{phrase}\t{offset}\t{target}" for (phrase, offset), target in sorted(contexts().items())]
    return {
        "contexts.tsv": "\n".join(rows) + "\n",
        "readings.tsv": "".join(f"{syllable}\t{holders}\n" for syllable, holders in readings().items()),
        "made_with.txt": "\n".join(versions()) + "\n",
    }


def main() -> None:
    """Write the tables."""
    TABLES.mkdir(exist_ok=True)
    np.savez(TABLES / "characters.npz", **arrays())  # type: ignore[arg-type]  # the stub knows no ** of arrays
    for name, content in texts().items():
        (TABLES / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
