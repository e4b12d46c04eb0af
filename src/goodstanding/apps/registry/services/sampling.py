"""The accuracy programme: verdicts about identities are drawn, judged again by a second person, counted, and acted on.

Source: PA21:8.1, RQ-023
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import rfc8785

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.errors import SampleSettled, SampleUnknown
from goodstanding.apps.registry.models import (
    Account,
    AccuracyAction,
    AccuracyReport,
    Application,
    FactorKind,
    FactorState,
    SampleCursor,
    SampledVerdict,
    Truth,
    VerificationFactor,
)
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.accuracy import (
    ActionRecord,
    ProviderAccuracy,
    SampleRecord,
    accuracy,
    action_record,
    figures_of,
    quarter_before,
    quarter_end,
    quarter_of,
    sample_record,
)
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.patrolling import bring_forward
from goodstanding.apps.registry.services.telling import News, tell_person

CLAUSE = "PA21:8.1"
_STAFF = "staff"
_NOT_VERDICTS = (FactorKind.MOBILE_CODE,)
"""Possession of a number is shown, not judged."""
_OUTCOMES = frozenset({"mended", "replaced"})


def draw_samples(*, at: datetime, limit: int = 1_000) -> int:
    """Draw the published share of the verdicts given since the last round, and bring each before a person; return how many."""
    cursor = SampleCursor.objects.order_by("id").first()
    after = cursor.last_factor if cursor else 0
    if not VerificationFactor.objects.filter(id__gt=after).exists():
        return 0
    with immediate():
        cursor = SampleCursor.objects.select_for_update().order_by("id").first() or SampleCursor()
        rows = VerificationFactor.objects.select_related("application").filter(id__gt=cursor.last_factor).order_by("id")
        considered = list(rows[:limit])
        drawn = [_draw(row, at) for row in considered if row.kind not in _NOT_VERDICTS and row.application and _is_drawn(row.pk)]
        if considered:
            cursor.last_factor = considered[-1].pk
            cursor.save()
        return len(drawn)


def judge_sample(ref: str, /, *, truth: str, reasons: str, case_version: int | None, actor: Actor, at: datetime) -> SampleRecord:
    """Enter what is so, found by another way than the verdict was.

    An account whose accepted identity does not hold is due for verification at once; an applicant rejected wrongly is told.

    Args:
        truth: ``holds``, ``does_not`` or ``unknown``.
        reasons: How it was found out.

    Raises:
        SampleUnknown, SampleSettled: There is none, or it was judged.
        ReviewError: The person may not judge it: gave the verdict, decided the application, or does not hold the case.
    """
    with immediate():
        row = SampledVerdict.objects.select_for_update().filter(ref=ref).first()
        if row is None:
            raise SampleUnknown(f"There is no sampled verdict {ref}.")
        if row.truth or truth not in {Truth.HOLDS, Truth.DOES_NOT, Truth.UNKNOWN} or not reasons.strip():
            raise SampleSettled("A verdict drawn is judged once, with how it was found out.", hint="Look at it again.")
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        row.truth, row.truth_by, row.truth_at, row.note = truth, f"{actor.kind}:{actor.ref}", at, reasons.strip()
        row.save()
        payload = {"provider": row.provider, "accepted": row.accepted, "truth": truth}
        audit.record("accuracy:judged", actor=actor, subject_kind="sample", subject_ref=ref, payload=payload, at=at)
        _put_right(row, at)
        matters.desk().close_matter(row.case_ref, outcome=truth, note=row.note, actor=actor, at=at)
        return sample_record(row)


def watch_accuracy(*, at: datetime) -> int:
    """Open an action for each provider below the floor, once a quarter, and close quarters that are over; return how many."""
    running = quarter_of(at)
    last = quarter_before(running)
    opened = 0
    for quarter in (last, running):
        for found in accuracy(quarter):
            if found.is_below and not found.action_ref:
                _open_action(found, at)
                opened += 1
    if at >= quarter_end(last) + timedelta(days=number("accuracy_wait_days")):
        _close_quarter(last, at)
    return opened


def settle_action(
    ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> ActionRecord:
    """Say what was done about a provider below the floor.

    Args:
        outcome: ``mended`` (what was wrong is put right) or ``replaced`` (somebody else is asked).

    Raises:
        SampleUnknown, SampleSettled: There is none, or it is settled.
        ReviewError: The person may not settle it now.
    """
    with immediate():
        row = AccuracyAction.objects.select_for_update().filter(ref=ref).first()
        if row is None:
            raise SampleUnknown(f"There is no action {ref}.")
        if row.settled_at is not None or outcome not in _OUTCOMES or not reasons.strip():
            raise SampleSettled("An action is settled once: mended or replaced, with what was done.", hint="Look at it again.")
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        row.outcome, row.reasons, row.settled_at, row.settled_by = outcome, reasons.strip(), at, f"{actor.kind}:{actor.ref}"
        row.save()
        payload = {"provider": row.provider, "quarter": row.quarter, "outcome": outcome, "reasons": row.reasons}
        audit.record("accuracy:settled", actor=actor, subject_kind="provider", subject_ref=ref, payload=payload, at=at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=row.reasons, actor=actor, at=at)
        return action_record(row)


def _is_drawn(factor: int) -> bool:
    place = int(blind_index(str(factor), context="registry.accuracy")[:8], 16)
    return place * 1000 < number("accuracy_sample_permille") << 32


def _draw(factor: VerificationFactor, at: datetime) -> SampledVerdict:
    application = factor.application
    assert application is not None  # noqa: S101  the caller looked
    by_person = factor.provider.startswith("user:")
    row = SampledVerdict(
        ref=new_ref("SV"),
        factor=factor,
        application_ref=application.ref,
        account_ref=application.account_ref,
        provider=_STAFF if by_person else factor.provider,
        kind=factor.kind,
        accepted=factor.state == FactorState.PASSED,
        quarter=quarter_of(factor.at),
        drawn_at=at,
    )
    digest = hashlib.sha256(rfc8785.dumps({"factor": factor.pk, "provider": row.provider, "accepted": row.accepted})).hexdigest()
    summary = f"{row.provider} · {row.kind} · {row.quarter}"
    matter = matters.Matter("accuracy", row.ref, row.account_ref, summary, digest, excluded=_took_part(factor, application))
    row.case_ref = matters.desk().open_matter(matter, actor=SYSTEM, at=at)
    row.save()
    return row


def _took_part(factor: VerificationFactor, application: Application) -> dict[int, str]:
    named = {factor.provider: "gave the verdict", application.decided_by: "decided the application"}
    users = {name.partition(":")[2]: why for name, why in named.items() if name.startswith("user:")}
    found = {int(user): why for user, why in users.items() if user.isdigit()}
    return found | ({application.applicant_id: "is the applicant"} if application.applicant_id else {})


def _put_right(row: SampledVerdict, at: datetime) -> None:
    """Follow up a verdict that was wrong: the account is looked at again, or the applicant is told."""
    if row.accepted and row.truth == Truth.DOES_NOT and Account.objects.filter(account_ref=row.account_ref).exists():
        bring_forward(row.account_ref, trigger="failed", fields=("identity",), at=at)
    application = Application.objects.filter(ref=row.application_ref).first()
    if not row.accepted and row.truth == Truth.HOLDS and application is not None and application.applicant_id:
        says = say(
            "rejected_wrongly",
            "抽查发现此前的身份核验结果有误：您的信息相符。请重新提交申请，无需补充材料。",
            "A sample check found the verdict about your identity to be wrong: it matches. Hand the application in again.",
        )
        news = News(says, (says,), CLAUSE, path=f"/portal/apply/{application.ref}/")
        tell_person(application.applicant_id, about=application.ref, name=application.account_name, news=news, at=at)


def _open_action(found: ProviderAccuracy, at: datetime) -> None:
    with immediate():
        if AccuracyAction.objects.filter(quarter=found.quarter, provider=found.provider).exists():
            return
        figures = figures_of(found)
        row = AccuracyAction(ref=new_ref("AA"), quarter=found.quarter, provider=found.provider, figures=figures, opened_at=at)
        digest = hashlib.sha256(rfc8785.dumps(figures)).hexdigest()
        summary = f"{found.provider} · {found.quarter} · {found.right.part}/{found.right.whole}"
        matter = matters.Matter("provider", row.ref, "", summary, digest, severity="serious")
        row.case_ref = matters.desk().open_matter(matter, actor=SYSTEM, at=at)
        row.save()
        audit.record("accuracy:below", actor=SYSTEM, subject_kind="provider", subject_ref=row.ref, payload=figures, at=at)


def _close_quarter(quarter: str, at: datetime) -> None:
    found = accuracy(quarter)
    done = set(AccuracyReport.objects.filter(quarter=quarter).values_list("provider", flat=True))
    for one in found:
        if one.provider not in done:
            with immediate():
                figures = figures_of(one)
                AccuracyReport.objects.create(quarter=quarter, provider=one.provider, figures=figures, made_at=at)
                payload = {"quarter": quarter, "provider": one.provider, "figures": figures}
                ref = f"{quarter}:{one.provider}"
                audit.record("accuracy:reported", actor=SYSTEM, subject_kind="report", subject_ref=ref, payload=payload, at=at)
