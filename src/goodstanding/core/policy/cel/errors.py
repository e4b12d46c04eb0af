"""What can be wrong with an expression, and how it is shown: the place, the line with a caret, what to do.

GoodstandingError
└── ExpressionError     the expression cannot be read, or does not fit the declared facts
"""

from __future__ import annotations

import unicodedata

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.policy.model import Location


class ExpressionError(GoodstandingError):
    """An expression that cannot be read or does not fit its declarations.

    Args:
        message: One full sentence.
        where: The place in the pack's file.
        source_line: The line of the expression it stands on.
        column: Where in ``source_line`` the fault begins, counted from 1 in code points.
        hint: What to write instead; empty when there is nothing to say.
    """

    code = "policy:expression"

    def __init__(self, message: str, where: Location, source_line: str, column: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.where = where
        self.source_line = source_line
        self.column = column

    def __str__(self) -> str:
        return self.rendered()

    def rendered(self) -> str:
        """Return the message as a compiler prints it: place, sentence, line, caret, hint."""
        before = self.source_line[: self.column - 1]
        lines = [
            f"{self.where.file}:{self.where.line}:{self.where.column}: {self.message}",
            f"    {self.source_line.replace(chr(9), ' ')}",
            f"    {' ' * _width(before)}^",
        ]
        if self.hint:
            lines.append(f"Hint: {self.hint}")
        return "\n".join(lines)


def _width(text: str) -> int:
    """Count terminal cells: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
