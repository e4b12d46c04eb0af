"""Whether an application shares more with other recent ones than chance would have it. It asks for a person and refuses nobody.

Source: PA21:10.3, RQ-042
"""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.reading.rings import ring_around
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.origins import note_origins

CODE = "ring"
CLAUSE = "PA21:10.3"


def check(applied: Applied, at: datetime, /) -> CheckResult | None:
    """Keep what the application leaves and hold it against the others."""
    note_origins(applied, at=at)
    found = ring_around(applied.account_ref, at=at)
    if found is None:
        says = say(
            "ring_none",
            "与近期其他申请相比，没有不寻常的共同之处。",
            "It has nothing unusual in common with other recent applications.",
        )
        return CheckResult(CODE, "passed", says, clause=CLAUSE)
    kinds = sorted({reason.kind for edge in found.edges for reason in edge.reasons})
    says = say(
        "ring_person",
        "该申请与近期另外 {n} 个主体的注册有不寻常的共同之处（如设备、网络或联系方式），由工作人员核对。这不是拒绝，您无需操作。",
        "It has things in common with the registrations of {n} other subjects (device, network, contact): a person looks. "
        "This is no refusal; there is nothing for you to do.",
        n=len(found.subjects) - 1,
    )
    detail = {"kinds": kinds, "subjects": len(found.subjects), "score": found.score, "bursts": len(found.bursts)}
    return CheckResult(CODE, "needs_person", says, clause=CLAUSE, detail=detail)
