"""Finding the parts of a text that do not belong to it: each finder looks for one form and passes over what others found."""

from __future__ import annotations

from collections.abc import Sequence

from goodstanding.core.signals.contacts import Contact
from goodstanding.core.signals.foreign_forms import hidden_blocks, keywords_in_another_language, names_of_sites
from goodstanding.core.signals.foreign_lines import advertisements
from goodstanding.core.signals.foreign_lists import is_furniture, list_in_line, lists_down_the_page
from goodstanding.core.signals.foreign_marks import Foreign, Mark, MarkedText, marks_of


def foreign_parts(text: str, contacts: Sequence[Contact], /, *, named: Sequence[Mark] = ()) -> list[Foreign]:
    """Return the foreign parts of a text in normal form, in order, without overlap.

    Args:
        contacts: What the contact finder saw in the same text.
        named: Words of trades that banks hold, found in the same text.
    """
    marks = marks_of(text, contacts, named=named)
    marked = MarkedText(text, marks)
    lines = marked.lines
    lists = _without_overlap(
        [
            *(found for start, end in lines if marked.within(start, end) and (found := list_in_line(marked, start, end))),
            *lists_down_the_page(marked, lines),
        ]
    )
    parts = _without_overlap([*lists, *hidden_blocks(marked), *keywords_in_another_language(text)])
    furniture = [(start, end) for start, end in lines if marked.within(start, end) and is_furniture(marked, start, end)]
    parts = _without_overlap([*parts, *advertisements(marked, sorted([*_places(parts), *furniture]))])
    return _without_overlap([*parts, *names_of_sites(marked, _places(parts))])


def _places(parts: Sequence[Foreign]) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in parts]


def _without_overlap(parts: list[Foreign]) -> list[Foreign]:
    kept: list[Foreign] = []
    for part in sorted(parts, key=_by_start_longest):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return kept


def _by_start_longest(part: Foreign) -> tuple[int, int]:
    return part.start, -part.end
