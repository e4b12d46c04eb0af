"""Expressions of the operator's own banks, all in one linear-time pass, with RE2's exact meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Self

from goodstanding.core.signals.bank_expressions import check_expression
from goodstanding.core.signals.base import Cost, Document, Example, Reading, Span
from goodstanding.core.signals.declared import Bank, Entry, SampleBank, SampleEntry
from goodstanding.core.signals.evidence import original_span, outermost, reading_of, span_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import SharedExpressions, Sharing


class Expression(NamedTuple):
    """One expression as it is searched."""

    pattern: str
    weight: float
    why: str


class ExpressionBank(TextKind):
    """Expressions (RE2 syntax) of one or more banks. The score is the heaviest one's weight; the count is of expressions seen."""

    kind: ClassVar[str] = "expression_bank"
    cost: ClassVar[Cost] = Cost.CHEAP
    option_notes: ClassVar[Mapping[str, str]] = {
        "bank": "Id of one bank of expressions.",
        "banks": "Ids of several banks of expressions.",
        "fields": FIELDS_NOTE,
        "form": "Which text to read: normal (disguise undone) or original. Default: normal.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {"bank": "sample-prices"}
    example_banks: ClassVar[Mapping[str, SampleBank]] = {
        "sample-prices": SampleBank(
            "sample-prices", "expressions", (SampleEntry(r"\d+元/?千粉", 0.8), SampleEntry(r"万粉号", 0.5))
        ),
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "涨粉50元千粉,量大从优"}, hit=True, spans=("50元千粉",)),
        Example(fields={"title": "出一个万粉号"}, hit=True, spans=("万粉号",)),
        Example(fields={"body": "门票50元一位"}, hit=False),
    )

    def __init__(
        self, name: str, fields: tuple[str, ...], expressions: tuple[Expression, ...], shared: SharedExpressions, form: str
    ) -> None:
        super().__init__(name, fields)
        self._expressions = expressions
        self._shared = shared
        self._form = form
        self._ticket = shared.register([expression.pattern for expression in expressions], name=name, fields=fields, form=form)

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        form = options.word("form", default="normal", allowed=("normal", "original"))
        expressions = tuple(
            _searched(options, bank, entry)
            for bank in options.banks(kind="expressions")
            for entry in bank.entries
            if entry.expires is None or entry.expires > sharing.at
        )
        return cls(options.name, fields, expressions, sharing.expressions, form)

    @property
    def watch(self) -> SharedExpressions:
        """The database over all expressions."""
        return self._shared

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        spans: list[Span] = []
        seen: set[int] = set()
        for field in self.present(document):
            matching = self._shared.matching(document, field, self._ticket, form=self._form)
            seen.update(matching)
            spans.extend(self._spans(document, field, matching))
        score = max((self._expressions[position].weight for position in seen), default=0.0)
        return reading_of(self.name, score=score, spans=spans, count=len(seen))

    def _spans(self, document: Document, field: str, matching: list[int]) -> list[Span]:
        hits = [
            (start, end, position)
            for position in matching
            for start, end in self._shared.spans(document, field, self._ticket, position, form=self._form)
        ]
        make = span_of if self._form == "normal" else original_span
        return [
            make(document, field, start, end, signal=self.name, why=self._expressions[position].why)
            for start, end, position in outermost(hits)
        ]


def _searched(options: Options, bank: Bank, entry: Entry) -> Expression:
    check_expression(options, bank, entry)
    options.check_weight(bank, entry)
    return Expression(entry.pattern, entry.weight, reason("expression", bank=bank.id))
