"""Text in the order it is seen in: what a right-to-left override turns around is turned back, so that it reads as shown.

``U+202E 群加信微 U+202C`` is shown as 微信加群. Which of the two orders people meet depends on whether a platform hands the
control on, so this order is read besides the one sent, never instead of it. Only overrides turn anything around: Arabic and
Hebrew are read in the order they are sent in.
"""

from __future__ import annotations

from typing import NamedTuple

OVERRIDE = "\u202e"
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_OPENS = {
    OVERRIDE: (True, False),
    "\u202d": (False, False),
    "\u202a": (False, False),
    "\u202b": (False, False),
    "\u2066": (False, True),
    "\u2067": (False, True),
    "\u2068": (False, True),
}
"""By control: whether what follows is turned around, and whether it is an isolate; an embedding leaves Chinese as it is."""
_CONTROLS = frozenset((*_OPENS, _POP, _POP_ISOLATE))
_ENDS = frozenset("\n\r\x85\u2029")
_DEEPEST = 16
"""Controls inside one another that are followed; browsers follow 125, people read none of them."""
_MIRRORED = str.maketrans("()[]{}<>（）【】《》〈〉「」『』〔〕", ")(][}{><）（】【》《〉〈」「』『〕〔")


class Visual(NamedTuple):
    """A text in the order it is seen in.

    Args:
        places: For each character, where in the text as sent it stands.
    """

    text: str
    places: list[int]

    def sent_span(self, start: int, end: int, /) -> tuple[int, int]:
        """Return the smallest span of the text as sent that holds a span of this one."""
        places = self.places[start:end]
        return (min(places), max(places) + 1) if places else (start, start)


class _Part:
    """What stands between a control and the one that ends it."""

    __slots__ = ("is_isolate", "is_turned", "places")

    def __init__(self, *, is_turned: bool, is_isolate: bool) -> None:
        self.places: list[int] = []
        self.is_turned = is_turned
        self.is_isolate = is_isolate


def visual_order(text: str, /) -> Visual | None:
    """Return a text in the order it is seen in, or None where that is the order it was sent in. Time is linear."""
    if OVERRIDE not in text:
        return None
    walk = _Walk()
    for at, letter in enumerate(text):
        walk.take(at, letter)
    places = walk.finish()
    if places == list(range(len(text))):
        return None
    turned = walk.turned
    shown = (text[at].translate(_MIRRORED) if at in turned else text[at] for at in places)
    return Visual("".join(shown), places)


class _Walk:
    """The parts open at one place of the text, the outermost first."""

    def __init__(self) -> None:
        self._open = [_Part(is_turned=False, is_isolate=False)]
        self._beyond = 0
        self.turned: set[int] = set()

    def take(self, at: int, letter: str) -> None:
        """Go over one character; controls keep a place, so that nothing of the text is lost."""
        if letter in _ENDS:
            self._close_all()
        elif letter in _CONTROLS:
            self._control(letter)
        part = self._open[-1]
        part.places.append(at)
        if part.is_turned:
            self.turned.add(at)

    def finish(self) -> list[int]:
        """Return all places in the order they are seen in."""
        self._close_all()
        return self._open[0].places

    def _control(self, letter: str) -> None:
        if letter in _OPENS:
            if len(self._open) > _DEEPEST:
                self._beyond += 1
                return
            is_turned, is_isolate = _OPENS[letter]
            self._open.append(_Part(is_turned=is_turned, is_isolate=is_isolate))
        elif self._beyond:
            self._beyond -= 1
        elif letter == _POP and not self._open[-1].is_isolate:
            self._close()
        elif letter == _POP_ISOLATE and any(part.is_isolate for part in self._open):
            while not self._open[-1].is_isolate:
                self._close()
            self._close()

    def _close(self) -> None:
        if len(self._open) == 1:
            return
        part = self._open.pop()
        outer = self._open[-1]
        if part.is_turned != outer.is_turned:
            part.places.reverse()
        outer.places.extend(part.places)

    def _close_all(self) -> None:
        self._beyond = 0
        while len(self._open) > 1:
            self._close()
