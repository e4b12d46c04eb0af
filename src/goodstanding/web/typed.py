"""Text as people type it into forms and addresses, made safe to look up and store."""

from __future__ import annotations


def plain(text: str | None, /) -> str:
    """Drop NUL characters, which no database stores, and write line ends the one way."""
    return (text or "").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str | None, /, *, longest: int) -> str:
    """Read a text meant for one line: white space is single, the rest beyond ``longest`` characters is left out."""
    return " ".join(plain(text).split())[:longest]
