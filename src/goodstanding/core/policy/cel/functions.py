"""The functions of the subset: their names, forms and types. What they compute is in ``runtime``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Overload:
    """One form of a function: parameter types (the target first when a method) and the type it returns."""

    parameters: tuple[str, ...]
    returns: str
    form: str = "method"


def _both(*parameters: str, returns: str) -> tuple[Overload, ...]:
    return (Overload(parameters, returns, "global"), Overload(parameters, returns, "method"))


FUNCTIONS: Mapping[str, tuple[Overload, ...]] = {
    "size": (*_both("string", returns="int"), *_both("list<any>", returns="int")),
    "contains": (Overload(("string", "string"), "bool"),),
    "startsWith": (Overload(("string", "string"), "bool"),),
    "endsWith": (Overload(("string", "string"), "bool"),),
    "matches": _both("string", "string", returns="bool"),
    "lowerAscii": (Overload(("string",), "string"),),
    "upperAscii": (Overload(("string",), "string"),),
    "int": (Overload(("int",), "int", "global"), Overload(("double",), "int", "global")),
    "double": (Overload(("double",), "double", "global"), Overload(("int",), "double", "global")),
    "string": (
        Overload(("string",), "string", "global"),
        Overload(("int",), "string", "global"),
        Overload(("bool",), "string", "global"),
    ),
    "timestamp": (Overload(("string",), "timestamp", "global"),),
    "duration": (Overload(("string",), "duration", "global"),),
}
"""Function name → its overloads. ``list<any>`` stands for a list of anything."""

OPERATORS: Mapping[str, tuple[Overload, ...]] = {
    "+": (
        *(Overload((type_, type_), type_) for type_ in ("int", "double", "string", "duration")),
        Overload(("timestamp", "duration"), "timestamp"),
        Overload(("duration", "timestamp"), "timestamp"),
    ),
    "-": (
        *(Overload((type_, type_), type_) for type_ in ("int", "double", "duration")),
        Overload(("timestamp", "duration"), "timestamp"),
        Overload(("timestamp", "timestamp"), "duration"),
    ),
    "*": tuple(Overload((type_, type_), type_) for type_ in ("int", "double")),
    "/": tuple(Overload((type_, type_), type_) for type_ in ("int", "double")),
    "%": (Overload(("int", "int"), "int"),),
    **{
        operator: tuple(
            Overload((type_, type_), "bool") for type_ in ("bool", "int", "double", "string", "timestamp", "duration")
        )
        for operator in ("<", "<=", ">", ">=")
    },
}
"""Operators over one pair of equal types; ``==``, ``!=``, ``in``, ``&&``, ``||`` and ``?:`` are checked by their own rules."""
