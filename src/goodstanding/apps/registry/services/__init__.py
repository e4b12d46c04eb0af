"""What may be done to the registry: operators, accounts, restrictions, and the projection of account events."""

from __future__ import annotations

from goodstanding.apps.registry.services.accounts import (
    close_account,
    lock_account,
    register_account,
    reopen_account,
    set_account_status,
)
from goodstanding.apps.registry.services.operators import (
    add_credential,
    add_member,
    assign_account,
    open_operator_contact,
    register_operator,
    restore_identity,
    verify_operator,
    void_identity,
)
from goodstanding.apps.registry.services.projection import AccountBook, apply_account_event
from goodstanding.apps.registry.services.restrictions import lift_restriction, restrict_function

__all__ = [
    "AccountBook",
    "add_credential",
    "add_member",
    "apply_account_event",
    "assign_account",
    "close_account",
    "lift_restriction",
    "lock_account",
    "open_operator_contact",
    "register_account",
    "register_operator",
    "reopen_account",
    "restore_identity",
    "restrict_function",
    "set_account_status",
    "verify_operator",
    "void_identity",
]
