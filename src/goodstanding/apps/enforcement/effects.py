"""How each measure takes effect and is taken back: one handler per code, in a registry that must be complete at start-up.

Handlers run inside the decision's transaction and write only through the services of the app whose rows they change. Both ways
must be safe to repeat. A measure's own state row is already updated when its handler is called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.enforcement.measures import MeasureCode
from goodstanding.apps.enforcement.models import BlocklistEntry, MeasureState, MeasureStatus
from goodstanding.apps.enforcement.subjects import subject_hash
from goodstanding.apps.ingest import services as ingest
from goodstanding.apps.registry import selectors as registry_reading
from goodstanding.apps.registry import services as registry


@dataclass(frozen=True, slots=True)
class Effect:
    """One measure about to take effect or to be taken back.

    Args:
        state_id: Its state row.
        at: When it takes effect or is taken back.
    """

    state_id: int
    decision_ref: str
    code: str
    scope: str
    account_ref: str
    content_ref: str
    starts_at: datetime
    ends_at: datetime | None
    review_at: datetime | None
    at: datetime


@dataclass(frozen=True, slots=True)
class EffectHandler:
    """Both ways of one measure."""

    apply: Callable[[Effect], None]
    revert: Callable[[Effect], None]


class EffectRegistry:
    """Handlers by measure code."""

    def __init__(self, handlers: Mapping[MeasureCode, EffectHandler], /) -> None:
        self._handlers = dict(handlers)

    def missing(self) -> tuple[str, ...]:
        """List the measures nobody carries out or takes back."""
        return tuple(
            code
            for code in MeasureCode
            if not (
                callable(getattr(self._handlers.get(code), "apply", None))
                and callable(getattr(self._handlers.get(code), "revert", None))
            )
        )

    def replace(self, code: MeasureCode, handler: EffectHandler, /) -> EffectHandler:
        """Put another handler in the place of one, and return the former: for platforms that carry a measure out themselves."""
        former = self._handlers[code]
        self._handlers[code] = handler
        return former

    def apply(self, effect: Effect, /) -> None:
        """Let a measure take effect."""
        self._handlers[MeasureCode(effect.code)].apply(effect)

    def revert(self, effect: Effect, /) -> None:
        """Take a measure's effect back; what other decisions did stays."""
        self._handlers[MeasureCode(effect.code)].revert(effect)


def _warn(effect: Effect) -> None:
    """The notice is the warning; there is nothing else to do or to take back."""
    del effect


def _label(effect: Effect) -> None:
    ingest.label_content(
        effect.content_ref, label=effect.scope, decision_ref=effect.decision_ref, at=effect.at, until=effect.ends_at
    )


def _unlabel(effect: Effect) -> None:
    ingest.restore_content(effect.content_ref, decision_ref=effect.decision_ref, effect="labelled")


def _hold(effect: Effect) -> None:
    if effect.ends_at is not None:
        ingest.hold_content(effect.content_ref, decision_ref=effect.decision_ref, until=effect.ends_at, at=effect.at)


def _unhold(effect: Effect) -> None:
    ingest.restore_content(effect.content_ref, decision_ref=effect.decision_ref, effect="held")


def _remove(effect: Effect) -> None:
    ingest.remove_content(effect.content_ref, decision_ref=effect.decision_ref, at=effect.at)


def _put_back(effect: Effect) -> None:
    ingest.restore_content(effect.content_ref, decision_ref=effect.decision_ref, effect="removed")


def _restriction(function_of: Callable[[Effect], str]) -> EffectHandler:
    def apply(effect: Effect) -> None:
        registry.restrict_function(
            effect.account_ref,
            function=function_of(effect),
            decision_ref=effect.decision_ref,
            starts_at=effect.starts_at,
            ends_at=effect.ends_at,
        )
        settle_account(effect)

    def revert(effect: Effect) -> None:
        registry.lift_restriction(decision_ref=effect.decision_ref, function=function_of(effect), at=effect.at)
        settle_account(effect)

    return EffectHandler(apply, revert)


def _fixed(function: str) -> Callable[[Effect], str]:
    def function_of(effect: Effect) -> str:
        del effect
        return function

    return function_of


def _listing(kind: str) -> EffectHandler:
    def apply(effect: Effect) -> None:
        account = registry_reading.find_account(effect.account_ref)
        subject = f"operator:{account.operator.ref}" if account and account.operator else f"account:{effect.account_ref}"
        BlocklistEntry.objects.get_or_create(
            measure_id=effect.state_id,
            defaults={
                "kind": kind,
                "subject_hash": subject_hash(subject),
                "account_ref": effect.account_ref,
                "listed_at": effect.at,
                "review_at": effect.review_at,
            },
        )

    def revert(effect: Effect) -> None:
        BlocklistEntry.objects.filter(measure_id=effect.state_id, lifted_at=None).update(lifted_at=effect.at)

    return EffectHandler(apply, revert)


def _close(effect: Effect) -> None:
    registry.close_account(effect.account_ref, decision_ref=effect.decision_ref, at=effect.at)


def settle_account(effect: Effect, /) -> None:
    """Let the account's standing follow from the measures in force on it: the heaviest decides.

    An account its own operator closed stays closed: only taking back a closing opens it again.
    """
    account = registry_reading.find_account(effect.account_ref)
    if account is None or (account.status == "closed" and effect.code != MeasureCode.CLOSE):
        return
    codes = MeasureState.objects.filter(account_ref=effect.account_ref, status=MeasureStatus.APPLIED).values_list(
        "code", flat=True
    )
    standing = _standing(frozenset(codes))
    if account.status != standing:
        registry.set_account_status(effect.account_ref, status=standing, decision_ref=effect.decision_ref, at=effect.at)


def _standing(codes: frozenset[str]) -> str:
    for code, standing in (
        ("close", "closed"),
        ("suspend_updates", "suspended"),
        ("limit_function", "limited"),
        ("stop_ads", "limited"),
    ):
        if code in codes:
            return standing
    return "active"


EFFECTS = EffectRegistry(
    {
        MeasureCode.LABEL: EffectHandler(_label, _unlabel),
        MeasureCode.WARN: EffectHandler(_warn, _warn),
        MeasureCode.HOLD: EffectHandler(_hold, _unhold),
        MeasureCode.REMOVE_CONTENT: EffectHandler(_remove, _put_back),
        MeasureCode.LIMIT_FUNCTION: _restriction(lambda effect: effect.scope),
        MeasureCode.SUSPEND_UPDATES: _restriction(_fixed("publish")),
        MeasureCode.STOP_ADS: _restriction(_fixed("ads")),
        MeasureCode.CLOSE: EffectHandler(_close, settle_account),
        MeasureCode.BLACKLIST: _listing("blacklist"),
        MeasureCode.BAN_REREGISTRATION: _listing("ban_reregistration"),
    }
)
"""The handlers in force."""
