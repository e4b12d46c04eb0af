"""Rule conditions: a documented subset of CEL, read, type-checked, and explained when wrong.

``parse`` reads, ``check`` types, ``declarations`` says what a pack offers, ``names`` says what an expression reads. The
engine compiles the checked tree to Python. The subset: docs/reference/expressions.md.
"""

from goodstanding.core.policy.cel.checker import SIGNAL_OUTPUTS, check, declarations, typed
from goodstanding.core.policy.cel.errors import ExpressionError
from goodstanding.core.policy.cel.nodes import Node, names, walk
from goodstanding.core.policy.cel.parser import parse
from goodstanding.core.policy.cel.printer import printed

__all__ = ["SIGNAL_OUTPUTS", "ExpressionError", "Node", "check", "declarations", "names", "parse", "printed", "typed", "walk"]
