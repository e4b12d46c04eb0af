"""``goodstanding train`` and ``evaluate``: from labelled lines to a model to figures, and every way to call them wrongly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodstanding.cli import main
from tests.core.policy import sample
from tests.factories.labels import as_lines, made_up_rows

FAST = ("--bits", "14", "--folds", "2")


def call(*arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model."""
    folder = tmp_path_factory.mktemp("model")
    result = call(
        "train", "--labels", "-", "--task", "offers", "--out", str(folder), "--group-field", "id", *FAST, "--source",
        "made up=Apache-2.0", stdin=as_lines(made_up_rows(200)),
    )  # fmt: skip
    assert 0 == result.exit_code, result.output
    return folder


def test_training_writes_card_and_weights(model: Path) -> None:
    card = json.loads((model / "model.json").read_bytes())

    assert ("offers", ["offer", "ordinary"]) == (card["task"], card["classes"])
    assert [{"name": "made up", "licence": "Apache-2.0", "rows": 200}] == card["sources"]
    assert (model / "weights.txt").read_text().isascii()


def test_evaluating_prints_figures_by_class_and_subgroup(model: Path) -> None:
    result = call(
        "evaluate", "--model", str(model), "--labels", "-", "--by", "kind", "--format", "jsonl",
        stdin=as_lines(made_up_rows(80, seed=4)),
    )  # fmt: skip

    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert 0 == result.exit_code
    assert {("", "offer"), ("even", "ordinary"), ("odd", "(macro)")} <= {(row["subgroup"], row["class"]) for row in found}
    assert all(row["f1"] > 0.9 for row in found)


@pytest.mark.parametrize("show", ["figures", "confusion", "calibration", "drift", "errors"])
@pytest.mark.parametrize("form", ["table", "jsonl", "json", "csv", "html"])
def test_everything_prints_in_every_form(model: Path, show: str, form: str) -> None:
    lines = as_lines(made_up_rows(20, seed=5))

    result = call("evaluate", "--model", str(model), "--labels", "-", "--show", show, "--format", form, stdin=lines)

    assert 0 == result.exit_code, result.output


def test_a_population_that_changed_is_warned_of(model: Path) -> None:
    offers = [row for row in made_up_rows(200, seed=6) if row["label"] == "offer"]

    result = call("evaluate", "--model", str(model), "--labels", "-", stdin=as_lines(offers))

    assert "has changed since training" in result.stderr


def test_errors_name_lines_and_never_texts(model: Path) -> None:
    lines = as_lines([{"text": "收购公众号,价格面议", "label": "ordinary"}])

    result = call("evaluate", "--model", str(model), "--labels", "-", "--show", "errors", "--format", "jsonl", stdin=lines)

    assert [1] == [json.loads(line)["line"] for line in result.stdout.splitlines()]
    assert "收购" not in result.stdout


def test_a_pack_is_measured_too(tmp_path: Path) -> None:
    pack = sample.written(tmp_path)
    lines = as_lines([{"text": "长期收购公众号", "label": "trade"}, {"text": "今天散步", "label": "chat"}] * 4)

    result = call(
        "evaluate", "--pack", str(pack), "--labels", "-", "--as", "trade=account_trading", "--format", "jsonl", stdin=lines
    )

    found = {row["class"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert (1.0, 1.0) == (found["trade"]["precision"], found["trade"]["recall"])
    assert 4 == found["none"]["n"]


def test_bad_lines_are_named_and_the_good_ones_used(model: Path) -> None:
    lines = b'{"text": "a"}\nnonsense\n' + as_lines(made_up_rows(20, seed=5))

    result = call("evaluate", "--model", str(model), "--labels", "-", stdin=lines)

    assert 3 == result.exit_code
    assert "-:1: “label”" in result.stderr
    assert "-:2: not JSON" in result.stderr
    assert "(macro)" in result.stdout


def test_tampered_weights_are_refused(model: Path, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_bytes((model / "model.json").read_bytes())
    weights = (model / "weights.txt").read_text()
    (tmp_path / "weights.txt").write_text(("B" if weights[0] == "A" else "A") + weights[1:])

    result = call("evaluate", "--model", str(tmp_path), "--labels", "-", stdin=as_lines(made_up_rows(4)))

    assert 2 == result.exit_code
    assert "digest" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("train",),
        ("train", "--labels", "-"),
        ("train", "--labels", "-", "--labels-from-decisions", "--task", "t", "--out", "o"),
        ("train", "--labels", "no-such-file", "--task", "t", "--out", "o"),
        ("train", "--labels", "-", "--task", "t", "--out", "o", "--source", "nameless"),
        ("train", "--labels", "-", "--task", "t", "--out", "o", "--undisguised", "nobody", "--augment", "1"),
        ("evaluate",),
        ("evaluate", "--labels", "-"),
        ("evaluate", "--model", "no-such-folder", "--labels", "-"),
        ("evaluate", "--model", "a", "--pack", "b", "--labels", "-"),
    ],
)
def test_a_wrong_call_exits_with_two(arguments: tuple[str, ...]) -> None:
    assert 2 == call(*arguments, stdin=as_lines(made_up_rows(24))).exit_code


def test_too_few_rows_are_refused_in_a_sentence() -> None:
    result = call("train", "--labels", "-", "--task", "t", "--out", "o", stdin=b'{"text": "a", "label": "b"}\n')

    assert 2 == result.exit_code
    assert "fewer than two classes" in result.stderr


def test_a_model_works_inside_a_pack(model: Path, tmp_path: Path) -> None:
    pack = sample.written(tmp_path)
    folder = pack / "models" / "offers"
    folder.mkdir(parents=True)
    for name in ("model.json", "weights.txt"):
        (folder / name).write_bytes((model / name).read_bytes())
    signals = pack / "signals.yaml"
    declared = "  - {name: learned, kind: trained, options: {model: offers, class: offer, mode: live, fields: [body]}}\n"
    signals.write_text(signals.read_text() + declared)
    for path in (pack / "rules").glob("*.yaml"):
        path.write_text(path.read_text().replace("signal.offers.hit", "signal.offers.hit || signal.learned.hit"))

    result = call("scan", "--pack", str(pack), stdin='{"id": "1", "text": "长期收购老号,价格面议"}\n'.encode())

    assert 0 == result.exit_code, result.output
    [violation] = json.loads(result.stdout)["violations"]
    assert ["learned"] == [span["signal"] for span in violation["spans"]]
