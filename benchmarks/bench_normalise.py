"""How long does the normal form of 1 KB take, on clean and on disguised Chinese text?

Run ``python benchmarks/bench_normalise.py``. Prints medians in µs per KB of UTF-8 (1,024 bytes), one core.
"""

from __future__ import annotations

import random
import statistics
import time

from goodstanding.core.text.normalise import normalise

SEED = 6
TEXTS = 200
ROUNDS = 25
CLEAN = (
    "平台收到举报后，应当在规定时间内核实情况；属实的，依照规定处理，并把结果告知举报人。",
    "读者可以在文末留言，作者会逐条回复！",
    "今天的节目到这里就结束了，感谢大家的收看，我们明天同一时间再见。",
)
TRADITIONAL = (
    "平臺(tái)收到舉報(bào)後，應(yīng)當(dāng)在規(guī)定時(shí)間內(nèi)核實(shí)情況；",
    "屬實(shí)的，依照規(guī)定處(chù)理，並把結(jié)果告知舉報(bào)人。",
)
DISGUISED = (
    "加-微*信ＶＸ：①③⑧００領取優惠，名額有限先到先得！",
    "稳.定.不.封，需要的朋友联系我，🅰🅱Ⓒ長期有效。",
    "诚 招 代 理，日\u200b结\u200b不\u200b拖\u200b欠，w\u0335e\u0301b搜аbс。",
)


def texts(sentences: tuple[str, ...], share: float, *, seed: int) -> list[str]:
    """Make texts of 1,024 bytes or a little more: clean sentences, and this share of the others."""
    draw = random.Random(seed)
    made = []
    for _ in range(TEXTS):
        text = ""
        while len(text.encode()) < 1024:
            text += draw.choice(sentences if draw.random() < share else CLEAN)
        made.append(text)
    return made


def microseconds_per_kilobyte(batch: list[str]) -> float:
    """Return the median over rounds of the mean time of the batch."""
    size = sum(len(text.encode()) for text in batch) / 1024
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in batch:
            normalise(text)
        taken.append((time.process_time() - start) / size * 1e6)
    return statistics.median(taken)


def main() -> None:
    """Print the table."""
    print(f"normalise, seed {SEED}, {TEXTS} texts of 1 KB, median of {ROUNDS} rounds, µs/KB")
    normalise("first use loads the tables")
    print(f"{'clean':>32} {microseconds_per_kilobyte(texts(CLEAN, 0.0, seed=SEED)):8.1f}")
    print(f"{'clean, one text of 200 KB':>32} {microseconds_per_kilobyte([''.join(texts(CLEAN, 0.0, seed=SEED))]):8.1f}")
    for share in (0.25, 1.0):
        print(
            f"{f'disguised, {share:.0%} of sentences':>32} {microseconds_per_kilobyte(texts(DISGUISED, share, seed=SEED)):8.1f}"
        )
    print(f"{'traditional with readings':>32} {microseconds_per_kilobyte(texts(TRADITIONAL, 1.0, seed=SEED)):8.1f}")


if __name__ == "__main__":
    main()
