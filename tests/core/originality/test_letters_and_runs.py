"""Letters are what fingerprints count; runs are exact, whatever the texts are made of."""

from __future__ import annotations

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.originality.fingerprint import sample
from goodstanding.core.originality.letters import letters_of
from goodstanding.core.originality.runs import chains_of
from goodstanding.core.originality.taking_in import Original, intake_of
from goodstanding.core.text.normalise import normalise

WORDING = st.text(st.sampled_from("甲乙丙丁戊己庚辛，。!a1 \n"), max_size=120)


@given(st.text(max_size=200))
def test_letters_are_what_fingerprints_sample(text: str) -> None:
    normal = normalise(text)

    letters = letters_of(normal)

    found = sample(normal.text)
    assert set(found.starts.tolist()) <= set(letters.places.tolist())
    assert (len(letters) >= 4) or not len(found.starts)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=80), min_size=1, max_size=9))
def test_texts_taken_in_together_are_sampled_as_alone(texts: list[str]) -> None:
    intake = intake_of([Original(str(number), text) for number, text in enumerate(texts)], sequence=1, keeps_texts=False)

    alone = [sample(normalise(text).text) for text in texts]
    assert np.concatenate([each.hashes for each in alone]).tolist() == intake.hashes.tolist()
    assert np.concatenate([each.starts for each in alone]).tolist() == intake.places.tolist()
    assert [len(each.hashes) for each in alone] == intake.documents.columns["samples"].tolist()


@given(WORDING, WORDING)
def test_every_run_stands_in_both_texts(one: str, other: str) -> None:
    a, b = letters_of(normalise(one)), letters_of(normalise(other))

    chains = chains_of(a, b)

    for chain in chains:
        for at, there, length in chain.blocks:
            assert length > 0
            assert a.codes[at : at + length].tolist() == b.codes[there : there + length].tolist()


@given(WORDING, WORDING)
def test_runs_of_a_chain_follow_one_another_on_both_sides(one: str, other: str) -> None:
    chains = chains_of(letters_of(normalise(one)), letters_of(normalise(other)))

    for chain in chains:
        ends = (0, 0)
        for at, there, length in chain.blocks:
            assert at >= ends[0]
            assert there >= ends[1]
            ends = (at + length, there + length)


def test_a_million_like_letters_are_compared_in_seconds() -> None:
    a, b = letters_of(normalise("哈" * 1_000_000)), letters_of(normalise("嘿" + "哈" * 900_000))
    began = time.process_time()

    chains_of(a, b)

    assert time.process_time() - began < 10


def test_a_repeating_text_of_a_million_letters_is_compared_in_seconds() -> None:
    a, b = letters_of(normalise("甲乙丙丁戊己庚" * 140_000)), letters_of(normalise("丑" + "甲乙丙丁戊己庚" * 140_000 + "寅"))
    began = time.process_time()

    chains_of(a, b)

    assert time.process_time() - began < 15
