"""An expression's text and where it stands in its file, so that every fault can name its place."""

from __future__ import annotations

from dataclasses import dataclass

from goodstanding.core.policy.cel.errors import ExpressionError
from goodstanding.core.policy.model import Location

_AROUND = 60
"""Code points of a long line shown on each side of a fault."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one expression.

    Args:
        text: Exactly as written.
        where: Where its first character stands in the file.
    """

    text: str
    where: Location

    def error(self, offset: int, message: str, hint: str = "") -> ExpressionError:
        """Return the error for a fault that begins at a code-point offset of the text."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        row = self.text.count("\n", 0, offset)
        column = offset - start + 1
        place = Location(self.where.file, self.where.line + row, self.where.column + column - 1)
        line = self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")
        shown, shown_column = _clipped(line, column)
        return ExpressionError(message[:1].upper() + message[1:], place, shown, shown_column, hint)


def _clipped(line: str, column: int) -> tuple[str, int]:
    """Keep a long line to what surrounds the fault."""
    start = max(0, column - 1 - _AROUND) if len(line) > 2 * _AROUND else 0
    end = column + _AROUND if len(line) > 2 * _AROUND else len(line)
    before, after = ("… " if start else ""), (" …" if end < len(line) else "")
    return f"{before}{line[start:end]}{after}", column - start + len(before)
