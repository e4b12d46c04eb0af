"""Engines by day: history is judged under the rules of its own day, and each stretch of like days compiles once."""

from __future__ import annotations

from datetime import date

from goodstanding.core.engine.compiled import Engine, compile_pack
from goodstanding.core.policy.model import Pack
from goodstanding.core.policy.periods import change_days, period_of


class EngineCalendar:
    """A pack's engines, compiled when a day first asks for them.

    An engine's ``at`` is the first day that asked within its period: any day of it compiles to the same rules.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._days = change_days(pack)
        self._engines: dict[int, Engine] = {}

    def on(self, day: date, /) -> Engine:
        """Return the engine for acts of a day (Asia/Shanghai).

        Raises:
            ExpressionError, ParameterNotInForce, SignalError: The pack cannot be compiled for that day.
        """
        period = period_of(self._days, day)
        engine = self._engines.get(period)
        if engine is None:
            engine = self._engines[period] = compile_pack(self.pack, at=day)
        return engine
