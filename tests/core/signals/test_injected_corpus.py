"""On pages of our own grammar: what was put in is found to the character, and lawful pages are left alone."""

from __future__ import annotations

from functools import cache

import pytest

from goodstanding.core.signals.injected_spam import InjectedSpam
from tests.core.signals.conformance import read, signal_of
from tests.core.signals.injected_corpus import PLANTED, Page, lawful_pages, planted_pages

COUNT = 40 * len(PLANTED)


@cache
def _found(page: Page) -> frozenset[int]:
    spans = read(signal_of(InjectedSpam), {"body": page.text}).spans
    return frozenset(at for span in spans for at in range(span.start, span.end))


def _truth(page: Page) -> set[int]:
    return {at for start, end in page.spans for at in range(start, end)}


@pytest.mark.parametrize("kind", sorted(PLANTED))
def test_what_was_put_in_is_found_to_the_character(kind: str) -> None:
    pages = [page for page in planted_pages(7, COUNT) if page.kind == kind]

    right = sum(len(_truth(page) & _found(page)) for page in pages)
    recall = right / sum(len(_truth(page)) for page in pages)
    precision = right / max(1, sum(len(_found(page)) for page in pages))

    assert recall >= 0.9, f"{kind}: recall {recall:.3f}"
    assert precision >= 0.95, f"{kind}: precision {precision:.3f}"


def test_lawful_pages_are_left_alone() -> None:
    pages = list(lawful_pages(11, 400))

    accused = [page.text for page in pages if _found(page)]

    assert [] == accused
