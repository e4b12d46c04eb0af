"""An account that rests, stops or looks as if it changed hands: what its operator is shown on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.life_ports import pending_matters
from goodstanding.apps.registry.life_records import (
    DormancyRecord,
    ErasureRecord,
    ExportRecord,
    FreezeRecord,
    PauseRecord,
    StopRecord,
)
from goodstanding.apps.registry.numbers import numbers
from goodstanding.apps.registry.reading.freezes import freeze_of
from goodstanding.apps.registry.reading.life import dormancy_of, erasure_of, exports_of, pause_of, stop_of
from goodstanding.apps.registry.records import AccountRecord

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class RestPage:
    """How an account stands between use and its end.

    Args:
        stop: The request to stop it that can be taken back, or that ended it.
        pending: How many matters about it are not settled.
        last_export: The latest that can be downloaded or is being put together.
    """

    account: AccountRecord
    pause: PauseRecord | None
    dormancy: DormancyRecord | None
    freeze: FreezeRecord | None
    stop: StopRecord | None
    erasure: ErasureRecord | None
    exports: tuple[ExportRecord, ...]
    pending: int
    grace_days: int
    kept_months: int
    export_days: int

    @property
    def is_closed(self) -> bool:
        """Whether the account is closed."""
        return self.account.status == "closed"

    @property
    def is_stopping(self) -> bool:
        """Whether a request to stop it can be taken back."""
        return self.stop is not None and self.stop.status == "grace"

    @property
    def is_warned(self) -> bool:
        """Whether its operator was warned that it may be paused."""
        return self.dormancy is not None and self.dormancy.stage != "watched"

    @property
    def last_export(self) -> ExportRecord | None:
        """Return the latest export that is not purged."""
        return next((one for one in self.exports if one.state != "purged"), None)


def rest_page(account_ref: str, /, *, at: datetime) -> RestPage:
    """Gather what the page shows."""
    known, stop = numbers(), stop_of(account_ref)
    return RestPage(
        account=registry.account(account_ref),
        pause=pause_of(account_ref),
        dormancy=dormancy_of(account_ref),
        freeze=freeze_of(account_ref, at=at),
        stop=stop if stop is not None and stop.status != "taken_back" else None,
        erasure=erasure_of(account_ref),
        exports=exports_of(account_ref)[:_SHOWN],
        pending=len(pending_matters(account_ref)),
        grace_days=known["stop_grace_days"],
        kept_months=known["personal_data_kept_months"],
        export_days=known["export_kept_days"],
    )
