"""Is a protected name found in every disguise, are ordinary names left alone, and how long does a look-up among a million take?

    python benchmarks/bench_names.py quality [--names FOLDER]
    python benchmarks/bench_names.py speed [--size N] [--cache FILE]

``quality`` disguises the official names of FOLDER/official_reference.csv by code (seeded) and asks the register of all of them;
the accounts of FOLDER/dev.jsonl tell how many ordinary names are held. Thresholds were chosen on the *chosen* half of the names
and on the accounts; totals of the *held out* half were looked at on the way, so it is not a blind result. Only totals are
printed. ``speed`` makes names, compiles them in a process of its own, and asks on one core.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from goodstanding.core.names.lexicon import places
from goodstanding.core.names.protected import ProtectedNames
from goodstanding.core.names.values import HELD_FROM, NameKind, ProtectedName
from goodstanding.core.text.normalise import normalise

SEED = 20261124
FOLDER = Path("../shared/data/names")
CONFUSABLES = Path("../shared/data/confusables")
KINDS = {"gov": NameKind.GOVERNMENT, "media": NameKind.MEDIA, "university": NameKind.UNIVERSITY}
SIGNS = "·-_.*★~|/、 　\u200b"
CHANGED = 0.34
"""Share of the characters that a disguise changes, at least one."""

# Names of no register: common words in other orders and combinations, so that the added ones are not all of our own list.
AROUND = (
    "官方",
    "中心",
    "资讯",
    "号",
    "订阅号",
    "旗舰店",
    "公众号",
    "平台",
    "在线",
    "发布",
    "服务",
    "新闻",
    "网",
    "客服",
    "信息",
    "北京",
    "上海",
    "广州市",
    "成都",
    "杭州",
)

Disguising = Callable[[str, random.Random], str]


def pairs(name: str) -> dict[str, str]:
    found = {}
    for line in (CONFUSABLES / name).read_text(encoding="utf-8").splitlines():
        character, _, others = line.partition(" ")
        if others.strip():
            found[character] = others.strip()
    return found


def in_places(name: str, draw: random.Random, options: dict[str, str]) -> str:
    """Change some characters that have an option, by chance."""
    at = [place for place, character in enumerate(name) if options.get(character)]
    wanted = max(1, round(CHANGED * len(name)))
    changed = list(name)
    for place in draw.sample(at, min(len(at), wanted)):
        changed[place] = draw.choice(options[name[place]])
    return "".join(changed)


def same_sound() -> dict[str, str]:
    """Give common characters of the same syllable by pypinyin, which the product does not ask at run time."""
    from pypinyin import lazy_pinyin

    common = "".join(chr(code) for code in range(0x4E00, 0x9FA6) if len(chr(code).encode("gb2312", "ignore")) == 2)
    by_sound: dict[str, str] = defaultdict(str)
    for character, sound in zip(common, lazy_pinyin(list(common)), strict=True):
        by_sound[sound] += character
    return {character: others.replace(character, "") for others in by_sound.values() for character in others}


def to_pinyin(name: str, draw: random.Random) -> str:
    """Spell out all of a name, or some of its characters."""
    from pypinyin import lazy_pinyin

    spelled = lazy_pinyin(name)
    if len(spelled) != len(name):
        return "".join(spelled)
    if draw.random() < 0.5:
        return draw.choice(("", " ")).join(spelled)
    some = set(draw.sample(range(len(name)), max(1, round(CHANGED * len(name)))))
    return "".join(spelled[place] if place in some else name[place] for place in range(len(name)))


def with_signs(name: str, draw: random.Random) -> str:
    sign = draw.choice(SIGNS)
    if draw.random() < 0.5:
        return sign.join(name)
    place = draw.randrange(1, len(name)) if len(name) > 1 else 0
    return name[:place] + sign + name[place:]


def to_traditional() -> Disguising:
    from opencc import OpenCC

    converters = [OpenCC("s2t"), OpenCC("s2tw"), OpenCC("s2hk")]
    return lambda name, draw: draw.choice(converters).convert(name)


def with_words(name: str, draw: random.Random) -> str:
    before, after = draw.choice(AROUND), draw.choice(AROUND)
    return draw.choice((before + name, name + after, name + before + after, before + name + after))


def disguises() -> dict[str, Disguising]:
    alike = {character: others.replace(" ", "") for character, others in pairs("glyph_similar.txt").items()}
    sounds, gathered = same_sound(), pairs("sound_similar.txt")
    traditional = to_traditional()
    single: dict[str, Disguising] = {
        "look-alike": lambda name, draw: in_places(name, draw, alike),
        "homophone (pypinyin)": lambda name, draw: in_places(name, draw, sounds),
        "homophone (gathered list)": lambda name, draw: in_places(name, draw, gathered),
        "pinyin": to_pinyin,
        "insertion": with_signs,
        "traditional": traditional,
        "added words": with_words,
    }
    parts = list(single.values())
    return single | {"two at once": lambda name, draw: _twice(name, draw, parts)}


def _twice(name: str, draw: random.Random, parts: list[Disguising]) -> str:
    first, second = draw.sample(parts, 2)
    return second(first(name, draw), draw)


def wilson(hits: int, n: int) -> str:
    """Give a share with its 95 % interval."""
    if not n:
        return "–"
    share, z = hits / n, 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{share:7.1%}  [{middle - spread:6.1%}, {middle + spread:6.1%}]"


def is_held_out(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def quality(folder: Path) -> None:
    with (folder / "official_reference.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = [(row["name"], KINDS[row["kind"]]) for row in csv.DictReader(file)]
    names = ProtectedNames.build(ProtectedName(name, kind, "official_reference") for name, kind in listed)
    print(f"register {len(names)} names, threshold {HELD_FROM}, seed {SEED}; recall: the right name is among the matches")
    print(f"{'disguise':28} {'half':9} {'n':>5}  recall  95 % interval      unchanged")
    for label, disguise in disguises().items():
        counted = {False: [0, 0, 0], True: [0, 0, 0]}
        for name, _ in listed:
            written = disguise(name, random.Random(f"{SEED}{label}{name}"))
            total = counted[is_held_out(name)]
            if written == name:
                total[2] += 1
                continue
            total[0] += 1
            total[1] += any(match.entry.name == name for match in names.match(written, limit=20))
        for held_out, (n, hits, same) in counted.items():
            print(f"{label:28} {'held out' if held_out else 'chosen':9} {n:5}  {wilson(hits, n)}  {same:5}")
    accounts(folder, names, {name for name, _ in listed})


def accounts(folder: Path, names: ProtectedNames, known: set[str]) -> None:
    rows = [json.loads(line) for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    ordinary = [row["name"] for row in rows if row["label"] == "account"]
    best = [max((match.score for match in names.match(name, threshold=0.5)), default=0.0) for name in ordinary]
    same = sum(name in known or normalise(name).text in known for name in ordinary)
    held = sum(score >= HELD_FROM for score in best)
    print(
        f"accounts {len(ordinary)}: held {held} {wilson(held, len(ordinary))}, of them {same} bear the very name of the register"
    )
    print("held at other thresholds:", {t / 100: sum(s >= t / 100 for s in best) for t in range(60, 100, 4)})


def made_names(size: int) -> list[ProtectedName]:
    """Make names like those of organisations and accounts; the same for the same size."""
    draw = random.Random(SEED)
    towns = sorted(places())
    kinds = ("科技有限公司", "大学", "职业技术学院", "日报", "晚报", "医院", "人民政府", "教育局", "传媒", "文化传播有限公司",
             "观察", "读书会", "律师事务所", "新闻网", "电视台", "工作室", "美食", "论坛", "研究院", "中学")  # fmt: skip
    characters = [chr(code) for code in range(0x4E00, 0x9FA6) if len(chr(code).encode("gb2312", "ignore")) == 2]
    found: dict[str, None] = {}
    while len(found) < size:
        word = "".join(draw.choices(characters[:3000], k=draw.choice((2, 2, 2, 3, 4))))
        found[draw.choice(("", draw.choice(towns))) + word + draw.choice(kinds)] = None
    return [ProtectedName(name, NameKind.CLOSED, f"D-{number:08}") for number, name in enumerate(found)]


def compile_names(size: int, cache: Path) -> None:
    entries = made_names(size)
    start = time.process_time()
    ProtectedNames.build(entries).save(cache)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    taken, written = time.process_time() - start, cache.stat().st_size / 1e6
    print(f"{size:,} names compiled in {taken:.0f} CPU-s, peak {peak:.0f} MB; file {written:.0f} MB")
    draw = random.Random(SEED + 1)
    queries = {
        label: [(way(one.name, draw), one.name) for one in draw.sample(entries, 100)] for label, way in disguises().items()
    }
    letters = "春夏秋冬花鸟鱼虫山水云月读书茶酒猫狗车房"
    queries["ordinary"] = [("".join(draw.choices(letters, k=draw.randint(3, 8))), "") for _ in range(200)]
    cache.with_suffix(".asked.json").write_text(json.dumps(queries), encoding="utf-8")


def speed(size: int, cache: Path) -> None:
    subprocess.run([sys.executable, __file__, "compile", "--size", str(size), "--cache", str(cache)], check=True)
    with cache.with_suffix(".asked.json").open(encoding="utf-8") as file:
        queries = json.load(file)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    names = ProtectedNames.open(cache)
    opened = time.process_time() - start
    names.match("演示")
    first = time.process_time() - start
    print(
        f"opened in {opened * 1e3:.1f} ms, first look-up after {first * 1e3:.0f} ms (tables); {names.nbytes / 1e6:.0f} MB mapped"
    )
    print(f"{'queries':28} {'n':>4} {'median ms':>10} {'p95 ms':>8} {'found':>6}")
    overall = []
    for label, asked in queries.items():
        taken, found = [], 0
        for name, wanted in asked:
            start = time.process_time()
            matches = names.match(name)
            taken.append((time.process_time() - start) * 1e3)
            found += any(match.entry.name == wanted for match in matches)
        overall += taken
        print(
            f"{label:28} {len(taken):4} {statistics.median(taken):10.2f} {sorted(taken)[int(0.95 * len(taken))]:8.2f} {found:6}"
        )
    print(f"{'all':28} {len(overall):4} {statistics.median(overall):10.2f} {sorted(overall)[int(0.95 * len(overall))]:8.2f}")
    fresh = ProtectedName("样例新增名称", NameKind.CLOSED, "D-1")
    start = time.process_time()
    names.add([fresh])
    print(f"a name added in {(time.process_time() - start) * 1e3:.1f} ms; found: {names.match(fresh.name)[0].entry == fresh}")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"resident {before / 1024:.0f} MB before opening, {after / 1024:.0f} MB at most while asking (mapped pages included)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("question", choices=("quality", "speed", "compile"))
    parser.add_argument("--names", type=Path, default=FOLDER)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--cache", type=Path, default=Path("var/bench_names.bin"))
    asked = parser.parse_args()
    asked.cache.parent.mkdir(parents=True, exist_ok=True)
    if asked.question == "compile":
        compile_names(asked.size, asked.cache)
    elif asked.question == "speed":
        speed(asked.size, asked.cache)
    elif not (asked.names / "official_reference.csv").exists():
        print(f"skipped: {asked.names} has no official_reference.csv")
        sys.exit(0)
    else:
        quality(asked.names)


if __name__ == "__main__":
    main()
