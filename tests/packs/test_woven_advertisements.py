"""Advertisements woven into lawful articles: what the shipped pack finds of those nobody tuned to, and what it leaves alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from goodstanding.core.policy.bundled import bundled_pack_dir
from goodstanding.core.policy.loader import load_pack
from goodstanding.core.signals.base import Document, Signal
from goodstanding.core.signals.registry import build_signals
from tests.core.signals.hijacked_pages import PAGES, planted
from tests.core.signals.injected_corpus import article
from tests.core.signals.woven_advertisements import ADVERTISEMENTS, HELD_OUT, advertisements, look_alike_pages

LEAST_RECALL = {"end": 0.65, "sentence": 0.43, "line": 0.4, "start": 0.36}
"""By place in the article; when written it was 0.72, 0.48, 0.44 and 0.40 here, and less on the side for improving."""


@cache
def injected_spam() -> Signal:
    pack = load_pack(bundled_pack_dir())
    spec = pack.signals["injected_spam"]
    banks = {name: pack.banks[name] for name in spec.options["banks"]}
    return build_signals({spec.name: spec}, banks, at=date(2026, 11, 24))[spec.name]


def found(text: str) -> set[int]:
    spans = injected_spam().read(Document({"body": text}, {})).spans
    return {at for span in spans for at in range(span.start, span.end)}


def woven(place: str, side: int) -> Iterator[tuple[str, str]]:
    draw = random.Random(5)
    for _, said in advertisements(side):
        own = article(draw)
        at = draw.randrange(len(own))
        if place == "start":
            own[at][0] = said + own[at][0]
        elif place == "end":
            own[at].append(said)
        elif place == "sentence":
            own[at].insert(1, f"{said}。")
        else:
            own.insert(at, [said])
        yield said, "\n".join(map("".join, own))


@pytest.mark.parametrize("place", sorted(LEAST_RECALL))
def test_held_out_advertisements_are_found_to_the_character(place: str) -> None:
    right = marked = there = 0
    for said, text in woven(place, HELD_OUT):
        truth = set(range(text.index(said), text.index(said) + len(said)))
        seen = found(text)
        right, marked, there = right + len(truth & seen), marked + len(seen), there + len(truth)

    assert right / there >= LEAST_RECALL[place], f"recall {right / there:.3f}"
    assert right / marked >= 0.88, f"precision {right / marked:.3f}"


def test_lawful_articles_that_use_the_words_of_the_trades_are_left_alone() -> None:
    pages = look_alike_pages([article(random.Random(number)) for number in range(36)])

    accused = sum(bool(found(page)) for page in pages)

    assert accused <= 2, f"{accused} of {len(pages)}"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_whole_hijacked_page_is_told_apart_to_the_character(name: str) -> None:
    text, truth = planted(PAGES[name])

    seen = found(text)

    assert len(truth & seen) >= 0.95 * len(truth)
    assert len(truth & seen) >= 0.95 * len(seen)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_before_it_was_broken_into_is_left_alone(name: str) -> None:
    text, truth = planted(PAGES[name])

    own = "".join(letter for at, letter in enumerate(text) if at not in truth)

    assert not found(own)


def test_both_sides_hold_every_trade() -> None:
    assert all(len(listed) == 20 for listed in ADVERTISEMENTS.values())
