"""Reads an expression into its tree: the grammar of the subset, and a clear refusal for the rest of CEL."""

from __future__ import annotations

from goodstanding.core.policy.cel.lexer import INT_MAX, INT_MIN, Token, tokens
from goodstanding.core.policy.cel.nodes import Binary, Call, Has, ListLiteral, Literal, Logic, Name, Node, Ternary, Unary
from goodstanding.core.policy.cel.source import Source
from goodstanding.core.policy.model import Location

MAX_LENGTH = 10_000
"""Code points in one expression."""
MAX_DEPTH = 40
"""How deep parts may nest, brackets included. A chain of && or || is one level, however long."""
MAX_NODES = 2_000
"""Parts in one expression."""

_AND = 2
_RANKS = {
    "||": 1,
    "&&": _AND,
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!=", "in"), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "/", "%"), 5),
}
"""How tightly an operator binds; 5 binds tightest."""

_MACROS = frozenset({"all", "exists", "exists_one", "existsOne", "map", "filter", "transformList", "transformMap"})
_RESERVED = frozenset({"as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop"}) | frozenset(
    {"package", "namespace", "return", "var", "void", "while"}
)
_WORDS = {"and": "Write && for “and”.", "or": "Write || for “or”.", "not": "Write ! for “not”.", "is": "Compare with ==."}


def parse(source: str, /, *, where: Location) -> Node:
    """Read an expression.

    Args:
        where: Where its first character stands in the file.

    Raises:
        ExpressionError: It is empty, too long, nested too deep, malformed, or uses a part of CEL the subset leaves out.
    """
    text = Source(source, where)
    if len(source) > MAX_LENGTH:
        hint = "Split the rule, or move the list into a phrase bank."
        raise Source(source[:80], where).error(0, f"the expression is longer than {MAX_LENGTH:,} characters.", hint)
    return _Parser(text).whole()


class _Parser:
    """Recursive descent with one token of look-ahead."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._tokens = tokens(source)
        self._at = 0
        self._level = 0
        self._count = 0
        self._depths: dict[int, int] = {}

    def whole(self) -> Node:
        if len(self._tokens) == 1:
            raise self._source.error(0, "the expression is empty.", "Write a condition, or true.")
        node = self._expression()
        if self._at < len(self._tokens) - 1:
            raise self._unexpected("an operator or the end")
        return node

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._token
        self._at += 1
        return token

    def _sees(self, *texts: str) -> bool:
        token = self._token
        return token.text in texts and (token.kind == "symbol" or (token.kind == "name" and token.text == "in"))

    def _expect(self, text: str) -> Token:
        if not self._sees(text):
            raise self._unexpected(f"“{text}”")
        return self._take()

    def _unexpected(self, wanted: str) -> Exception:
        token = self._token
        if token.kind == "end":
            hint = "Write what is missing, or take away what leads up to it."
            return self._source.error(token.offset, f"the expression ends where {wanted} was expected.", hint)
        written = self._source.text[token.offset : token.end]
        hint = _WORDS.get(token.text, "Compare brackets and operators with docs/reference/expressions.md.")
        return self._source.error(token.offset, f"unexpected “{written}”: {wanted} was expected.", hint)

    def _made(self, node: Node) -> Node:
        """Count a finished node against the limits."""
        self._count += 1
        depth = 1 + max((self._depths[id(child)] for child in node.children), default=0)
        self._depths[id(node)] = depth
        if self._count > MAX_NODES:
            raise self._source.error(node.offset, f"the expression has more than {MAX_NODES:,} parts.", "Split the rule.")
        if depth > MAX_DEPTH:
            raise self._too_deep(node.offset)
        return node

    def _too_deep(self, offset: int) -> Exception:
        return self._source.error(offset, f"the expression is nested deeper than {MAX_DEPTH} levels.", "Split the rule.")

    def _enter(self) -> None:
        self._level += 1
        if self._level > MAX_DEPTH:
            raise self._too_deep(self._token.offset)

    def _expression(self) -> Node:
        self._enter()
        condition = self._operators(1)
        if self._sees("?"):
            mark = self._take()
            yes = self._operators(1)
            self._expect(":")
            no = self._expression()
            condition = self._made(Ternary(self._source, mark.offset, condition, yes, no))
        self._level -= 1
        return condition

    def _operators(self, least: int) -> Node:
        """Read operators of at least this rank, tighter ones first; all associate to the left."""
        left = self._unary()
        while (rank := self._rank()) >= least:
            mark = self._take()
            if rank <= _AND:
                left = self._logic(left, mark, rank)
            else:
                left = self._made(Binary(self._source, mark.offset, mark.text, left, self._operators(rank + 1)))
        return left

    def _logic(self, first: Node, mark: Token, rank: int) -> Node:
        operands = [first, self._operators(rank + 1)]
        while self._sees(mark.text):
            self._take()
            operands.append(self._operators(rank + 1))
        return self._made(Logic(self._source, mark.offset, mark.text, tuple(operands)))

    def _rank(self) -> int:
        token = self._token
        is_operator = token.kind == "symbol" or (token.kind == "name" and token.text == "in")
        return _RANKS.get(token.text, 0) if is_operator else 0

    def _unary(self) -> Node:
        marks: list[Token] = []
        while self._sees("!", "-"):
            marks.append(self._take())
            if len(marks) > MAX_DEPTH:
                raise self._too_deep(marks[-1].offset)
        signs = [mark.text for mark in marks[-2:]]
        negative = signs[-1:] == ["-"] and signs != ["-", "-"] and self._token.kind in ("int", "double")
        node = self._member(marks.pop() if negative else None)
        for mark in reversed(marks):
            node = self._made(Unary(self._source, mark.offset, mark.text, node))
        return node

    def _member(self, minus: Token | None) -> Node:
        node = self._primary(minus)
        while self._sees(".", "["):
            if self._sees("["):
                hint = "Test membership with “in”, or declare a fact for the item."
                raise self._source.error(self._token.offset, "indexing is not part of the subset.", hint)
            self._take()
            node = self._selected(node)
        return node

    def _selected(self, node: Node) -> Node:
        token = self._token
        if token.kind != "name" or token.text == "in":
            raise self._unexpected("a name")
        self._take()
        if self._sees("("):
            return self._method(node, token)
        if not isinstance(node, Name):
            hint = "Fields belong to declared facts; functions need parentheses, as in .size()."
            raise self._source.error(token.offset, f"nothing here has a field “{token.text}”.", hint)
        return self._made(Name(self._source, node.offset, f"{node.name}.{token.text}"))

    def _method(self, target: Node, name: Token) -> Node:
        if name.text in _MACROS:
            hint = "Use “in” for lists; loops over items belong in a signal."
            raise self._source.error(name.offset, f"the macro “{name.text}” is not part of the subset.", hint)
        return self._made(Call(self._source, name.offset, name.text, (target, *self._arguments()), method=True))

    def _arguments(self) -> tuple[Node, ...]:
        self._expect("(")
        return self._items(")")

    def _items(self, closing: str) -> tuple[Node, ...]:
        items: list[Node] = []
        while not self._sees(closing):
            items.append(self._expression())
            if not self._sees(closing):
                self._expect(",")
        self._take()
        return tuple(items)

    def _primary(self, minus: Token | None) -> Node:
        token = self._take()
        match token.kind:
            case "string":
                return self._made(Literal(self._source, token.offset, token.text, "string"))
            case "int" | "double":
                return self._number(token, minus)
            case "name" if token.text != "in":
                return self._named(token)
            case "symbol" if token.text == "(":
                inner = self._expression()
                self._expect(")")
                return inner
            case "symbol" if token.text == "[":
                return self._made(ListLiteral(self._source, token.offset, self._items("]")))
        self._at -= 1
        raise self._unexpected("a value")

    def _number(self, token: Token, minus: Token | None) -> Node:
        sign, offset = (-1, minus.offset) if minus else (1, token.offset)
        if token.kind == "double":
            return self._made(Literal(self._source, offset, sign * float(token.text), "double"))
        is_hexadecimal = token.text.lower().startswith("0x")
        digits = token.text[2:] if is_hexadecimal else token.text
        value = sign * int(digits, 16 if is_hexadecimal else 10) if len(digits) <= 40 else INT_MAX + 1
        if not INT_MIN <= value <= INT_MAX:
            raise self._source.error(offset, "the number does not fit in 64 bits.", f"Use at most {INT_MAX}.")
        return self._made(Literal(self._source, offset, value, "int"))

    def _named(self, token: Token) -> Node:
        if token.text in ("true", "false"):
            return self._made(Literal(self._source, token.offset, token.text == "true", "bool"))
        if token.text == "null":
            raise self._source.error(token.offset, "null is not part of the subset.", "Ask has(fact) whether a fact is there.")
        if token.text in _RESERVED:
            raise self._source.error(token.offset, f"“{token.text}” is a reserved word of CEL.", "Choose another name.")
        if not self._sees("("):
            return self._made(Name(self._source, token.offset, token.text))
        if token.text == "has":
            return self._has(token)
        return self._made(Call(self._source, token.offset, token.text, self._arguments(), method=False))

    def _has(self, token: Token) -> Node:
        arguments = self._arguments()
        inner = arguments[0] if len(arguments) == 1 else None
        if not isinstance(inner, Name) or "." not in inner.name:
            raise self._source.error(
                token.offset, "the function has() takes the dotted name of one fact.", "Write has(content.body)."
            )
        return self._made(Has(self._source, token.offset, inner.name))
