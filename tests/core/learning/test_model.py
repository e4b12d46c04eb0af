"""Storing and reading models: what was changed, or is of another version, is refused."""

from __future__ import annotations

import base64
import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.core.learning.card import card_bytes, read_card
from goodstanding.core.learning.errors import ModelRefused
from goodstanding.core.learning.features import Features
from goodstanding.core.learning.model import as_text, digest_of, read_model
from goodstanding.core.learning.passages import telling_passage
from goodstanding.core.learning.sample import OFFER, ORDINARY, SAMPLE, sample_card, sample_files
from goodstanding.core.text.normalise import normalise

CARD, WEIGHTS = (sample_files()[f"models/{SAMPLE}/{name}"] for name in ("model.json", "weights.txt"))


def changed_card(**changes: object) -> str:
    return json.dumps({**json.loads(CARD), **changes})


def test_a_stored_model_answers_as_before() -> None:
    model = read_model(CARD, WEIGHTS)

    assert OFFER == model.likeliest(model.margins("长期收购公众号"))
    assert ORDINARY == model.likeliest(model.margins("今天天气很好"))


def test_tampered_weights_are_refused_by_their_digest() -> None:
    stored = bytearray(base64.b64decode(WEIGHTS))
    stored[len(stored) // 2] ^= 1

    with pytest.raises(ModelRefused) as refused:
        read_model(CARD, as_text(bytes(stored)))

    assert "digest" in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"format": 99}, "format 99"),
        ({"features": {**json.loads(CARD)["features"], "version": 99}}, "version 99"),
        ({"features": {**json.loads(CARD)["features"], "bits": 40}}, "columns"),
        ({"features": {**json.loads(CARD)["features"], "views": ["smells"]}}, "no model card"),
        ({"classes": ["offer", "offer"]}, "one thing per class"),
        ({"offsets": [0.0]}, "one thing per class"),
        ({"curves": [{"margins": [1.0, 0.0], "probabilities": [0.0, 1.0]}] * 2}, "calibration curve"),
        ({"surprise": 1}, "no model card"),
    ],
)
def test_a_card_of_another_kind_is_refused(changes: dict[str, object], says: str) -> None:
    with pytest.raises(ModelRefused, match=says):
        read_model(changed_card(**changes), WEIGHTS)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00", "[" * 100_000])
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(ModelRefused):
        read_card(text.encode())


@pytest.mark.parametrize("text", ["", "not base64!", "AAAA"])
def test_what_are_no_weights_is_refused(text: str) -> None:
    with pytest.raises(ModelRefused):
        read_model(CARD, text)


def test_weights_that_hold_objects_are_refused_even_with_the_right_digest() -> None:
    packed = io.BytesIO()
    np.savez(packed, rows=np.array([print], object), weights=np.zeros(1), bias=np.zeros(2), shape=np.zeros(2))
    stored = packed.getvalue()

    with pytest.raises(ModelRefused, match="unpacked"):
        read_model(card_bytes(sample_card(digest_of(stored))).decode(), as_text(stored))


def test_weights_of_another_shape_are_refused() -> None:
    packed = io.BytesIO()
    np.savez(packed, rows=np.zeros(1, np.int32), weights=np.zeros((1, 3)), bias=np.zeros(3), shape=np.array([8, 3]))
    stored = packed.getvalue()

    with pytest.raises(ModelRefused, match="form"):
        read_model(card_bytes(sample_card(digest_of(stored))).decode(), as_text(stored))


def test_a_card_reads_back_as_it_was_written() -> None:
    card = sample_card("0" * 64)

    assert card == read_card(card_bytes(card))


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=80))
def test_every_text_has_probabilities(text: str) -> None:
    model = read_model(CARD, WEIGHTS)

    said = model.probabilities(text)

    assert set(model.card.classes) == set(said)
    assert all(0.0 <= probability <= 1.0 for probability in said.values())


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_columns_are_ascending_distinct_and_in_range(text: str) -> None:
    features = Features(views=("characters", "sounds", "initials", "parts", "habits"), bits=12)

    columns = features.columns_of(text).tolist()

    assert sorted(set(columns)) == columns
    assert all(0 <= column < 1 << 12 for column in columns)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("收购公众号今天a1 ,。\ud800😀"), max_size=40))
def test_the_telling_passage_lies_in_the_text(text: str) -> None:
    model, normal = read_model(CARD, WEIGHTS), normalise(text)

    start, end = telling_passage(model, OFFER, normal)

    assert 0 <= start <= end <= len(normal.text)


def test_the_telling_passage_is_where_the_offer_stands() -> None:
    model, normal = read_model(CARD, WEIGHTS), normalise("今天河边的风很大,收购公众号,明天再去走走")

    start, end = telling_passage(model, OFFER, normal)

    assert "收购公众号" == normal.text[start:end]
