"""The account's answer to a notice: returned with what is missing, or forwarded at once; the window runs from then.

Source: CIV20:1196.1, CIV20:1196.2, RQ-065
"""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.sealing import seal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress import takedown_words as say
from goodstanding.apps.redress.errors import NotAppellant, NoticeMoved
from goodstanding.apps.redress.models import CopyrightNotice, CounterStatement, NoticeState
from goodstanding.apps.redress.services.takedown.door import keep, keep_files, kinds, lock_notice, perform, tidy
from goodstanding.apps.redress.services.takedown.filing import open_case
from goodstanding.apps.redress.services.takedown.telling import forward_counter, tell_account
from goodstanding.apps.redress.takedown import COUNTER_PARTS, Step, missing_parts, window_end
from goodstanding.apps.redress.takedown_records import FileLot, NewCounter, TakedownView
from goodstanding.apps.redress.takedown_selectors import CONTACT, NAME, files_of, takedown_view
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.numbers import number


def file_counter(ref: str, /, *, new: NewCounter, files: FileLot, actor: Actor, at: datetime) -> TakedownView:
    """Store a counter-statement and forward it to the sender; or return it with what is missing, to be completed in place.

    Args:
        files: Proof that the content does not infringe, under ``counter_proof``.
        actor: A person who may act for the account.

    Raises:
        NoticeUnknown: No notice has that receipt.
        NotAppellant: The actor may not act for the account.
        NoticeMoved: The notice was not forwarded, or was answered.
        NoticeRefused: A file or a text cannot be taken.
    """
    with immediate():
        row = lock_notice(ref)
        if actor.user_id is None or not registry.may_act_for(actor.user_id, row.account_ref):
            raise NotAppellant(f"You do not act for the account the notice {ref} is about.")
        if row.state != NoticeState.ACTED:
            raise NoticeMoved(f"The notice {ref} is {row.state}; it waits for no answer.", hint="Look at it as it stands now.")
        counter = CounterStatement.objects.filter(notice=row).first() or CounterStatement(notice=row)
        counter.filed_by_id, counter.filed_at = actor.user_id, at
        _fill(counter, new)
        keep_files(row, kinds(files, ("counter_proof",)), actor=actor, at=at)
        counter.missing = list(missing_parts(_given(row, counter), COUNTER_PARTS))
        if counter.missing:
            keep(counter)
            _return(row, counter, actor=actor, at=at)
        else:
            _forward(row, counter, actor=actor, at=at)
        return takedown_view(row)


def _forward(row: CopyrightNotice, counter: CounterStatement, *, actor: Actor, at: datetime) -> None:
    counter.forwarded_at = at
    keep(counter)
    row.window_ends_at = row.due_at = window_end(at, days=number("counter_window_days"))
    perform(row, Step.COUNTER, reason=say.step(Step.COUNTER, row.language), actor=actor, at=at)
    if counter.says_wrongful:
        row.case_ref = open_case(row, due_at=row.window_ends_at, actor=actor, at=at)
        row.save(update_fields=["case_ref"])
    forward_counter(row, counter, at=at)
    tell_account(row, say.account_countered(), deadline=row.window_ends_at, at=at)


def _return(row: CopyrightNotice, counter: CounterStatement, *, actor: Actor, at: datetime) -> None:
    audit.record(
        "copyright:counter_returned",
        actor=actor,
        subject_kind="copyright_notice",
        subject_ref=row.ref,
        payload={"missing": counter.missing},
        at=at,
    )
    tell_account(row, say.account_incomplete(counter.missing), at=at)


def _fill(counter: CounterStatement, new: NewCounter) -> None:
    if new.name.strip():
        counter.name_sealed = seal(tidy(new.name, longest=200), context=NAME)
    if new.contact.strip():
        counter.contact_sealed = seal(tidy(new.contact, longest=200), context=CONTACT)
    counter.statement = tidy(new.statement) or counter.statement
    counter.has_guarantee = new.has_guarantee or counter.has_guarantee
    counter.says_wrongful = new.says_wrongful


def _given(row: CopyrightNotice, counter: CounterStatement) -> dict[str, bool]:
    return {
        "name": bool(counter.name_sealed),
        "contact": bool(counter.contact_sealed),
        "statement": bool(counter.statement),
        "proof": any(one.kind == "counter_proof" for one in files_of(row.ref)),
        "guarantee": counter.has_guarantee,
    }
