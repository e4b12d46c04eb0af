"""Every kind of signal a pack may declare, and how a pack's declarations become signals that share their passes."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from goodstanding.core.signals.base import Signal, SignalError
from goodstanding.core.signals.combined_phrases import CombinedPhrases
from goodstanding.core.signals.contact_handle import ContactHandle
from goodstanding.core.signals.declared import Bank, Declaration
from goodstanding.core.signals.expression_bank import ExpressionBank
from goodstanding.core.signals.image_hash import ImageHash
from goodstanding.core.signals.injected_spam import InjectedSpam
from goodstanding.core.signals.kind import Kind
from goodstanding.core.signals.links import Links
from goodstanding.core.signals.missing_source import MissingSource
from goodstanding.core.signals.model_server import ModelServed
from goodstanding.core.signals.near_duplicate import NearDuplicate
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.payment_near_contact import PaymentNearContact
from goodstanding.core.signals.phrase_bank import PhraseBank
from goodstanding.core.signals.profile_mismatch import ProfileMismatch
from goodstanding.core.signals.sharing import Sharing
from goodstanding.core.signals.trained import Trained
from goodstanding.core.signals.window_counter import WindowCounter

_KINDS: tuple[type[Kind], ...] = (
    PhraseBank,
    CombinedPhrases,
    ExpressionBank,
    ContactHandle,
    Links,
    PaymentNearContact,
    InjectedSpam,
    ImageHash,
    NearDuplicate,
    MissingSource,
    ProfileMismatch,
    WindowCounter,
    Trained,
    ModelServed,
)

SIGNAL_KINDS: dict[str, type[Kind]] = {kind.kind: kind for kind in _KINDS}
"""Kinds by the name packs write under ``kind:``."""


def build_signals(
    specs: Mapping[str, Declaration], banks: Mapping[str, Bank], *, at: date, models: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Signal]:
    """Build the signals a pack declares; all phrases share one automaton and all expressions one database.

    Args:
        specs: Declarations by signal name.
        banks: The pack's banks by id.
        at: The day the pack is compiled for; bank entries that expire on or before it are left out.
        models: The pack's model files by path.

    Raises:
        SignalError: A declaration is wrong; the message names its file and line.
    """
    sharing = Sharing(at=at)
    signals: dict[str, Signal] = {}
    for name, declaration in specs.items():
        options = Options(declaration, banks, models)
        signals[name] = _kind_of(declaration, options).build(options, sharing)
        options.finish()
    sharing.compile()
    return signals


def _kind_of(declaration: Declaration, options: Options) -> type[Kind]:
    kind = SIGNAL_KINDS.get(declaration.kind)
    if kind is None:
        close = difflib.get_close_matches(declaration.kind, SIGNAL_KINDS, n=1)
        hint = f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(SIGNAL_KINDS))}."
        raise options.fault("there is no such kind of signal.", hint=hint)
    return kind


__all__ = ["SIGNAL_KINDS", "SignalError", "build_signals"]
