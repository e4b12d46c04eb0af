"""``goodstanding evaluate``: how well a model, or a pack's rules, does on labelled rows; where people and machine disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from goodstanding.apps.common.clock import LOCAL, now
from goodstanding.batch.learning.assessing import Assessment, Judge, ModelJudge, assess
from goodstanding.batch.learning.labelled import Columns, Labelled
from goodstanding.cli._labels import field_options, open_model, read_rows
from goodstanding.cli._output import LINE_REFUSED, emit, format_option
from goodstanding.cli._packs import open_pack
from goodstanding.core.engine.compiled import Engine, compile_pack
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Refused
from goodstanding.core.learning.model import Model

NONE = "none"
"""What a pack says where no rule holds, and what a row is whose class no rule is meant to find."""
SHOWS = ("figures", "confusion", "calibration", "drift", "errors")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "figures": (
        "subgroup",
        "class",
        "n",
        "precision",
        "precision_interval",
        "recall",
        "recall_interval",
        "f1",
        "f1_interval",
        "accuracy",
        "ece",
    ),
    "calibration": ("class", "stated", "came_true", "n"),
    "drift": ("class", "stability", "changed", "n"),
    "errors": ("line", "truth", "said", "stated", "subgroup"),
}
DISAGREEMENT_COLUMNS = ("decision", "case", "decided", "machine", "stated", "gap")


@dataclass(frozen=True, slots=True)
class PackJudge:
    """A pack's rules as a judge of texts: it says the label of the surest violation."""

    engine: Engine
    labels: Mapping[str, str]
    """Classes of the file by label of the pack; empty where they are the same words."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes its rules can find, and none."""
        found = sorted({rule.label for rule in self.engine.pack.rules})
        return (*dict.fromkeys(self.labels.get(label, label) for label in found), NONE)

    def judge(self, text: str, /) -> tuple[str, Mapping[str, float]]:
        """Return the label of the surest violation of a post that is this text."""
        event = decode_event({"id": "row", "text": text}, at=now())
        if isinstance(event, Refused):
            return NONE, {NONE: 1.0}
        stated: dict[str, float] = {}
        for violation in self.engine.evaluate({"event": event.cloud_event()}).violations:
            name = self.labels.get(violation.label, violation.label)
            stated[name] = max(stated.get(name, 0.0), violation.score)
        surest = max(stated, key=lambda name: stated[name], default=NONE)
        return surest, {**stated, NONE: 1.0 - max(stated.values(), default=0.0)}


@click.command("evaluate")
@click.option("--model", "model_dir", type=click.Path(path_type=Path), help="Directory of a model that “train” wrote.")
@click.option("--pack", "pack_dir", type=click.Path(path_type=Path), help="Directory of a policy pack, instead of a model.")
@click.option("--labels", multiple=True, metavar="FILE", help="JSON Lines with a text and its class; “-” is standard input.")
@click.option("--disagreements", is_flag=True, help="List decisions people took against what the machine had said.")
@field_options
@click.option("--by", "by_field", default="", metavar="FIELD", help="Break figures down by this field, such as the disguise.")
@click.option(
    "--as", "renamed", multiple=True, metavar="CLASS=LABEL", help="With --pack: CLASS of the file is LABEL of the pack."
)
@click.option("--show", type=click.Choice(SHOWS), default="figures", show_default=True, help="What to print.")
@format_option("table")
def command(
    *,
    model_dir: Path | None,
    pack_dir: Path | None,
    labels: tuple[str, ...],
    disagreements: bool,
    by_field: str,
    renamed: tuple[str, ...],
    show: str,
    form: str,
    **fields: str,
) -> None:
    """Measure a model (--model) or a pack (--pack) on labelled rows: precision, recall, F1 with 95 % intervals, calibration.

    With --pack, classes that no rule has for a label count as “none”: nothing is to be found in them. With --disagreements,
    decisions are listed instead, the widest gap first: rows worth a second look and worth learning from.
    """
    if disagreements:
        emit(_disagreements(open_model(model_dir) if model_dir else None), form=form, columns=DISAGREEMENT_COLUMNS)
        return
    if bool(model_dir) == bool(pack_dir) or not labels:
        raise click.UsageError("Give --labels FILE and either --model DIR or --pack DIR, or --disagreements.")
    columns = Columns(fields["text_field"], fields["label_field"], fields["group_field"], by_field)
    read = read_rows(labels, columns)
    model = open_model(model_dir) if model_dir else None
    judge: Judge = ModelJudge(model) if model else _pack_judge(pack_dir, renamed)
    assessment = assess(judge, read.rows if model else [_as_pack_says(row, judge) for row in read.rows])
    _print(assessment, model, show=show, form=form)
    if read.refused:
        raise click.exceptions.Exit(LINE_REFUSED)


def _print(assessment: Assessment, model: Model | None, *, show: str, form: str) -> None:
    drift = list(assessment.drift_rows(model.card.expected)) if model else []
    moved = [row["class"] for row in drift if row["changed"]]
    if moved:
        click.echo(f"Warning: what is judged has changed since training: {', '.join(moved)} (see --show drift).", err=True)
    rows: list[dict[str, Any]] = {
        "figures": lambda: list(assessment.figure_rows()),
        "confusion": lambda: list(assessment.confusion_rows()),
        "calibration": lambda: list(assessment.calibration_rows()),
        "drift": lambda: drift,
        "errors": lambda: list(assessment.error_rows()),
    }[show]()
    columns = COLUMNS.get(show) or ("class", "n", *(f"said_{name}" for name in assessment.classes))
    emit(rows, form=form, columns=columns)


def _pack_judge(directory: Path | None, renamed: tuple[str, ...]) -> PackJudge:
    pairs = [text.partition("=") for text in renamed]
    if any(not name or not label for name, _, label in pairs):
        raise click.UsageError("--as is CLASS=LABEL.")
    engine = compile_pack(open_pack(directory), at=now().astimezone(LOCAL).date())
    known = {rule.label for rule in engine.pack.rules}
    strange = [label for _, _, label in pairs if label not in known]
    if strange:
        raise click.UsageError(f"The pack has no label “{strange[0]}”. Known: {', '.join(sorted(known))}.")
    return PackJudge(engine, {label: name for name, _, label in pairs})


def _as_pack_says(row: Labelled, judge: Judge) -> Labelled:
    """Return a row whose class is none where the pack has no label for it."""
    if row.label in judge.classes:
        return row
    return Labelled(row.text, NONE, row.group, row.subgroup, row.line)


def _disagreements(model: Model | None) -> Iterator[dict[str, Any]]:
    from goodstanding.cli.start import require_migrated, start_records

    start_records()
    require_migrated()
    from goodstanding.apps.screening.labelled import disagreements

    for one in disagreements(None if model is None else ModelJudge(model).judge):
        yield {
            "decision": one.decision,
            "case": one.case,
            "decided": one.decided,
            "machine": one.machine,
            "stated": round(one.stated, 4),
            "gap": round(one.gap, 4),
        }
