"""The tree an expression is read into. Nodes are immutable and compare by what they say, not by where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from goodstanding.core.policy.cel.source import Source


@dataclass(frozen=True, slots=True)
class Node:
    """One part of an expression. ``offset`` is where it (or its operator) stands in ``source``, in code points."""

    source: Source = field(compare=False, repr=False)
    offset: int = field(compare=False, repr=False)

    @property
    def children(self) -> tuple[Node, ...]:
        """The parts this one is made of, left to right."""
        return ()


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A bool, int, double or string as written."""

    value: bool | int | float | str
    type: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A fact, signal output or parameter by its dotted name."""

    name: str


@dataclass(frozen=True, slots=True)
class Has(Node):
    """``has(name)``: whether the fact is there."""

    name: str


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """``[a, b, c]``."""

    items: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The items."""
        return self.items


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """``!x`` or ``-x``."""

    operator: str
    operand: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """The operand."""
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """A comparison, ``in``, or arithmetic."""

    operator: str
    left: Node
    right: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """Left and right."""
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``a && b && …`` or ``a || b || …``: any number of operands of one operator."""

    operator: str
    operands: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The operands."""
        return self.operands


@dataclass(frozen=True, slots=True)
class Ternary(Node):
    """``condition ? yes : no``."""

    condition: Node
    yes: Node
    no: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """Condition, yes, no."""
        return (self.condition, self.yes, self.no)


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function: ``size(x)``, or as a method ``x.contains(y)`` (then ``method`` is true and ``x`` comes first)."""

    function: str
    arguments: tuple[Node, ...]
    method: bool

    @property
    def children(self) -> tuple[Node, ...]:
        """The arguments, the method's target first."""
        return self.arguments


def walk(node: Node, /) -> Iterator[Node]:
    """Yield a node and everything under it, parents first, left to right."""
    yield node
    for child in node.children:
        yield from walk(child)


def names(node: Node, /) -> frozenset[str]:
    """Return the dotted names an expression reads, those inside ``has()`` included."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Name | Has))
