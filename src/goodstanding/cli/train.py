"""``goodstanding train``: learn to tell classes of texts apart, from labelled rows or from decisions people took."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from goodstanding.apps.common.clock import LOCAL, now
from goodstanding.batch.learning.errors import CannotTrain
from goodstanding.batch.learning.fitting import METHODS, require_learner
from goodstanding.batch.learning.labelled import Columns, Labelled
from goodstanding.cli._labels import field_options, read_rows
from goodstanding.cli._output import LINE_REFUSED, emit, format_option
from goodstanding.core.learning.card import Augmentation, Card, Source, card_bytes
from goodstanding.core.learning.features import Features
from goodstanding.core.learning.model import CARD_FILE, WEIGHTS_FILE, as_text

COLUMNS = ("class", "n", "precision", "recall", "f1", "threshold", "at_precision", "at_recall", "accuracy", "ece")
VIEWS = ("characters", "sounds", "initials", "parts", "words", "habits")
DECISIONS = "decisions of this platform"


@click.command("train")
@click.option("--labels", multiple=True, metavar="FILE", help="JSON Lines with a text and its class; “-” is standard input.")
@click.option("--labels-from-decisions", "from_decisions", is_flag=True, help="Take decisions people took from the records.")
@click.option("--export", type=click.Path(dir_okay=False, path_type=Path), help="Also write the rows of the decisions here.")
@click.option("--task", help="What the model is for; the card and the reasons of its readings name it.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Directory for the model's two files.")
@field_options
@click.option("--source", "sources", multiple=True, metavar="NAME=LICENCE", help="Where the rows come from, for the card.")
@click.option("--view", "views", type=click.Choice(VIEWS), multiple=True, help="Default: by the method.")
@click.option("--longest-gram", type=click.IntRange(1, 5), default=3, show_default=True, help="Longest n-gram of characters.")
@click.option("--bits", type=click.IntRange(10, 22), default=20, show_default=True, help="2^BITS columns of weights.")
@click.option("--method", type=click.Choice(METHODS), help="What is fitted. Default: stacked; with --augment, svm.")
@click.option(
    "--strength", type=click.FloatRange(0.001, 1000), default=1.0, show_default=True, help="How closely rows are followed."
)
@click.option("--augment", type=click.IntRange(0, 7), default=0, show_default=True, help="Disguised copies of each row.")
@click.option("--undisguised", multiple=True, metavar="CLASS", help="Make no disguised copies of this class.")
@click.option("--target-precision", type=click.FloatRange(0.01, 1.0), default=0.95, show_default=True, help="For thresholds.")
@click.option("--test-share", type=click.FloatRange(0.0, 0.5), default=0.2, show_default=True, help="0: cross-validated figures.")
@click.option("--folds", type=click.IntRange(2, 20), default=5, show_default=True, help="Folds for calibration and thresholds.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed gives the same model.")
@format_option("table")
def command(
    *,
    labels: tuple[str, ...],
    from_decisions: bool,
    export: Path | None,
    task: str | None,
    out: Path | None,
    form: str,
    **given: Any,
) -> None:
    """Train a classifier and write its card and weights to a directory; print how well it does on rows held out.

    Near duplicates, or rows of one group, are never on both sides. A bad line is named on standard error and left out (exit
    code 3). Copy the directory to models/NAME of a pack and declare a signal of kind “trained” to use it.
    """
    if bool(labels) == from_decisions:
        raise click.UsageError("Give either --labels FILE or --labels-from-decisions.")
    if export and not from_decisions:
        raise click.UsageError("--export goes with --labels-from-decisions.")
    if not (task and out) and not export:
        raise click.UsageError("Name the task and where to write: --task NAME --out DIR.")
    rows, refused = _rows(labels, from_decisions=from_decisions, given=given)
    if export:
        _write_rows(rows, export)
    if task and out:
        card = _trained(rows, task=task, out=out, sources=_sources(given["sources"], rows, from_decisions), given=given)
        emit(_figures(card), form=form, columns=COLUMNS)
    if refused:
        raise click.exceptions.Exit(LINE_REFUSED)


def _rows(labels: tuple[str, ...], *, from_decisions: bool, given: dict[str, Any]) -> tuple[list[Labelled], int]:
    if from_decisions:
        return _decided(), 0
    read = read_rows(labels, Columns(text=given["text_field"], label=given["label_field"], group=given["group_field"]))
    return read.rows, read.refused


def _decided() -> list[Labelled]:
    """Read the decisions people took; that they were read is put on record."""
    from goodstanding.cli.start import require_migrated, start_records

    start_records()
    require_migrated()
    from goodstanding.apps.identity.actors import Actor
    from goodstanding.apps.screening.services.labelling import take_out_labels

    decided = take_out_labels(actor=Actor("system", "train"), at=now())
    click.echo(
        f"{len(decided)} decisions people took; taking them out is on record. They hold what accounts published.", err=True
    )
    return [Labelled(text=one.text, label=one.label, line=number) for number, one in enumerate(decided, start=1)]


def _write_rows(rows: list[Labelled], path: Path) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": row.text, "label": row.label}, ensure_ascii=False) + "\n" for row in rows)
    except OSError as fault:
        raise click.UsageError(f"{path} cannot be written: {fault.strerror}.") from fault


def _sources(named: tuple[str, ...], rows: list[Labelled], from_decisions: bool) -> list[Source]:  # noqa: FBT001 - own caller
    pairs = [text.partition("=") for text in named] or [(DECISIONS if from_decisions else "not stated", "=", "not stated")]
    if any(not name.strip() or not licence.strip() for name, _, licence in pairs):
        raise click.UsageError("--source is NAME=LICENCE.")
    return [Source(name.strip(), licence.strip(), len(rows) if len(pairs) == 1 else 0) for name, _, licence in pairs]


def _trained(rows: list[Labelled], *, task: str, out: Path, sources: list[Source], given: dict[str, Any]) -> Card:
    require_learner()
    from goodstanding.batch.learning.training import STACKED, STACKED_VIEWS, Plan, train

    unknown = set(given["undisguised"]) - {row.label for row in rows}
    if unknown:
        raise CannotTrain(f"No row has the class “{min(unknown)}” of --undisguised.")
    method = given["method"] or ("svm" if given["augment"] else STACKED)
    usual = STACKED_VIEWS if method == STACKED else Features().views
    plan = Plan(
        task=task,
        features=Features(views=given["views"] or usual, longest_gram=given["longest_gram"], bits=given["bits"]),
        method=method,
        strength=given["strength"],
        augmentation=Augmentation(given["augment"], given["undisguised"]),
        target_precision=given["target_precision"],
        test_share=given["test_share"],
        folds=given["folds"],
        seed=given["seed"],
    )
    trained = train(rows, plan, sources=sources, at=now().astimezone(LOCAL).date(), tell=lambda said: click.echo(said, err=True))
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / WEIGHTS_FILE).write_text(as_text(trained.weights), encoding="ascii")
        (out / CARD_FILE).write_bytes(card_bytes(trained.model.card))
    except OSError as fault:
        raise click.UsageError(f"{out} cannot be written: {fault.strerror}.") from fault
    click.echo(f"Wrote {out / CARD_FILE} and {out / WEIGHTS_FILE}.", err=True)
    return trained.model.card


def _figures(card: Card) -> list[dict[str, Any]]:
    """Return a row per class, and one for all."""
    rows: list[dict[str, Any]] = []
    for one in card.figures.classes:
        line = card.thresholds[one.name]
        rows.append(
            {
                "class": one.name,
                "n": one.rows,
                "precision": one.precision,
                "recall": one.recall,
                "f1": one.f1,
                "threshold": line.value,
                "at_precision": line.precision,
                "at_recall": line.recall,
                "reached": line.reached,
            }
        )
    figures = card.figures
    low, high = figures.macro_f1_interval
    about = {"f1_low": low, "f1_high": high, "accuracy": figures.accuracy, "ece": figures.ece}
    return [*rows, {"class": "(macro)", "n": figures.rows, "f1": figures.macro_f1, **about}]
