"""What does each kind of signal cost? Median microseconds per KB of UTF-8 text, on one core.

    python benchmarks/bench_signals.py [--phrases 20000] [--expressions 300] [--seed 7] [--repeat 5]

Texts are random Chinese of 1 KB each: ordinary ones, and a mix where one in ten holds a contact, a link and an offer. Times
include nothing but the step named: normal forms are made beforehand except in the first and last rows.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import date

from goodstanding.core.originality.fingerprint import fingerprint
from goodstanding.core.signals.base import Document, Signal
from goodstanding.core.signals.declared import SampleBank, SampleDeclaration, SampleEntry
from goodstanding.core.signals.registry import build_signals
from goodstanding.core.text.normalise import normalise

COMMON = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对"
    "小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动"
    "方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感"
)
PLANTED = "高佣金日结,加v信:demo_88888,官网demo-shop88.top,来源:网络。"


def texts(count: int, *, planted: float, seed: int) -> list[str]:
    chosen = random.Random(seed)
    made = []
    for _ in range(count):
        body = "".join(chosen.choices(COMMON, k=320))
        body = "。".join(body[at : at + 24] for at in range(0, len(body), 24))
        made.append(body[:300] + PLANTED if chosen.random() < planted else body)
    return made


def declared(phrases: int, expressions: int, *, seed: int) -> dict[str, Signal]:
    chosen = random.Random(seed)
    letters = [chr(code) for code in range(0x4E00, 0x9000)]
    words = tuple(SampleEntry("".join(chosen.choices(letters, k=chosen.randint(2, 6)))) for _ in range(phrases))
    patterns = tuple(SampleEntry(f"{''.join(chosen.choices(letters, k=2))}.{{0,8}}\\d{{2,5}}(元|块)") for _ in range(expressions))
    banks = {"p": SampleBank("p", "phrases", words), "e": SampleBank("e", "expressions", patterns)}
    options = {
        "phrase_bank": {"bank": "p"},
        "expression_bank": {"bank": "e"},
        "window_counter": {"fact": "counters.posts_1h", "limit": 20},
    }
    kinds = (
        *("phrase_bank", "expression_bank", "contact_handle", "links", "payment_near_contact"),
        *("injected_spam", "near_duplicate", "missing_source", "profile_mismatch", "window_counter"),
    )
    specs = {kind: SampleDeclaration(kind, kind, options.get(kind, {})) for kind in kinds}
    return build_signals(specs, banks, at=date(2026, 11, 23))


def per_kb(step: Callable[[str], object], made: list[str], repeat: int) -> float:
    size = sum(len(text.encode()) for text in made) / 1024
    rounds = []
    for _ in range(repeat):
        began = time.process_time()
        for text in made:
            step(text)
        rounds.append((time.process_time() - began) / size * 1e6)
    return statistics.median(rounds)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--phrases", type=int, default=20_000)
    parser.add_argument("--expressions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--repeat", type=int, default=5)
    asked = parser.parse_args()
    ordinary = texts(400, planted=0.0, seed=asked.seed)
    mixed = texts(400, planted=0.1, seed=asked.seed)
    signals = declared(asked.phrases, asked.expressions, seed=asked.seed)
    recent = [list(fingerprint(text)) for text in texts(20, planted=0.0, seed=asked.seed + 1)]
    facts = {"recent_fingerprints": recent, "counters.posts_1h": 21, "account.verified_name": "某甲"}
    print(f"seed {asked.seed}, {asked.phrases} phrases, {asked.expressions} expressions, median of {asked.repeat}; µs per KB")
    print(f"{'step':24} {'ordinary':>9} {'mixed':>9}")

    def row(name: str, step: Callable[[str], object]) -> None:
        times = [per_kb(step, made, asked.repeat) for made in (ordinary, mixed)]
        print(f"{name:24} {times[0]:9.1f} {times[1]:9.1f}")

    row("normalise", normalise)
    normal = {text: normalise(text) for text in {*ordinary, *mixed}}

    def document(text: str) -> Document:
        made = Document({"title": "", "body": text, "name": "示例", "bio": text[:40]}, facts)
        made.text("body").keep(normalise, normal[text])  # the normal form is timed apart
        return made

    row("(an empty document)", document)
    for name, signal in signals.items():
        row(name, lambda text, signal=signal: signal.read(document(text)))
    shared = ("phrase_bank", "expression_bank")
    row("phrases + expressions", lambda text: _all(document(text), [signals[name] for name in shared]))
    row("all, with normalising", lambda text: _all(Document({"body": text}, facts), signals.values()))


def _all(document: Document, signals: object) -> None:
    for signal in signals:  # type: ignore[attr-defined]  # an iterable of signals
        signal.read(document)


if __name__ == "__main__":
    main()
