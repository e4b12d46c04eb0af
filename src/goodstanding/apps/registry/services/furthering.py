"""No further account of a subject without its four results. Source: PA21:10.1, RQ-040."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.registry.caps import counted_accounts
from goodstanding.apps.registry.checking import Applied
from goodstanding.apps.registry.checks import further
from goodstanding.apps.registry.errors import ApplicationChanged
from goodstanding.apps.registry.models import Application, ApplicationCheck


def require_further_results(row: Application, applied: Applied, /, *, at: datetime) -> None:
    """Make sure that the four results exist before a further account does, in the caller's transaction.

    Where the subject got its other account while this application waited, the four are looked at now and kept.

    Raises:
        ApplicationChanged: They were looked at only now and ask for a person.
    """
    if not counted_accounts(applied.subject_index):
        return
    seen = ApplicationCheck.objects.filter(application=row, code=further.CODE).first()
    if seen is not None and further.has_four_results(seen.detail):
        return
    found = further.check(applied, at)
    if found is None:
        return
    if found.state != "passed":
        raise ApplicationChanged(
            f"The subject of {row.ref} got another account meanwhile: {found.says.en}",
            hint="Return the application; handed in again, it is checked as a further account.",
            clause=further.CLAUSE,
        )
    says = {"code": found.says.code, "zh": found.says.zh, "en": found.says.en}
    ApplicationCheck.objects.create(
        application=row, code=found.code, state=found.state, says=says, clause=found.clause, detail=dict(found.detail), at=at
    )
