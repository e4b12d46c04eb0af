"""Which expressions of a bank may be searched: each refusal names the bank, the expression and the reason."""

from __future__ import annotations

from goodstanding.core.signals.declared import Bank, Entry
from goodstanding.core.signals.options import Options
from goodstanding.core.text.patterns import refusal_of


def check_expression(options: Options, bank: Bank, entry: Entry, /) -> None:
    """Refuse an expression that cannot be read, would explode, or matches every text.

    Raises:
        SignalError: It is refused; the message names the place of the declaration.
    """
    refused = refusal_of(entry.pattern)
    if refused is not None:
        raise options.fault(f"bank “{bank.id}”: {refused.message}", hint=refused.hint) from refused
