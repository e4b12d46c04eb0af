"""UTF-8 that was read as GBK or as Latin-1 somewhere on its way (``》。`` shows as ``銆嬨€``), read again as it was meant.

Only runs that contain a tell-tale character are tried, and only a strict decoding into Chinese is believed. The tell-tale
characters never occur in a normal form, so a second look finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from goodstanding.core.text.draft import Bounds, Draft
from goodstanding.core.text.normalised import Offsets
from goodstanding.core.text.scripts import code_points

NON_ASCII = re.compile("[^\x00-\x7f]+")
GBK_SIGN = re.compile("[銆鈥鐨]")
CONTINUATION = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
LATIN_RUN = re.compile(f"(?:[Â-ß]{CONTINUATION}|[à-ï]{CONTINUATION}{{2}})+")
EXPECTED = re.compile("[\u2010-\u2026\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]+")
WINDOW = 24
MOST_TRIES = 4_000
"""Runs, and places in runs that do not hold as a whole, that are tried in one text; with more it is no text that was misread."""
LOST = "\ufffd"
# The last byte of a run pairs with what follows and is lost; these are what it most often was.
TORN = {b"\xe3\x80": "。", b"\xef\xbc": "，"}


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """A piece of the text, what it was meant to be, and for each character of that the span of the text it came from."""

    start: int
    end: int
    text: str
    starts: Offsets
    ends: Offsets


def repair_misdecoding(text: str, bounds: Iterable[Bounds], /) -> Draft:
    """Return the text with misread runs read again.

    Args:
        bounds: Where the texts stand that hold a tell-tale character; each is tried by itself.
    """
    codes = code_points(text)
    starts = np.arange(len(codes) + 1, dtype=np.int32)
    pieces, first, last = [], [], []
    done = 0
    for repair in (repair for begin, end in bounds for repair in repairs_of(text[begin:end], begin)):
        if repair.start < done:
            continue
        pieces += [codes[done : repair.start], code_points(repair.text)]
        first += [starts[done : repair.start], repair.starts]
        last += [starts[done + 1 : repair.start + 1], repair.ends]
        done = repair.end
    pieces.append(codes[done:])
    first.append(starts[done:-1])
    last.append(starts[done + 1 :])
    return Draft(np.concatenate(pieces), np.concatenate(first), np.concatenate(last))


def repairs_of(text: str, begin: int, /) -> Iterator[Repair]:
    """Yield what can be read again in one text, in order; some may overlap.

    Args:
        begin: Where the text stands among others: places count from there.
    """
    for repair in sorted([*gbk_repairs(text), *latin_repairs(text)], key=lambda found: found.start):
        start, end = repair.start + begin, repair.end + begin
        yield Repair(start, end, repair.text, repair.starts + np.int32(begin), repair.ends + np.int32(begin))


def latin_repairs(text: str, /) -> Iterator[Repair]:
    """Find runs of UTF-8 read as Latin-1 or Windows-1252."""
    for match in LATIN_RUN.finditer(text):
        units = [latin_bytes(c) for c in match.group()]
        repair = reread(units, match.start())
        if repair and repair.end == match.end():
            yield repair


def latin_bytes(char: str) -> bytes:
    """Return the byte behind a character that Latin-1 or Windows-1252 showed."""
    return char.encode("latin-1") if char <= "\xff" else char.encode("cp1252")


def gbk_repairs(text: str, /) -> Iterator[Repair]:
    """Find runs of UTF-8 read as GBK: a whole run if it holds, else what holds from a tell-tale character on."""
    if not GBK_SIGN.search(text):
        return
    tries = iter(range(MOST_TRIES))
    for run in NON_ASCII.finditer(text):
        if not GBK_SIGN.search(text, *run.span()):
            continue
        if next(tries, None) is None:
            return
        units = [gbk_bytes(c) for c in run.group()]
        is_torn = run.group()[-1] == LOST
        whole = reread(units[:-1] if is_torn else units, run.start())
        if whole and whole.end >= run.end() - 1:
            yield lengthened(whole, run.end()) if is_torn else whole
        else:
            yield from partial_repairs(text, run, units, tries)


def lengthened(repair: Repair, end: int, /) -> Repair:
    """Let the last character of a repair reach to the end of its run, over what stands for a lost byte."""
    ends = repair.ends.copy()
    ends[-1] = end
    return replace(repair, end=end, ends=ends)


def partial_repairs(text: str, run: re.Match[str], units: list[bytes], tries: Iterator[int], /) -> Iterator[Repair]:
    """Find what can be read again from each tell-tale character of a run on."""
    at = run.start()
    for _ in tries:
        sign = GBK_SIGN.search(text, at, run.end())
        if sign is None:
            return
        offset = sign.start() - run.start()
        repair = reread(units[offset : offset + WINDOW], sign.start())
        if repair:
            yield repair
        at = repair.end if repair else sign.end()


def gbk_bytes(char: str) -> bytes:
    """Return the bytes behind a character that GBK showed.

    Byte 0x80 begins no character: Windows shows it as €, others as U+FFFD. A character outside GBK gives what UTF-8 never holds.
    """
    if char in ("€", LOST):
        return b"\x80"
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b"\xff"


def reread(units: list[bytes], start: int, /) -> Repair | None:
    """Read units of bytes as UTF-8, as far as they hold; believe only two or more characters, all Chinese.

    Args:
        units: The bytes behind each character.
        start: The place of the first one in the text.
    """
    data = b"".join(units)
    try:
        meant = data.decode("utf-8")
    except UnicodeDecodeError as error:
        torn = TORN.get(data[error.start : error.start + 2], "")
        meant = data[: error.start].decode("utf-8") + torn
        data = data[: error.start + (2 if torn else 0)]
    if len(meant) < 2 or not EXPECTED.fullmatch(meant):
        return None
    owners = np.arange(start, start + len(units), dtype=np.int32).repeat([len(unit) for unit in units])
    begins = ((np.frombuffer(data, np.uint8) & 0xC0) != 0x80).nonzero()[0]
    ends = owners.take(np.append(begins[1:], len(data)) - 1) + 1
    return Repair(start, int(ends[-1]), meant, owners.take(begins), ends)
