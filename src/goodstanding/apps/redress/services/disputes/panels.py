"""Panels of peers: invited at random, voting each alone with a reason, counted once when the hour strikes.

Source: PA21:14.2, RQ-064
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.redress import dispute_words as say
from goodstanding.apps.redress.dispute_records import SeatRecord
from goodstanding.apps.redress.dispute_selectors import panel_ref, panel_rule, seat
from goodstanding.apps.redress.disputing import Choice, Step, Tally, Worth, tally
from goodstanding.apps.redress.errors import DisputeUnknown, VoteRefused
from goodstanding.apps.redress.models import Dispute, DisputeState, Panel, PanelSeat, PanelVote
from goodstanding.apps.redress.services.disputes.door import lock_dispute, open_case, perform, tell_side
from goodstanding.apps.redress.services.disputes.drawing import Juror, draw, eligible_jurors
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.services.telling import News, tell_person

SHORTEST, LONGEST = 10, 1000
"""Characters of a juror's reason."""


def open_panel(row: Dispute, /, *, actor: Actor, at: datetime) -> bool:
    """Invite peers to a locked dispute; say whether enough could be asked."""
    return _open(row, 1, Step.INVITE, actor=actor, at=at)


def cast_vote(panel: str, /, *, choice: str, reason: str, actor: Actor, at: datetime) -> SeatRecord:
    """Vote, once, with a reason.

    Args:
        panel: ``DP-…-1``.
        choice: ``rewritten``, ``own_work`` or ``cannot_say``.
        actor: The person invited.

    Raises:
        DisputeUnknown: The person was not invited to such a panel.
        VoteRefused: There is no reason, the panel is closed, or the person has voted.
    """
    said = reason.strip()
    if choice not in set(Choice) or not SHORTEST <= len(said) <= LONGEST:
        raise VoteRefused(f"A vote is a choice and a reason of {SHORTEST} to {LONGEST:,} characters.", hint="Say why.")
    with immediate():
        audit.hold_log()
        row = _seat(panel, actor)
        held = Panel.objects.select_for_update(of=("self",)).get(pk=row.panel_id)
        if held.closed_at is not None or at > held.closes_at:
            raise VoteRefused("The panel is closed.", hint="Its result is on the dispute's page.")
        try:
            with transaction.atomic():
                PanelVote.objects.create(seat=row, choice=choice, reason=said, at=at)
        except IntegrityError as fault:
            raise VoteRefused("You have voted; a vote is cast once.", hint="Nothing more is to be done.") from fault
        audit.record("panel:voted", actor=actor, subject_kind="panel", subject_ref=panel, payload={"choice": choice}, at=at)
    cast = seat(panel, actor.user_id or 0)
    if cast is None:
        raise DisputeUnknown(f"You were not invited to {panel}.")
    return cast


def close_panels(*, at: datetime, limit: int = 200) -> int:
    """Count the panels whose time is over; say how many. One without a result is repeated once, then a person decides."""
    over = Panel.objects.filter(closed_at=None, closes_at__lt=at).order_by("closes_at", "id")
    return sum(_close(ref, number_, at) for ref, number_ in list(over.values_list("dispute__ref", "round")[:limit]))


def result_of(row: Dispute, /) -> Tally | None:
    """Return what the last closed panel of a dispute found; None where there was none."""
    panel = Panel.objects.filter(dispute=row, closed_at__isnull=False).order_by("-round").first()
    if panel is None:
        return None
    return Tally(panel.valid, panel.rewritten, panel.own_work, panel.finding, Worth(panel.worth))


def _open(row: Dispute, round_: int, step: Step, *, actor: Actor, at: datetime) -> bool:
    before = PanelSeat.objects.filter(dispute=row).values_list("juror_id", flat=True)
    jurors = eligible_jurors((row.account_ref, row.claimant_ref), not_again=tuple(before), at=at)
    if len(jurors) < number("panel_least_votes"):
        return False
    hours, seed = number("panel_hours"), secrets.token_hex(16)
    chosen = draw(jurors, seed=seed, most=number("panel_invited"))
    perform(row, step, reason=say.step(step), actor=actor, at=at)
    closes = at + timedelta(hours=hours)
    panel = Panel.objects.create(dispute=row, round=round_, seed=seed, eligible=len(jurors), opened_at=at, closes_at=closes)
    PanelSeat.objects.bulk_create(
        PanelSeat(panel=panel, dispute=row, juror_id=one.user_id, account_ref=one.account_ref) for one in chosen
    )
    audit.record(
        "panel:invited",
        actor=SYSTEM,
        subject_kind="panel",
        subject_ref=panel_ref(row.ref, round_),
        payload={"seed": seed, "eligible": len(jurors), "invited": len(chosen), "closes_at": closes.isoformat()},
        at=at,
    )
    for one in chosen:
        _invite(row, panel, one, at=at)
    for side in (row.account_ref, row.claimant_ref):
        tell_side(side, row, say.opened(hours=hours, people=len(chosen)), deadline=closes, at=at)
    return True


def _invite(row: Dispute, panel: Panel, juror: Juror, *, at: datetime) -> None:
    heading, *paragraphs = say.invited(hours=number("panel_hours"))
    ref = panel_ref(row.ref, panel.round)
    news = News(heading, paragraphs, "PA21:14.2", panel.closes_at, f"/portal/panels/{ref}/")
    tell_person(juror.user_id, about=ref, name=ref, news=news, at=at)


def _close(ref: str, round_: int, at: datetime) -> int:
    with immediate():
        row = lock_dispute(ref)
        panel = Panel.objects.select_for_update(of=("self",)).get(dispute=row, round=round_)
        if panel.closed_at is not None or panel.closes_at >= at:
            return 0
        found = _count(panel, at)
        if row.state != DisputeState.VOTING:
            return 1
        if found.worth == Worth.NONE and round_ == 1 and _open(row, 2, Step.REPEAT, actor=SYSTEM, at=at):
            return 1
        row.case_ref = open_case(row, actor=SYSTEM, at=at)
        perform(row, Step.TALLY, reason=say.step(Step.TALLY), actor=SYSTEM, at=at)
        for side in (row.account_ref, row.claimant_ref):
            tell_side(side, row, say.counted(found), at=at)
        return 1


def _count(panel: Panel, at: datetime) -> Tally:
    votes = PanelVote.objects.filter(seat__panel=panel).values_list("choice").annotate(n=Count("id"))
    found = tally(dict(votes), panel_rule())
    panel.closed_at, panel.valid, panel.rewritten, panel.own_work = at, found.valid, found.rewritten, found.own_work
    panel.finding, panel.worth = found.finding, str(found.worth)
    panel.save(update_fields=["closed_at", "valid", "rewritten", "own_work", "finding", "worth"])
    audit.record(
        "panel:counted",
        actor=SYSTEM,
        subject_kind="panel",
        subject_ref=panel_ref(panel.dispute.ref, panel.round),
        payload={"valid": found.valid, "rewritten": found.rewritten, "own_work": found.own_work, "worth": str(found.worth)},
        at=at,
    )
    return found


def _seat(panel: str, actor: Actor) -> PanelSeat:
    ref, _, number_ = panel.rpartition("-")
    seats = PanelSeat.objects.select_related("panel")
    row = seats.filter(
        dispute__ref=ref, panel__round=int(number_) if number_.isdecimal() else 0, juror_id=actor.user_id or 0
    ).first()
    if row is None:
        raise DisputeUnknown(f"You were not invited to {panel}.", hint="Check the reference.")
    return row
