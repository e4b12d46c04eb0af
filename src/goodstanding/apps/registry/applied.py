"""An application as checks and providers need it: the form, with what is sealed opened in memory."""

from __future__ import annotations

import json
from typing import Any

from goodstanding.apps.common.sealing import unseal
from goodstanding.apps.registry.application_form import OPEN_FIELDS
from goodstanding.apps.registry.caps import counted_accounts
from goodstanding.apps.registry.checking import Applied
from goodstanding.apps.registry.models import Application

SEAL = "registry.application"
"""What the sealed part of an application is sealed as."""


def applied_of(row: Application, /) -> Applied:
    """Return an application as checks see it, what identifies people included: in memory only."""
    form = form_of(row)
    return Applied(
        ref=row.ref,
        account_ref=row.account_ref,
        applicant=row.applicant_id,
        operator_ref=row.operator.ref if row.operator else "",
        subject_index=row.subject_index,
        categories=tuple(row.categories),
        personal=personal_of(row),
        origin=row.origin,
        is_further=bool(row.subject_index) and counted_accounts(row.subject_index) > 0,
        **{name: form[name] for name in OPEN_FIELDS},
    )


def form_of(row: Application, /) -> dict[str, Any]:
    """Return the fields kept in the clear."""
    return {name: getattr(row, name) for name in (*OPEN_FIELDS, "categories")}


def personal_of(row: Application, /) -> dict[str, str]:
    """Open the fields kept sealed."""
    found: dict[str, str] = json.loads(unseal(row.personal_sealed, context=SEAL)) if row.personal_sealed else {}
    return found
