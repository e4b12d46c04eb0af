"""Events judged together: in blocks of bounded size, whose texts the shared passes read in one go before each event is judged.

Nothing is decided here. What a pass could not read ahead, each event reads by itself, as it does when it is judged alone; so one
text that fails degrades its own event and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from goodstanding.core.engine.assembly import Found, Program
from goodstanding.core.signals.base import Document, Signal, Text, Watch

MOST_TEXT = 65_536
"""Code points of text in one block, unless one event has more: measured in `benchmarks/bench_text_path.py`."""


class Opened(NamedTuple):
    """An event whose facts were read, and which is still to be judged.

    Args:
        place: Its place among the events given.
    """

    place: int
    event_id: str
    program: Program
    found: Found


def blocks_of(opened: Iterable[Opened], /) -> Iterator[list[Opened]]:
    """Yield events in blocks, in order; one whose text fills a block by itself has one of its own."""
    block: list[Opened] = []
    held = 0
    for event in opened:
        size = _size(event)
        if block and held + size > MOST_TEXT:
            yield block
            block, held = [], 0
        block.append(event)
        held += size
    if block:
        yield block


def _size(event: Opened) -> int:
    document = event.found[-1]
    return 0 if document is None else sum(map(len, document.fields.values()))


def read_ahead(block: Sequence[Opened], /) -> None:
    """Let every pass read the texts of a block together."""
    known: dict[str, Text] = {}
    reading: dict[Watch | Signal, list[Document]] = {}
    for event in block:
        document = event.found[-1]
        if document is None:
            continue
        document.share(known)
        for reader in event.program.readers:
            reading.setdefault(reader, []).append(document)
    for reader, documents in reading.items():
        with suppress(Exception):  # whatever is wrong, each event then meets it by itself and says so
            reader.prepare(documents)
