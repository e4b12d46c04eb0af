"""Carriers of codes that an installation has without any provider: texts as files, and nothing of the number but its end."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from goodstanding.apps.registry.providers import ProviderUnavailable
from goodstanding.core.identifiers.findings import display_tail


class FileSms:
    """Writes each text to ``<state_dir>/sms/``: for trying the product out, never for production."""

    def carry(self, mobile: str, text: str, /) -> None:
        """Write the text.

        Raises:
            ProviderUnavailable: The disk refused it.
        """
        folder = Path(settings.CONFIG.state_dir) / "sms"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = folder / f".{os.getpid()}.{secrets.token_hex(4)}"
            draft.write_text(f"{display_tail(mobile)} {text}\n", encoding="utf-8")
            draft.replace(folder / f"{draft.stat().st_mtime_ns}.txt")
        except OSError as fault:
            raise ProviderUnavailable(f"The text could not be written to {folder}.") from fault
