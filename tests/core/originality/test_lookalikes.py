"""Bulletins of one form and reviews that quote are not accused; reprints and woven-in stories are."""

from __future__ import annotations

import pytest

from goodstanding.core.originality.alignment import align
from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.verdict import SamenessVerdict, judge
from goodstanding.core.text.normalise import normalise
from tests.factories.lookalikes import Pair, pairs
from tests.factories.reprints import reprint_pairs


def judged(pair: Pair) -> SamenessVerdict:
    alignment = align(normalise(pair.examined), normalise(pair.earlier))
    return judge(
        alignment,
        Context(pair.examined, pair.earlier, examined_account=pair.examined_account, earlier_account=pair.earlier_account),
    )


@pytest.mark.parametrize("pair", list(pairs(12, seed=5)), ids=lambda pair: pair.kind)
def test_pairs_are_judged_as_an_editor_would(pair: Pair) -> None:
    verdict = judged(pair)

    assert (pair.expected == "copying") == verdict.is_copying, verdict.sentence("en")


def test_of_reprints_and_look_alikes_nearly_all_are_judged_as_an_editor_would() -> None:
    found = [(pair.expected == "copying", judged(pair).is_copying) for pair in reprint_pairs(12, seed=5)]

    accused, right = [is_copy for is_copy, is_said in found if is_said], [is_said for is_copy, is_said in found if is_copy]
    assert sum(accused) / len(accused) >= 0.97
    assert sum(right) / len(right) >= 0.92
