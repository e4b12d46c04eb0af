"""The root of every error Goodstanding raises on purpose.

GoodstandingError
└── each app's and each core package's own tree, drawn at the top of its errors.py
"""

from __future__ import annotations


class GoodstandingError(Exception):
    """An expected fault: it carries a stable code, one sentence, and what to do about it.

    Args:
        message: One full sentence naming what was wrong and where.
        hint: What the reader can do next; empty when there is nothing.
        clause: The clause the refusal rests on, e.g. ``PA21:18(9)``; empty when none.
    """

    code = "goodstanding:error"
    status = 400

    def __init__(self, message: str, *, hint: str = "", clause: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.clause = clause
