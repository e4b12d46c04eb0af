"""YAML read into values that know where they were written.

Only what a pack needs is understood: mappings, lists, texts, numbers, true, false and null. Anchors, aliases, tags and
several documents in one file are refused: they hide what a reviewer must see, and alias bombs with them. ``yes``, ``no``
and dates stay texts. The reader works on parser events with a stack of its own, so depth cannot exhaust ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.model import Location, Scalar

MAX_DEPTH = 24
"""Levels of nesting; a pack's files need ten."""
MAX_FILE_BYTES = 16 * 1024 * 1024
"""A bank of 100,000 phrases takes about four."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"^[-+]?(0|[1-9][0-9]{0,17})$")
_FLOAT = re.compile(r"^[-+]?[0-9]{1,17}(\.[0-9]{1,17})?([eE][-+]?[0-9]{1,3})?$")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(slots=True)
class Node:
    """A value and its place. ``value`` is a scalar, a list of nodes, or a dict of nodes.

    Args:
        keys: For mappings: where each key was written.
        text_at: For texts: where the first character of the text itself stands (inside quotes or a literal block).
        folded: Whether lines were joined, so that positions inside the text are lost.
        raw: A scalar as written.
    """

    value: Scalar | list[Node] | dict[str, Node] | None
    where: Location
    keys: dict[str, Location] = field(default_factory=dict)
    text_at: Location | None = None
    folded: bool = False
    raw: str = ""

    def plain(self) -> Any:
        """Return the value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def get(self, key: str, /) -> Node | None:
        """Return the node under a key, or None where this is no mapping or has no such key."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self) -> list[Node]:
        """Return the nodes of a list, or none where this is no list."""
        return self.value if isinstance(self.value, list) else []


class _Fault(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(text: str, file: str, /) -> tuple[Node | None, list[Problem]]:
    """Read one file.

    Args:
        text: The file's text, line ends normalised.
        file: Its path in the pack, for places.

    Returns:
        The document (None where it is empty or unreadable) and what was wrong with its form.
    """
    builder = _Builder(file, text)
    try:
        for event in _events(text, file):
            builder.take(event)
    except _Fault as fault:
        return None, [*builder.problems, fault.problem]
    return builder.root, builder.problems


def _events(text: str, file: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file, 1)
        context = f" {error.context}" if error.context else ""
        message = f"this is not YAML:{context} {error.problem or 'it cannot be parsed'}."
        raise _Fault(Problem(message, where, _yaml_hint(error))) from None
    except (yaml.YAMLError, ValueError) as error:
        raise _Fault(Problem(f"this is not YAML: {str(error).splitlines()[0]}.", Location(file, 1))) from None


def _yaml_hint(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "mapping values are not allowed" in problem:
        return "Put texts that hold a colon followed by a space in quotes."
    if "cannot start any token" in problem:
        return "Indent with spaces, and put texts that begin with a special sign in quotes."
    return ""


class _Builder:
    """Turns parser events into nodes."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[tuple[Node, list[Node | str | None]]] = []
        self.documents = 0

    def take(self, event: Any) -> None:
        """Take one parser event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._document(event)
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._fault(event, "anchors and aliases are not allowed in a pack.", "Write the value out where it is used.")
        elif getattr(event, "tag", None) not in (None, "!"):
            raise self._fault(event, f"the tag {event.tag} is not allowed in a pack.", "Remove the tag.")
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._add(self.stack.pop()[0])
        elif isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._fault(event, "a file holds one document.", "Remove the line “---” and what follows, or use another file.")

    def _open(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise self._fault(event, f"the file is nested more than {MAX_DEPTH} levels deep.", "")
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.stack.append((Node({} if is_mapping else [], self._where(event)), [None]))

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent, pending = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict):
            if pending[0] is None:
                pending[0] = self._key(parent, node)
            else:
                parent.value[str(pending[0])] = node
                pending[0] = None

    def _key(self, parent: Node, node: Node) -> str:
        if isinstance(node.value, (dict, list)):
            raise _Fault(Problem("a key must be a word.", node.where, "Put texts that begin with { or [ in quotes."))
        key = node.raw
        if key in parent.keys:
            hint = f"It stands first on line {parent.keys[key].line}."
            self.problems.append(Problem(f"“{key}” is written twice in the same mapping.", node.where, hint))
        parent.keys[key] = node.where
        return key

    def _scalar(self, event: Any) -> Node:
        where = self._where(event)
        joined = event.end_mark.line > event.start_mark.line
        if not event.style:
            return Node(_resolve(event.value), where, text_at=where, folded=joined, raw=event.value)
        if event.style in ("'", '"'):
            at = Location(self.file, where.line, where.column + 1)
            return Node(event.value, where, text_at=at, folded=joined, raw=event.value)
        at = self._block_start(where.line)
        return Node(event.value, where, text_at=at, folded=event.style == ">", raw=event.value)

    def _block_start(self, line: int) -> Location:
        while line < len(self.lines) and not self.lines[line].strip():
            line += 1
        content = self.lines[line] if line < len(self.lines) else ""
        return Location(self.file, line + 1, len(content) - len(content.lstrip()) + 1)

    def _where(self, event: Any) -> Location:
        return Location(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _fault(self, event: Any, message: str, hint: str) -> _Fault:
        return _Fault(Problem(message, self._where(event), hint))


def _resolve(word: str) -> Scalar | None:
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.match(word):
        return int(word)
    if _FLOAT.match(word):
        return float(word)
    return word
