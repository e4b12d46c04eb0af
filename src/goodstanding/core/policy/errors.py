"""What can be wrong with a policy pack, and how it is shown.

GoodstandingError
└── PolicyError
    ├── PackUnreadable   the directory, a file or an archive cannot be read at all
    └── PackInvalid      the files were read; everything wrong with them is in ``problems``
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.policy.model import Location


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a pack.

    Args:
        message: One sentence.
        where: The place it was written; None where no single place can be named.
        hint: What to do about it; empty when the message says it all.
        check: Name of the lint check that found it; empty for faults of form.
        severity: A ``warning`` does not keep the pack from being installed.
    """

    message: str
    where: Location | None = None
    hint: str = ""
    check: str = ""
    severity: Literal["error", "warning"] = "error"


class PolicyError(GoodstandingError):
    """A policy pack cannot be used."""

    code = "policy:error"


class PackUnreadable(PolicyError):
    """The pack's directory, one of its files or its archive cannot be read."""

    code = "policy:pack_unreadable"


class PackInvalid(PolicyError):
    """The pack's files say something that cannot be meant; ``problems`` holds every fault found, in file order."""

    code = "policy:pack_invalid"
    status = 422

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=_order))
        count = len(self.problems)
        first = self.problems[0] if self.problems else Problem("it is empty.")
        more = f" And {count - 1} more." if count > 1 else ""
        noun = "problem" if count == 1 else "problems"
        place = f"{first.where.file}:{first.where.line}: " if first.where else ""
        super().__init__(f"The policy pack has {count} {noun}. First: {place}{first.message}{more}", hint=first.hint)


def _order(problem: Problem) -> tuple[str, int, int, str]:
    where = problem.where or Location("", 0, 0)
    return where.file, where.line, where.column, problem.message


def did_you_mean(word: str, known: Iterable[str], /) -> str:
    """Return a hint naming the closest known words, or all of them where none is close and they are few."""
    words = sorted(known)
    close = get_close_matches(word, words, n=3, cutoff=0.6)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    if words and len(words) <= 24:
        return f"Known: {', '.join(words)}."
    return ""


def render(problem: Problem, /, *, texts: Mapping[str, str]) -> str:
    """Show a problem with the line it stands on and a caret under the place.

    Args:
        texts: The pack's files by path, as the loader read them.
    """
    head = f"{problem.severity}: {problem.message}"
    check = f" [{problem.check}]" if problem.check else ""
    if problem.where is None:
        return "\n".join([head + check, *_hint(problem)])
    where = problem.where
    lines = [f"{where.file}:{where.line}:{where.column}: {head}{check}"]
    text = texts.get(where.file, "").split("\n")
    if 0 < where.line <= len(text) and text[where.line - 1].strip():
        source = text[where.line - 1]
        lines += [f"{where.line:>5} | {source}", f"      | {_padding(source[: where.column - 1])}^"]
    return "\n".join([*lines, *_hint(problem)])


def _padding(text: str) -> str:
    """Return spaces as wide as the text on a terminal, where East Asian characters take two cells."""
    return " " * sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _hint(problem: Problem) -> list[str]:
    return [f"  hint: {problem.hint}"] if problem.hint else []
