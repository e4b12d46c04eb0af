"""Bulletins of one form and reviews that quote are not accused; reprints and woven-in stories are."""

from __future__ import annotations

import pytest

from goodstanding.core.originality.alignment import align
from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.verdict import judge
from goodstanding.core.text.normalise import normalise
from tests.factories.lookalikes import Pair, pairs


@pytest.mark.parametrize("pair", list(pairs(12, seed=5)), ids=lambda pair: pair.kind)
def test_pairs_are_judged_as_an_editor_would(pair: Pair) -> None:
    alignment = align(normalise(pair.examined), normalise(pair.earlier))

    verdict = judge(
        alignment,
        Context(pair.examined, pair.earlier, examined_account=pair.examined_account, earlier_account=pair.earlier_account),
    )

    assert (pair.expected == "copying") == verdict.is_copying, verdict.sentence("en")
