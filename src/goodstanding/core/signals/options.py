"""Reading a signal's options from a pack: each fault names the file and line, what is wrong, and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from goodstanding.core.learning.errors import ModelRefused
from goodstanding.core.learning.model import CARD_FILE, WEIGHTS_FILE, Model, read_model
from goodstanding.core.signals.base import SignalError
from goodstanding.core.signals.declared import Bank, Declaration, Entry


class Options:
    """The options of one declaration, read once each; `finish` refuses whatever no reader asked for."""

    def __init__(
        self, declaration: Declaration, banks: Mapping[str, Bank], models: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.name = declaration.name
        self._declaration = declaration
        self._banks = banks
        self._models = models
        self._known: set[str] = set()

    def fault(self, message: str, /, *, hint: str = "") -> SignalError:
        """Return an error about this declaration that names where it stands."""
        where = self._declaration.where
        place = f"{where.file}:{where.line}: " if where is not None else ""
        return SignalError(f"{place}signal “{self.name}” ({self._declaration.kind}): {message}", hint=hint)

    def _value(self, option: str, default: Any) -> Any:
        self._known.add(option)
        value = self._declaration.options.get(option, default)
        if value is None:
            raise self.fault(f"option “{option}” is missing.", hint=f"Add “{option}:” to the declaration.")
        return value

    def names(self, option: str, /, *, default: Collection[str] | None = None) -> tuple[str, ...]:
        """Read one word or a list of words; None as the default makes the option obligatory."""
        value = self._value(option, default)
        listed = (value,) if isinstance(value, str) else value
        if not isinstance(listed, list | tuple | frozenset | set) or not all(isinstance(item, str) and item for item in listed):
            raise self.fault(f"option “{option}” must be a word or a list of words.", hint=f"For example “{option}: [body]”.")
        return tuple(listed)

    def word(self, option: str, /, *, default: str | None = None, allowed: Collection[str] = ()) -> str:
        """Read one word, of those allowed where any are named."""
        value = self._value(option, default)
        if not isinstance(value, str) or (allowed and value not in allowed):
            choices = f"one of {', '.join(sorted(allowed))}" if allowed else "a word"
            raise self.fault(f"option “{option}” must be {choices}, not {value!r}.")
        return value

    def number(self, option: str, /, *, default: float | None, low: float, high: float) -> float:
        """Read a number from ``low`` to ``high``."""
        value = self._value(option, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self.fault(f"option “{option}” must be a number from {low:g} to {high:g}, not {value!r}.")
        return float(value)

    def count(self, option: str, /, *, default: int | None, low: int, high: int) -> int:
        """Read a whole number from ``low`` to ``high``."""
        value = self._value(option, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.fault(f"option “{option}” must be a whole number from {low} to {high}, not {value!r}.")
        return value

    def flag(self, option: str, /, *, default: bool) -> bool:
        """Read true or false."""
        value = self._value(option, default)
        if not isinstance(value, bool):
            raise self.fault(f"option “{option}” must be true or false, not {value!r}.")
        return value

    def banks(self, *, kind: str, obligatory: bool = True) -> tuple[Bank, ...]:
        """Read ``bank`` or ``banks``: ids of banks of one kind (``phrases`` or ``expressions``), or of ``any``."""
        ids = (*self.names("bank", default=()), *self.names("banks", default=()))
        if obligatory and not ids:
            raise self.fault("no bank is named.", hint="Add “bank: <id>” or “banks: [<id>, …]”.")
        return tuple(self._bank(bank_id, kind) for bank_id in ids)

    def further_banks(self, option: str, /, *, kind: str) -> tuple[Bank, ...]:
        """Read ids of banks under an option of another name; none where it is absent."""
        return tuple(self._bank(bank_id, kind) for bank_id in self.names(option, default=()))

    def _bank(self, bank_id: str, kind: str) -> Bank:
        bank = self._banks.get(bank_id)
        if bank is None:
            raise self.fault(f"there is no bank “{bank_id}” in the pack.", hint=_closest(bank_id, self._banks))
        if kind not in (bank.kind, "any"):
            raise self.fault(f"bank “{bank_id}” holds {bank.kind}, but this signal reads {kind}.")
        return bank

    def model(self, option: str, /) -> Model:
        """Read the name of a trained model and return it: the folder below ``models`` that holds its two files."""
        name = self.word(option)
        paths = [f"models/{name}/{file}" for file in (CARD_FILE, WEIGHTS_FILE)]
        missing = [path for path in paths if path not in self._models]
        if missing:
            held = {path.split("/")[1] for path in self._models}
            raise self.fault(f"the pack has no {missing[0]}.", hint=_closest(name, held))
        try:
            return read_model(*(self._models[path] for path in paths))
        except ModelRefused as fault:
            raise self.fault(f"models/{name}: {fault.message}", hint=fault.hint) from fault

    def check_weight(self, bank: Bank, entry: Entry, /) -> None:
        """Refuse a bank entry whose weight is not above 0 and at most 1.

        Raises:
            SignalError: It is not.
        """
        if not 0.0 < entry.weight <= 1.0:
            fault = f"bank “{bank.id}”: the weight of “{entry.pattern}” must be above 0 and at most 1, not {entry.weight!r}."
            raise self.fault(fault)

    def finish(self) -> None:
        """Refuse options nobody read.

        Raises:
            SignalError: The declaration has an option its kind does not know.
        """
        for option in self._declaration.options:
            if option not in self._known:
                raise self.fault(f"unknown option “{option}”.", hint=_closest(option, self._known))


def _closest(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(known)) or 'none'}."
