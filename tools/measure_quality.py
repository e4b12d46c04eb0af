"""Measure what the shipped pack finds on labelled data, as information only: no rule is tuned to a row.

Usage: python tools/measure_quality.py DATA_FOLDER [--pack DIR] [--leave-out SET …] [--write docs/reference/measured-quality.md]

DATA_FOLDER holds the sets named in SETS as <name>/dev.jsonl. The rows stay where they are; only counts are printed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from goodstanding.core.engine.compiled import Engine, compile_pack
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.policy.bundled import bundled_pack_dir
from goodstanding.core.policy.loader import load_pack
from goodstanding.core.policy.model import Pack

AT = date(2026, 11, 23)
STAND_INS = {
    "CELLPHONE": "13800138000",
    "HOTLINE": "4008001234",
    "WECHAT": "微信 demo_88888",
    "URL": " demo-link88.top ",
    "DIGIT": "88",
}
"""What stands where a set's anonymisation took a contact or a number out."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Set:
    """A labelled set: how a row's class is read, and which classes are violations the pack names at all."""

    name: str
    about: str
    truth: Callable[[Row], str]
    violating: frozenset[str]
    classed: bool = False


@dataclass(slots=True)
class Tally:
    """Counts of one class of one set."""

    rows: int = 0
    found: int = 0
    labels: Counter[str] = field(default_factory=Counter)


SETS = (
    Set(
        "harm6",
        "短文本，五类（ChineseHarm-Bench）。Short texts in five classes; “clean” rows are instruction-like.",
        lambda row: str(row["label"]),
        frozenset({"gambling", "fraud", "illicit_ads", "abuse"}),
        classed=True,
    ),
    Set(
        "fbs_sms",
        "真实垃圾短信（FBS）。Real spam messages; where contacts and numbers were taken out, stand-ins were put back. "
        "Retail, loan and network advertising is lawful conduct for this pack.",
        lambda row: f"{row['label']}: {row['sub']}",
        frozenset(
            {
                "fraud: Phishing(Bank)",
                "fraud: Phishing(Other)",
                "fraud: Other",
                "illegal: Gambling",
                "illegal: Fake_ID_and_invoice",
                "fraud: Financial",
            }
        ),
    ),
    Set(
        "injected_pages",
        "被植入推广的真实文章。Real articles with injected spam; “clean_about_abuse” are articles about abuse.",
        lambda row: str(row["kind"]),
        frozenset({"pinyin_head", "pinyin_tail", "tail_list", "head_list", "inline_ad"}),
    ),
    Set(
        "cold",
        "冒犯性言论（COLD）。Offensive or safe remarks. The pack names calls to act against a person and insults to the "
        "face, not offensive opinion: it is not meant to find these.",
        lambda row: "offensive" if row["label"] == 1 else "safe",
        frozenset(),
    ),
    Set(
        "cntp_obfuscation",
        "毒性句子（CNTP），未伪装原文。Toxic or safe sentences, as written; likewise outside the pack's scope.",
        lambda row: "toxic" if row["label"] == 1 else "safe",
        frozenset(),
    ),
)


CLASSES = ("gambling", "illicit_ads", "fraud", "abuse", "clean")
"""The classes of harm6, in the order of its table."""
CLASS_OF_LABEL = {
    "pornography_or_gambling_promotion": "gambling",
    "harassment": "abuse",
    "incitement": "abuse",
    "fraud_marketing": "fraud",
    "extortion_or_paid_deletion": "illicit_ads",
    "account_trading": "illicit_ads",
    "malicious_registration": "illicit_ads",
    "fake_engagement": "illicit_ads",
    "coordinated_posting": "illicit_ads",
    "injected_spam": "illicit_ads",
    "forced_follow": "illicit_ads",
}
"""The class of harm6 a rule's label speaks for, unless CLASS_OF_RULE says otherwise; other labels speak for none."""
CLASS_OF_RULE = {
    "pornography.promotion": "illicit_ads",
    "fraud-marketing.certificates": "illicit_ads",
    "fraud-marketing.cards-and-identity": "illicit_ads",
    "fraud-marketing.contraband": "illicit_ads",
    "fraud-marketing.exam-cheating": "illicit_ads",
    "fraud-marketing.people-tracking": "illicit_ads",
    "fraud-marketing.cheats-and-hacking": "illicit_ads",
    "fraud-marketing.mass-promotion": "illicit_ads",
    "fraud-marketing.surrogate-services": "illicit_ads",
    "fraud-marketing.bare-lure": "illicit_ads",
    "extortion.pay-or-publish": "fraud",
}


def rows_of(path: Path, /) -> Iterator[Row]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def evaluated(engine: Engine, row: Row, /) -> Evaluation:
    """Evaluate one row as a post."""
    text = str(row["text"])
    for word, stand_in in STAND_INS.items():
        text = text.replace(word, stand_in)
    event = {"id": str(row["id"]), "type": "content.published", "data": {"content_id": "c", "body": text}}
    return engine.evaluate({"event": event})


def class_of(evaluation: Evaluation, combined: Collection[str], /) -> str:
    """Return the class of a text: that of its strongest rule, or clean.

    Args:
        combined: Names of the signals that add phrases up. A violation is as strong as its rule's score times the highest of
            their scores among its evidence, or times 1 where none of them is.
    """
    strongest, best = 0.0, "clean"
    for violation in evaluation.violations:
        name = CLASS_OF_RULE.get(violation.rule) or CLASS_OF_LABEL.get(violation.label)
        summed = [evaluation.readings[span.signal].score for span in violation.spans if span.signal in combined]
        strength = violation.score * max(summed, default=1.0)
        if name and strength > strongest:
            strongest, best = strength, name
    return best


def confusion(engine: Engine, pack: Pack, rows: Iterable[Row], truth: Callable[[Row], str], /) -> Counter[tuple[str, str]]:
    """Count ``(true class, class found)`` over rows."""
    combined = {name for name, signal in pack.signals.items() if signal.kind == "combined_phrases"}
    return Counter((truth(row), class_of(evaluated(engine, row), combined)) for row in rows)


def confusion_table(counts: Mapping[tuple[str, str], int], /) -> list[str]:
    """Return the counts with precision, recall and F1 by class, and the mean of the F1s."""
    lines = [f"| class | n | {' | '.join(f'as {name}' for name in CLASSES)} | P | R | F1 |", "| --- " * (len(CLASSES) + 5) + "|"]
    measures = []
    for name in CLASSES:
        row = [counts.get((name, found), 0) for found in CLASSES]
        hits, found_as = counts.get((name, name), 0), sum(counts.get((other, name), 0) for other in CLASSES)
        measures.append(2 * hits / (sum(row) + found_as) if hits else 0.0)
        cells = " | ".join(map(str, row))
        lines.append(
            f"| {name} | {sum(row)} | {cells} | {share(hits, found_as)} | {share(hits, sum(row))} | {measures[-1]:.3f} |"
        )
    return [*lines, "", f"Macro-F1 {sum(measures) / len(measures):.3f} (n = {sum(counts.values())}).", ""]


def tally(engine: Engine, rows: Iterable[Row], truth: Callable[[Row], str], /) -> dict[str, Tally]:
    """Evaluate every row and count by class."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for row in rows:
        evaluation = evaluated(engine, row)
        one = tallies[truth(row)]
        one.rows += 1
        one.found += bool(evaluation.violations)
        one.labels.update({violation.label for violation in evaluation.violations})
    return dict(sorted(tallies.items()))


def share(part: int, whole: int, /) -> str:
    """Show a share, or a dash where there is nothing to share."""
    return f"{part / whole:.3f}" if whole else "–"


_HEAD = ("| class | n | found | share | labels found |", "| --- | --- | --- | --- | --- |")


def section(data: Set, tallies: Mapping[str, Tally], /) -> list[str]:
    """Return one set's part of the page."""
    lines = [
        f"## {data.name}",
        "",
        data.about,
        "",
        "| class | n | found | share | labels found |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, one in tallies.items():
        labels = ", ".join(f"{label} {count}" for label, count in one.labels.most_common(4)) or "–"
        mark = "" if name in data.violating else " (not a violation here)"
        lines.append(f"| {name}{mark} | {one.rows} | {one.found} | {share(one.found, one.rows)} | {labels} |")
    lines.append("")
    if data.violating:
        bad = [one for name, one in tallies.items() if name in data.violating]
        good = [one for name, one in tallies.items() if name not in data.violating]
        hits, alarms = sum(one.found for one in bad), sum(one.found for one in good)
        of_bad, of_good = sum(one.rows for one in bad), sum(one.rows for one in good)
        lines.append(
            f"Precision {share(hits, hits + alarms)} (n = {hits + alarms} found), recall {share(hits, of_bad)} (n = {of_bad}),"
        )
        lines += [f"false alarms {share(alarms, of_good)} (n = {of_good}).", ""]
    return lines


def by_character(engine: Engine, rows: Iterable[Row], /) -> list[str]:
    """Return how much of what was put into pages is found to the character, by kind of page."""
    there, marked, right = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        event = {"id": str(row["id"]), "type": "content.published", "data": {"content_id": "c", "body": str(row["text"])}}
        reading = engine.evaluate({"event": event}).readings.get("injected_spam")
        seen = {at for span in (reading.spans if reading else ()) for at in range(span.start, span.end)}
        truth = {at for start, end, *_ in map(_bounds, row["spans"]) for at in range(start, end)}
        for name in (str(row["kind"]), "all"):
            there[name] += len(truth)
            marked[name] += len(seen)
            right[name] += len(truth & seen)
    lines = ["Character by character, the signal for injected spam alone:", "", "| kind | characters put in | marked | P | R |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for name in sorted(marked):
        precision, recall = share(right[name], marked[name]), share(right[name], there[name])
        lines.append(f"| {name} | {there[name]} | {marked[name]} | {precision} | {recall} |")
    return [*lines, ""]


def _bounds(span: Any) -> tuple[int, ...]:
    return (span["start"], span["end"]) if isinstance(span, dict) else tuple(span)


def main() -> None:
    """Print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pack", type=Path, default=None)
    parser.add_argument("--write", type=Path, default=None)
    parser.add_argument("--leave-out", nargs="*", default=(), metavar="SET")
    chosen = parser.parse_args()
    pack = load_pack(chosen.pack or bundled_pack_dir())
    engine = compile_pack(pack, at=AT)
    lines = [
        "# Measured quality",
        "",
        f"What `{pack.name}` finds on labelled text, by the event alone (no account, no counters). “Found” means at least one",
        "violation of any label. Produced by `python tools/measure_quality.py DATA_FOLDER`.",
        "",
        "The rules are narrow on purpose: an offer counts only with a way to take it up (a few trade words count alone),",
        "and never where the text warns or reports. Conduct the pack does not name, or that goes by other words, is missed.",
        "",
        "The phrases were written from general knowledge of the conduct as publicly described, by people who had read no row",
        "of these sets; the names of their classes were known. No row was copied and no phrase was fitted to one. The figures",
        "are measured on the dev halves of the sets named below. The one exception is the signal for injected spam: its author",
        "read its errors on injected_pages while developing it, so expect somewhat less on pages nobody has seen. Later the",
        "words of the banks were added to it, and how many an advertisement needs was chosen on advertisements of our own and",
        "by totals on injected_pages, no row of which was looked at again.",
        "Weights and thresholds of trade slang, lures and abuse were chosen after looking at counts by class, by rule, by",
        "group of phrases and by the shape of texts on the dev halves of harm6 and fbs_sms, never at rows or single phrases;",
        "single phrases were lowered after reading false alarms on cold and cntp_obfuscation. Expect somewhat less on texts",
        "nobody has seen.",
        "",
        "Sets that hold text under other names were scanned too (`goodstanding scan --field …`): every line was answered.",
        "",
        "The worst misses and false alarms of each set were read and are discussed under [the worst errors](worst-errors.md).",
        "One guard came of that reading: since then a part is foreign only where the rest of the text is written in sentences.",
        "",
    ]
    for data in SETS:
        path = chosen.folder / data.name / "dev.jsonl"
        if path.is_file() and data.name not in chosen.leave_out:
            lines += section(data, tally(engine, rows_of(path), data.truth))
            if data.name == "injected_pages":
                lines += by_character(engine, rows_of(path))
            if data.classed:
                lines += ["Each text counted once, under the class of its strongest rule:", ""]
                lines += confusion_table(confusion(engine, pack, rows_of(path), data.truth))
    text = "\n".join(lines).rstrip() + "\n"
    if chosen.write:
        chosen.write.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
