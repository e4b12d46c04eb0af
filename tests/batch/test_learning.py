"""Training from labels to a model: nothing leaks, figures are of rows held out, and disguise does not hide what was learned."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.batch.learning.assessing import ModelJudge, assess
from goodstanding.batch.learning.augmenting import disguised_copies
from goodstanding.batch.learning.errors import CannotTrain
from goodstanding.batch.learning.labelled import BadLine, Columns, Labelled, read_labelled
from goodstanding.batch.learning.measures import calibration_error, confusion, figures_of, macro_f1, reliability, wilson
from goodstanding.batch.learning.near import near_duplicates
from goodstanding.batch.learning.training import Plan, Trained, train
from goodstanding.core.learning.card import Augmentation, Source, card_bytes
from goodstanding.core.learning.features import Features
from goodstanding.core.learning.model import as_text, read_model
from goodstanding.core.text.disguising import Disguise, disguise
from tests.factories.labels import OFFER, ORDINARY, made_up_rows

AT = date(2026, 11, 23)
SMALL = Features(bits=16)


def rows(count: int = 240, seed: int = 0) -> list[Labelled]:
    return [Labelled(row["text"], row["label"], group=row["id"]) for row in made_up_rows(count, seed=seed)]


@cache
def trained(copies: int = 0) -> Trained:
    plan = Plan(task="offers", features=SMALL, folds=3, augmentation=Augmentation(copies))
    return train(rows(), plan, sources=[Source("made up", "Apache-2.0", 240)], at=AT, tell=lambda _: None)


def test_a_trained_model_tells_the_classes_apart() -> None:
    model = trained().model

    assert OFFER == model.likeliest(model.margins("急收购公众号,粉丝上万"))
    assert ORDINARY == model.likeliest(model.margins("今天在河边遇见一只猫"))


def test_what_is_stored_answers_as_what_was_trained() -> None:
    fresh = trained()
    stored = read_model(card_bytes(fresh.model.card).decode(), as_text(fresh.weights))

    for text in ("收购公众号", "散步", "", "abc"):
        assert np.allclose(fresh.model.margins(text), stored.margins(text), atol=1e-3)


def test_the_same_seed_gives_the_same_weights() -> None:
    again = train(rows(), Plan(task="offers", features=SMALL, folds=3), sources=[], at=AT, tell=lambda _: None)

    assert trained().model.card.sha256 == again.model.card.sha256


def test_the_card_says_what_was_done() -> None:
    card = trained().model.card

    assert {OFFER: 120, ORDINARY: 120} == dict(card.rows)
    assert card.split.tested == card.figures.rows > 0
    assert card.figures.macro_f1 > 0.95
    assert all(0.0 < threshold.value <= 1.0 for threshold in card.thresholds.values())
    assert all(abs(sum(shares) - 1.0) < 0.01 for shares in card.expected.values())


@pytest.mark.parametrize("how", [Disguise.HOMOPHONE, Disguise.PINYIN, Disguise.SPLIT_GLYPH, Disguise.TRADITIONAL])
def test_a_model_trained_on_plain_texts_reads_disguised_ones(how: Disguise) -> None:
    choices = Random(1)
    offers = [row.text for row in rows(200, seed=9) if row.label == OFFER]
    model = trained(3).model

    found = [model.likeliest(model.margins(disguise(text, how, share=0.6, choices=choices))) for text in offers]

    assert found.count(OFFER) / len(found) > 0.9


def test_one_class_is_nothing_to_learn() -> None:
    with pytest.raises(CannotTrain, match="fewer than two classes"):
        train([Labelled("甲", "a")] * 20, Plan(task="t"), sources=[], at=AT, tell=lambda _: None)


def test_a_class_of_few_rows_is_named() -> None:
    few = [Labelled(f"文本{n}", "a") for n in range(20)] + [Labelled("别的", "b")]

    with pytest.raises(CannotTrain, match="Class “b” has 1 rows"):
        train(few, Plan(task="t"), sources=[], at=AT, tell=lambda _: None)


def test_near_duplicates_have_one_group() -> None:
    text = "长期收购公众号,价格面议,欢迎咨询详谈"

    groups = near_duplicates([text, text.replace("价格", "价钱"), "今天去河边散步,风有点大", text + "!!"])

    assert 1 == len({groups[0], groups[1], groups[3]})
    assert groups[0] != groups[2]


def test_a_group_is_never_on_both_sides() -> None:
    together = [Labelled(row.text, row.label, group=f"g{number // 4}") for number, row in enumerate(rows())]

    card = train(together, Plan(task="t", features=SMALL, folds=3), sources=[], at=AT, tell=lambda _: None).model.card

    assert 60 == card.split.groups
    assert "a field of the rows" == card.split.by


def test_undisguised_classes_are_not_copied() -> None:
    copies = list(disguised_copies(rows(), copies=2, undisguised=frozenset({ORDINARY}), seed=0))

    assert 240 == len(copies)
    assert {OFFER} == {rows()[number].label for number, _ in copies}


def test_figures_of_a_perfect_judge_are_perfect() -> None:
    truth = np.array([0, 1, 1, 0] * 10)

    figures = figures_of(truth, truth, np.eye(2)[truth], classes=("a", "b"))

    assert (1.0, 1.0, 0.0) == (figures.macro_f1, figures.accuracy, figures.ece)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=60))
def test_confusion_counts_every_row_once(pairs: list[tuple[int, int]]) -> None:
    truth, said = (np.array(side, np.int64) for side in zip(*pairs, strict=True))

    counts = confusion(truth, said, size=3)

    assert len(pairs) == counts.sum()
    assert 0.0 <= macro_f1(counts) <= 1.0


@given(st.integers(0, 50), st.integers(0, 50))
def test_an_interval_holds_the_share(part: int, rest: int) -> None:
    low, high = wilson(part, part + rest)

    assert 0.0 <= low <= (part / (part + rest) if part + rest else 0.5) <= high + 1e-4 <= 1.0 + 1e-3


def test_overstated_probabilities_show_in_the_calibration() -> None:
    right = np.array([True, False] * 50)
    stated = np.full(100, 0.95)

    assert [(0.95, 0.5, 100)] == [(round(said, 2), came, count) for said, came, count in reliability(right, stated)]
    assert calibration_error(np.zeros(100, np.int64), np.stack([stated, 1 - stated], axis=1)) > 0.04


@settings(max_examples=40)
@given(st.binary(max_size=120))
def test_any_line_is_a_row_or_says_why_not(line: bytes) -> None:
    for found in read_labelled([line], fields=Columns()):
        assert isinstance(found, Labelled) or (found.line == 1 and found.reason)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "not JSON"),
        (b"[]", "an object"),
        (b'{"text": "", "label": "a"}', "“text”"),
        (b'{"text": 3, "label": "a"}', "“text”"),
        (b'{"text": "t"}', "“label”"),
        (b'{"text": "t", "label": [1]}', "“label”"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line: bytes, says: str) -> None:
    [found] = read_labelled([line], fields=Columns())

    assert isinstance(found, BadLine)
    assert says in found.reason


def test_an_assessment_breaks_down_by_subgroup() -> None:
    asked = [Labelled(row["text"], row["label"], subgroup=row["kind"]) for row in made_up_rows(60, seed=3)]

    found = list(assess(ModelJudge(trained().model), asked).figure_rows())

    assert {"", "even", "odd"} == {row["subgroup"] for row in found}
    assert [60, 30, 30] == [row["n"] for row in found if row["class"] == "(macro)"]
