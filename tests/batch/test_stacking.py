"""Models put together as one: a class of few rows is found, and what is stored answers as what was trained."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.batch.learning.labelled import Labelled
from goodstanding.batch.learning.stacking import expected_macro_f1
from goodstanding.batch.learning.training import STACKED, Plan, Trained, train
from goodstanding.core.learning.card import card_bytes
from goodstanding.core.learning.features import Features
from goodstanding.core.learning.model import as_text, read_model
from tests.factories.labels import OFFER, ORDINARY, made_up_rows

PLAN = Plan(task="offers", method=STACKED, features=Features(views=("characters", "sounds"), bits=16), folds=3)
UNLIKE = "那边下雨了吗", "帮我带本书", "车到哪一站了", "明早几点见", "钥匙在桌上"


@cache
def trained(classes: int) -> Trained:
    rows = [Labelled(row["text"], row["label"], group=row["id"]) for row in made_up_rows(240, seed=0)]
    if classes == 3:
        rows += [Labelled(f"{said}{number}", "message", group=f"m{said}{number}") for said in UNLIKE for number in range(4)]
    return train(rows, PLAN, sources=[], at=date(2026, 11, 24))


@pytest.mark.parametrize("classes", [2, 3])
def test_a_stacked_model_tells_the_classes_apart(classes: int) -> None:
    model = trained(classes).model

    assert OFFER == model.likeliest(model.margins("急收购公众号,粉丝上万"))
    assert ORDINARY == model.likeliest(model.margins("今天在河边遇见一只猫"))


def test_a_class_of_few_rows_is_found() -> None:
    model = trained(3).model

    assert "message" == model.likeliest(model.margins("帮我带本书吧"))


@pytest.mark.parametrize("text", ["收购公众号", "散步", "从未见过的鼋鼍蛟龙", "", "abc"])
def test_what_is_stored_answers_as_what_was_trained(text: str) -> None:
    fresh = trained(3)
    stored = read_model(card_bytes(fresh.model.card).decode(), as_text(fresh.weights))

    assert np.allclose(fresh.model.margins(text), stored.margins(text), atol=2e-2)


def test_held_out_rows_are_learned_from_in_the_end() -> None:
    card = trained(2).model.card

    assert 0 < card.split.tested < sum(card.rows.values())
    assert "stacked 1" == card.method


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5)), min_size=1, max_size=40))
def test_what_is_expected_is_a_share(rows: list[tuple[float, float, float]]) -> None:
    assert 0.0 <= expected_macro_f1(np.array(rows), np.zeros(3)) <= 1.0 + 1e-9
