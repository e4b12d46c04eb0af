"""Kinds of characters, so that patterns over a text can be patterns over one byte per character.

The kind letters:

* ``c`` Han character, ``l`` ASCII letter, ``d`` ASCII digit, ``r`` cased letter of another alphabet;
* ``s`` blank within a line, ``n`` line end, ``p`` sign no sentence needs between Han characters (``*``, ``★``, emoji);
* ``q`` punctuation of clauses (``，``, ``!``, ``—``), ``f`` the full stop ``。``, ``z`` colon;
* ``o`` and ``e`` opening and closing round bracket, ``m`` combining mark of one script, ``x`` everything else.
"""

from __future__ import annotations

from codecs import utf_32_le_decode, utf_32_le_encode

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.tables import tables

CodePoints = npt.NDArray[np.intp]
_FOUR_BYTES = np.dtype("<u4")


def code_points(text: str, /) -> CodePoints:
    """Return the code points of a text, lone surrogates included."""
    return np.frombuffer(utf_32_le_encode(text, "surrogatepass")[0], _FOUR_BYTES).astype(np.intp)


def text_of(codes: npt.NDArray[np.integer], /) -> str:
    """Return the text of some code points."""
    return utf_32_le_decode(np.ascontiguousarray(codes, _FOUR_BYTES).data, "surrogatepass", True)[0]  # noqa: FBT003 - all of it


def kinds_of(codes: CodePoints, /) -> bytes:
    """Return one kind letter per code point."""
    return tables().kinds.take(codes).tobytes()


def cjk_mask(text: str, /) -> npt.NDArray[np.bool_]:
    """Tell of each character whether it is a Han character (々 and 〇 included; kana and Hangul are not)."""
    return np.equal(tables().kinds.take(code_points(text)), ord("c"))


def is_cjk(character: str, /) -> bool:
    """Tell whether one character is a Han character."""
    return bool(tables().kinds[ord(character)] == ord("c"))


def cjk_share(text: str, /) -> float:
    """Return the share of Han characters among all characters that are not blank, 0.0–1.0 (0.0 for none)."""
    kinds = kinds_of(code_points(text))
    visible = len(kinds) - kinds.count(b"s") - kinds.count(b"n")
    return kinds.count(b"c") / visible if visible else 0.0
