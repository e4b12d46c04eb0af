"""Write docs/reference/signals.md from the signal kinds."""

from __future__ import annotations

from pathlib import Path

from goodstanding.core.signals.reference import signal_reference

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "signals.md"

if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(signal_reference(), encoding="utf-8")
    print(PAGE)
