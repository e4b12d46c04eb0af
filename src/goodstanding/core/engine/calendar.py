"""Engines by day: history is judged under the rules of its own day, and each stretch of like days compiles once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from threading import Lock

from goodstanding.core.engine.compiled import Engine, compile_pack
from goodstanding.core.policy.lint.reading import signals_read
from goodstanding.core.policy.model import Pack
from goodstanding.core.policy.periods import change_days, expiry_days, period_of
from goodstanding.core.signals.base import Signal
from goodstanding.core.signals.registry import build_signals


class EngineCalendar:
    """A pack's engines, compiled when a day first asks for them.

    An engine's ``at`` is the first day that asked within its period: any day of it compiles to the same rules. Signals, which
    take longest to build, change only where a bank entry expires, and are shared by all periods in between.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._days = change_days(pack)
        self._expiries = expiry_days(pack)
        self._engines: dict[int, Engine] = {}
        self._signals: dict[int, Mapping[str, Signal]] = {}
        self._compiling = Lock()

    def has(self, day: date, /) -> bool:
        """Say whether the engine of a day is ready."""
        return period_of(self._days, day) in self._engines

    def on(self, day: date, /) -> Engine:
        """Return the engine for acts of a day (Asia/Shanghai).

        Raises:
            ExpressionError, ParameterNotInForce, SignalError: The pack cannot be compiled for that day.
        """
        period = period_of(self._days, day)
        engine = self._engines.get(period)
        if engine is not None:
            return engine
        with self._compiling:
            engine = self._engines.get(period)
            if engine is None:
                engine = self._engines[period] = compile_pack(self.pack, at=day, signals=self._signals_on(day))
        return engine

    def _signals_on(self, day: date) -> Mapping[str, Signal]:
        period = period_of(self._expiries, day)
        signals = self._signals.get(period)
        if signals is None:
            read = frozenset().union(*(signals_read(rule) for rule in self.pack.rules if rule.mode != "off"))
            specs = {name: spec for name, spec in self.pack.signals.items() if name in read}
            signals = self._signals[period] = build_signals(specs, self.pack.banks, at=day, models=self.pack.models)
        return signals
