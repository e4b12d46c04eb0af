"""Writes a tree back as text: the key under which equal parts are shared, and what explanations show."""

from __future__ import annotations

from goodstanding.core.policy.cel.nodes import Binary, Call, Has, ListLiteral, Literal, Logic, Name, Node, Ternary, Unary

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def printed(node: Node, /) -> str:
    """Return an expression with the same meaning; inner operators stand in brackets."""
    match node:
        case Literal():
            return _literal(node)
        case Name():
            return node.name
        case Has():
            return f"has({node.name})"
        case ListLiteral():
            return f"[{', '.join(map(printed, node.items))}]"
        case Unary(operand=Literal()) if node.operator == "-":
            return f"-({printed(node.operand)})"
        case Unary():
            return f"{node.operator}{_inner(node.operand)}"
        case Call() if node.method:
            target, *rest = node.arguments
            return f"{_inner(target)}.{node.function}({', '.join(map(printed, rest))})"
        case Call():
            return f"{node.function}({', '.join(map(printed, node.arguments))})"
        case _:
            return _operator(node)


def _operator(node: Node) -> str:
    match node:
        case Logic():
            return f" {node.operator} ".join(map(_inner, node.operands))
        case Binary():
            return f"{_inner(node.left)} {node.operator} {_inner(node.right)}"
        case Ternary():
            return f"{_inner(node.condition)} ? {_inner(node.yes)} : {_inner(node.no)}"
    raise TypeError(node)  # pragma: no cover - the node classes are all handled


def _inner(node: Node) -> str:
    text = printed(node)
    is_open = isinstance(node, Binary | Logic | Ternary) or (isinstance(node, Unary | Literal) and text[0] in "-!")
    return f"({text})" if is_open else text


def _literal(node: Literal) -> str:
    if isinstance(node.value, str):
        return '"' + "".join(map(_escaped, node.value)) + '"'
    if isinstance(node.value, bool):
        return "true" if node.value else "false"
    if isinstance(node.value, float):
        text = repr(node.value).replace("inf", "1e999")
        return text if "." in text or "e" in text else f"{text}.0"
    return str(node.value)


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isprintable() else f"\\U{ord(character):08x}"
